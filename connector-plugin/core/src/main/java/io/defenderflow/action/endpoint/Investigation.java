package io.defenderflow.action.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Operation;

/**
 * An automated investigation on a machine. One that waits for an approval or for a resource counts
 * as running. Source: Defender for Endpoint API, investigation resource type.
 *
 * @param json Microsoft's answer, unchanged
 */
public record Investigation(JsonNode json) implements Operation {
  @Override
  public String id() {
    return json.path("id").asText();
  }

  @Override
  public String status() {
    return json.path("state").asText();
  }

  @Override
  public Progress progress() {
    return switch (status()) {
      case "Benign",
          "FullyRemediated",
          "SuccessfullyRemediated",
          "PartiallyRemediated",
          "PartiallyInvestigated" ->
          Progress.SUCCEEDED;
      case "Failed",
          "InnerFailure",
          "Terminated",
          "TerminatedBySystem",
          "UnsupportedOs",
          "UnsupportedAlertType",
          "PreexistingAlert",
          "SuppressedAlert",
          "Disabled" ->
          Progress.FAILED;
      case "TerminatedByUser" -> Progress.CANCELLED;
      default -> Progress.RUNNING;
    };
  }
}
