package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** Where items are purged. */
public enum PurgeArea implements Wire.Graph {
  MAILBOXES,
  TEAMS_MESSAGES
}
