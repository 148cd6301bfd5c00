package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A device as it was when it was asked for.
 *
 * @param json the machine as Defender for Endpoint returns it
 * @param isolated whether its network is cut; the API itself does not tell
 * @param codeExecutionRestricted whether only signed code runs; the API itself does not tell
 * @param online whether machine actions reach it
 * @param actionsSupported whether its system can carry out machine actions
 */
public record Machine(
    ObjectNode json,
    boolean isolated,
    boolean codeExecutionRestricted,
    boolean online,
    boolean actionsSupported) {

  public Machine {
    Objects.requireNonNull(json, "json");
  }

  public String id() {
    return json.path("id").asText();
  }

  public String computerDnsName() {
    return json.path("computerDnsName").asText();
  }

  public String osPlatform() {
    return json.path("osPlatform").asText();
  }

  public String healthStatus() {
    return json.path("healthStatus").asText();
  }

  public String deviceValue() {
    return json.path("deviceValue").asText();
  }

  public List<String> tags() {
    List<String> tags = new ArrayList<>();
    json.path("machineTags").forEach(tag -> tags.add(tag.asText()));
    return List.copyOf(tags);
  }
}
