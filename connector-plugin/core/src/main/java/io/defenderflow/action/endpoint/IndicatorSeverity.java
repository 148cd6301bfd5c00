package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** The severity of the alerts that an indicator raises. */
public enum IndicatorSeverity implements Wire.Endpoint {
  INFORMATIONAL,
  LOW,
  MEDIUM,
  HIGH
}
