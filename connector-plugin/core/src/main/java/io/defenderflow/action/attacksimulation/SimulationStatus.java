package io.defenderflow.action.attacksimulation;

import io.defenderflow.catalogue.Wire;

/** How far a simulation is. */
public enum SimulationStatus implements Wire.Graph {
  UNKNOWN,
  DRAFT,
  RUNNING,
  SCHEDULED,
  SUCCEEDED,
  FAILED,
  CANCELLED,
  EXCLUDED
}
