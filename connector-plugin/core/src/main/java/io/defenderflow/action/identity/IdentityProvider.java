package io.defenderflow.action.identity;

import io.defenderflow.catalogue.Wire;

/** Where an account lives. */
public enum IdentityProvider implements Wire {
  ENTRA_ID("entraID"),
  ACTIVE_DIRECTORY("activeDirectory"),
  OKTA("okta");

  private final String wire;

  IdentityProvider(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
