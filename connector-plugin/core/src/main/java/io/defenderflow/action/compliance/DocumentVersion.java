package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** How many versions of a document an export brings along. */
public enum DocumentVersion implements Wire.Graph {
  LATEST,
  RECENT10,
  RECENT100,
  ALL
}
