package io.defenderflow.action.compliance;

import io.defenderflow.catalogue.Wire;

/** Where content of a person lies. */
public enum SourceType implements Wire.Graph {
  MAILBOX,
  SITE
}
