package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** Where partially indexed items are taken from. */
public enum ExportLocation implements Wire.Graph {
  RESPONSIVE_LOCATIONS,
  NONRESPONSIVE_LOCATIONS
}
