package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** What an indicator's value is. */
public enum IndicatorType implements Wire.Endpoint {
  FILE_SHA1,
  FILE_SHA256,
  FILE_MD5,
  CERTIFICATE_THUMBPRINT,
  IP_ADDRESS,
  DOMAIN_NAME,
  URL
}
