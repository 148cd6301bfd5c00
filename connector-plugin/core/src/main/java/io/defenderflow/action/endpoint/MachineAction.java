package io.defenderflow.action.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Operation;

/**
 * A machine action as Defender for Endpoint answers it. Source: Defender for Endpoint API, machine
 * action resource type.
 *
 * @param json Microsoft's answer, unchanged
 */
public record MachineAction(JsonNode json) implements Operation {
  @Override
  public String id() {
    return json.path("id").asText();
  }

  public String type() {
    return json.path("type").asText();
  }

  public String requestorComment() {
    return json.path("requestorComment").asText();
  }

  @Override
  public String status() {
    return json.path("status").asText();
  }

  @Override
  public Progress progress() {
    return switch (status()) {
      case "Succeeded" -> Progress.SUCCEEDED;
      case "Failed" -> Progress.FAILED;
      case "TimeOut" -> Progress.TIMED_OUT;
      case "Cancelled" -> Progress.CANCELLED;
      default -> Progress.RUNNING;
    };
  }
}
