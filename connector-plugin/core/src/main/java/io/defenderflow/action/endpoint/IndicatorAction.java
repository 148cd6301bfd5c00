package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/**
 * What Defender does where it meets an indicator; the withdrawn Alert and AlertAndBlock are not
 * offered.
 */
public enum IndicatorAction implements Wire.Endpoint {
  ALLOWED,
  AUDIT,
  WARN,
  BLOCK,
  BLOCK_AND_REMEDIATE
}
