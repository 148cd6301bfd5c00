package io.defenderflow.action.incident;

import io.defenderflow.catalogue.Wire;

/** The states that an alert can be given. */
public enum AlertStatus implements Wire.Graph {
  NEW,
  IN_PROGRESS,
  RESOLVED
}
