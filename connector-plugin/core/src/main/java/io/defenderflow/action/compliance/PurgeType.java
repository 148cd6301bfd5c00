package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** Whether purged items can be recovered. */
public enum PurgeType implements Wire.Graph {
  RECOVERABLE,
  PERMANENTLY_DELETE
}
