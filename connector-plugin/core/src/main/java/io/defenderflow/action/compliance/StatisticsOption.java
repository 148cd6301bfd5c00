package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** What an estimate counts as well. */
public enum StatisticsOption implements Wire.Graph {
  INCLUDE_REFINERS,
  INCLUDE_QUERY_STATS,
  INCLUDE_UNINDEXED_STATS,
  ADVANCED_INDEXING,
  LOCATIONS_WITHOUT_HITS
}
