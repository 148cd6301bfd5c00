package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** The severity of an alert that is created from an event. */
public enum NewAlertSeverity implements Wire.Endpoint {
  LOW,
  MEDIUM,
  HIGH
}
