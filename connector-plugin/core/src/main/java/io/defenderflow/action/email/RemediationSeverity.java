package io.defenderflow.action.email;

import io.defenderflow.catalogue.Wire;

/** How severe the reason for removing a mail is. */
public enum RemediationSeverity implements Wire.Graph {
  LOW,
  MEDIUM,
  HIGH
}
