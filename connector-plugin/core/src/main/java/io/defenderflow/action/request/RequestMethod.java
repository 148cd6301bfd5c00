package io.defenderflow.action.request;

import io.defenderflow.catalogue.Wire;

/** The HTTP methods of requests that may change something. */
public enum RequestMethod implements Wire {
  POST,
  PATCH,
  PUT,
  DELETE;

  @Override
  public String wire() {
    return name();
  }
}
