package io.defenderflow.action.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Operation;

/**
 * An action of Microsoft Graph's security actions. Source: Microsoft Graph beta, securityAction.
 *
 * @param json Microsoft's answer, unchanged
 */
public record SecurityAction(JsonNode json) implements Operation {
  @Override
  public String id() {
    return json.path("id").asText();
  }

  @Override
  public String status() {
    return json.path("status").asText();
  }

  @Override
  public Progress progress() {
    return switch (status()) {
      case "Completed", "completed" -> Progress.SUCCEEDED;
      case "Failed", "failed" -> Progress.FAILED;
      default -> Progress.RUNNING;
    };
  }
}
