package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** What happens to a tag. */
public enum TagChange implements Wire.Endpoint {
  ADD,
  REMOVE
}
