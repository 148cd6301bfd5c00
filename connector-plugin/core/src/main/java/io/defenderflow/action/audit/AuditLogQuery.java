package io.defenderflow.action.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Operation;

/**
 * A search of the unified audit log that runs at Microsoft. Source: Microsoft Graph, auditLogQuery.
 *
 * @param json Microsoft's answer, unchanged
 */
public record AuditLogQuery(JsonNode json) implements Operation {
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
      case "failed" -> Progress.FAILED;
      case "cancelled" -> Progress.CANCELLED;
      default -> Progress.RUNNING;
    };
  }
}
