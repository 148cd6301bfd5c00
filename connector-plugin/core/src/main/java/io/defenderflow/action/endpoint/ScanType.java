package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** How much of a machine the antivirus looks at. */
public enum ScanType implements Wire.Endpoint {
  QUICK,
  FULL
}
