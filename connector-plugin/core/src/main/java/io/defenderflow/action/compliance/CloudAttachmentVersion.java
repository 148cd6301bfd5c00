package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** How many versions of a linked file an export brings along. */
public enum CloudAttachmentVersion implements Wire.Graph {
  LATEST,
  RECENT10,
  RECENT100,
  ALL
}
