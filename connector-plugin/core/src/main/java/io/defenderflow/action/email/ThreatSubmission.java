package io.defenderflow.action.email;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Operation;

/**
 * A mail, a URL or a file that was submitted to Microsoft for analysis. One that Microsoft skipped
 * counts as failed: there is no verdict. Source: Microsoft Graph beta, threatSubmission.
 *
 * @param json Microsoft's answer, unchanged
 */
public record ThreatSubmission(JsonNode json) implements Operation {
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
      case "succeeded" -> Progress.SUCCEEDED;
      case "failed", "skipped" -> Progress.FAILED;
      default -> Progress.RUNNING;
    };
  }
}
