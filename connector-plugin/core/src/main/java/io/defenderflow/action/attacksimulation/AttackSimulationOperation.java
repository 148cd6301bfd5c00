package io.defenderflow.action.attacksimulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Operation;

/**
 * The creation or change of a simulation, on which Microsoft goes on working. Source: Microsoft
 * Graph, attackSimulationOperation.
 *
 * @param json Microsoft's answer, unchanged
 */
public record AttackSimulationOperation(JsonNode json) implements Operation {
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
