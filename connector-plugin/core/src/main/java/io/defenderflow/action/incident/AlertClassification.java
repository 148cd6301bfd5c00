package io.defenderflow.action.incident;

import io.defenderflow.catalogue.Wire;

/** What an alert or an incident turned out to be. */
public enum AlertClassification implements Wire.Graph {
  UNKNOWN,
  FALSE_POSITIVE,
  TRUE_POSITIVE,
  INFORMATIONAL_EXPECTED_ACTIVITY
}
