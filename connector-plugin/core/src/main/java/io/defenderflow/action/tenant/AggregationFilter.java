package io.defenderflow.action.tenant;

import io.defenderflow.catalogue.Wire;

/** What a report of Global Secure Access counts. */
public enum AggregationFilter implements Wire.Graph {
  TRANSACTIONS,
  USERS,
  DEVICES
}
