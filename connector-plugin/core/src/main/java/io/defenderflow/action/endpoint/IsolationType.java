package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** How far a machine is cut off; UnManagedDevice contains a device without a Defender sensor. */
public enum IsolationType implements Wire.Endpoint {
  FULL,
  SELECTIVE,
  UN_MANAGED_DEVICE
}
