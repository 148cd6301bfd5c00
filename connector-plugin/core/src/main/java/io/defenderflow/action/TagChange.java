package io.defenderflow.action;

import io.defenderflow.catalogue.Wire;

/** What happens to a tag. */
public enum TagChange implements Wire.Endpoint {
  ADD,
  REMOVE
}
