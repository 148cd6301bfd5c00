package io.defenderflow.action.incident;

import io.defenderflow.catalogue.Wire;

/** The severity of an alert or an incident. */
public enum AlertSeverity implements Wire.Graph {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH
}
