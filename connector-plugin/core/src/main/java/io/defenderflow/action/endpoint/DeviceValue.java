package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** How valuable a machine is to the organization. It weighs in the exposure score. */
public enum DeviceValue implements Wire.Endpoint {
  NORMAL,
  LOW,
  HIGH
}
