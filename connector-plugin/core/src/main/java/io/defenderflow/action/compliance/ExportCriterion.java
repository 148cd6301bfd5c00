package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** Which items an export contains. */
public enum ExportCriterion implements Wire.Graph {
  SEARCH_HITS,
  PARTIALLY_INDEXED
}
