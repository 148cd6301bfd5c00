package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** Which places a search covers. */
public enum DataSourceScope implements Wire.Graph {
  NONE,
  ALL_TENANT_MAILBOXES,
  ALL_TENANT_SITES,
  ALL_CASE_CUSTODIANS,
  ALL_CASE_NONCUSTODIAL_DATA_SOURCES
}
