package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** The format of exported mail. */
public enum ExportFormat implements Wire.Graph {
  PST,
  MSG,
  EML
}
