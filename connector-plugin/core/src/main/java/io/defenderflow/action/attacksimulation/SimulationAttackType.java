package io.defenderflow.action.attacksimulation;

import io.defenderflow.catalogue.Wire;

/** By which means a simulation attacks. */
public enum SimulationAttackType implements Wire.Graph {
  UNKNOWN,
  SOCIAL,
  CLOUD,
  ENDPOINT
}
