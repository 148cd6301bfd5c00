package io.defenderflow.action.identity;

import io.defenderflow.catalogue.Wire;

/** Whether somebody still has to look after a health issue. */
public enum HealthIssueStatus implements Wire.Graph {
  OPEN,
  CLOSED,
  SUPPRESSED
}
