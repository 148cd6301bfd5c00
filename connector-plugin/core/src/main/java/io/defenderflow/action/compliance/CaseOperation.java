package io.defenderflow.action.compliance;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Operation;

/**
 * Work on an eDiscovery case, such as an estimate or an export. One that succeeded in part counts
 * as succeeded: there is something to fetch, and its status tells. Source: Microsoft Graph,
 * caseOperation.
 *
 * @param json Microsoft's answer, unchanged
 */
public record CaseOperation(JsonNode json) implements Operation {
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
      case "succeeded", "partiallySucceeded" -> Progress.SUCCEEDED;
      case "failed", "submissionFailed" -> Progress.FAILED;
      default -> Progress.RUNNING;
    };
  }
}
