package io.defenderflow.action.incident;

import io.defenderflow.catalogue.Wire;

/** The states that an incident can be given; redirected and awaitingAction are Microsoft's own. */
public enum IncidentStatus implements Wire.Graph {
  ACTIVE,
  IN_PROGRESS,
  RESOLVED
}
