package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * An indicator as it was when it was asked for.
 *
 * @param json the indicator as Defender for Endpoint returns it
 */
public record Indicator(ObjectNode json) {

  public Indicator {
    Objects.requireNonNull(json, "json");
  }

  public String id() {
    return json.path("id").asText();
  }

  public String indicatorValue() {
    return json.path("indicatorValue").asText();
  }

  public String action() {
    return json.path("action").asText();
  }
}
