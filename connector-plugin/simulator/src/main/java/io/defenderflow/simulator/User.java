package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * A person's account as it was when it was asked for.
 *
 * @param json all simulated properties of the user
 * @param sessionRevocations how often the sign-in sessions were revoked
 */
public record User(ObjectNode json, int sessionRevocations) {

  public User {
    Objects.requireNonNull(json, "json");
  }

  public String id() {
    return json.path("id").asText();
  }

  public String userPrincipalName() {
    return json.path("userPrincipalName").asText();
  }

  public String displayName() {
    return json.path("displayName").asText();
  }

  public boolean accountEnabled() {
    return json.path("accountEnabled").asBoolean();
  }
}
