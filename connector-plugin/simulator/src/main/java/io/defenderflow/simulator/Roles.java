package io.defenderflow.simulator;

import java.util.Set;

/** The application permissions that the simulated operations ask for. */
public final class Roles {

  /** Every Microsoft Graph permission that opens an operation of the facts. */
  public static final Set<String> GRAPH = Set.copyOf(Operations.roles(Api.GRAPH));

  /** Every Defender for Endpoint permission that opens an operation of the facts. */
  public static final Set<String> ENDPOINT = Set.copyOf(Operations.roles(Api.ENDPOINT));

  private Roles() {}
}
