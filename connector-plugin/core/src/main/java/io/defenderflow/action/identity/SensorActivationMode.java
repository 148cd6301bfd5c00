package io.defenderflow.action.identity;

import io.defenderflow.catalogue.Wire;

/** Who activates the sensor on a server that could have one. */
public enum SensorActivationMode implements Wire.Graph {
  MANUAL,
  AUTOMATED
}
