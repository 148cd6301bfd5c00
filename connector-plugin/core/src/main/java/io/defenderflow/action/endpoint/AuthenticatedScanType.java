package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** What an authenticated scan looks at. */
public enum AuthenticatedScanType implements Wire.Endpoint {
  WINDOWS,
  NETWORK
}
