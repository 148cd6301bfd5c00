package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.dmn.DecisionEvaluationBuilder;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** Which start message an item gets: the one of the settings, or the one that a decision picks. */
final class Routing {
  private static final String OUTPUT = "message";

  private final DecisionService decisions;

  Routing(DecisionService decisions) {
    this.decisions = decisions;
  }

  /** Empty where the decision says that the item starts nothing. */
  Optional<String> message(Source source, Item item) {
    return source.decision().isEmpty() ? source.message() : decided(source, item);
  }

  private Optional<String> decided(Source source, Item item) {
    DecisionEvaluationBuilder decision =
        decisions
            .evaluateDecisionTableByKey(source.decision().orElseThrow())
            .variables(inputs(item));
    DmnDecisionTableResult result =
        source.engineTenant().isPresent()
            ? decision.decisionDefinitionTenantId(source.engineTenant().get()).evaluate()
            : decision.decisionDefinitionWithoutTenantId().evaluate();
    if (result.isEmpty()) {
      return Optional.empty();
    }
    if (result.size() > 1) {
      throw new IllegalStateException(
          "The decision "
              + source.decision().orElseThrow()
              + " gives "
              + result.size()
              + " results for "
              + item
              + ", but an item starts one playbook. Choose a hit policy that gives one, for example"
              + " FIRST.");
    }
    DmnDecisionRuleResult rule = result.getSingleResult();
    Object message = rule.containsKey(OUTPUT) ? rule.get(OUTPUT) : rule.getFirstEntry();
    return Optional.ofNullable(message).map(Object::toString).filter(text -> !text.isBlank());
  }

  /** What a decision can look at. Absent texts are empty and absent lists have no elements. */
  static VariableMap inputs(Item item) {
    JsonNode json = item.json();
    VariableMap inputs =
        Variables.createVariables()
            .putValue("id", item.id())
            .putValue("source", item.kind().word())
            .putValue("title", item.title());
    for (String name :
        List.of("severity", "status", "classification", "determination", "assignedTo")) {
      inputs.putValue(name, json.path(name).asText(""));
    }
    List<String> tags = new ArrayList<>();
    json.path("customTags").forEach(tag -> tags.add(tag.asText()));
    json.path("systemTags").forEach(tag -> tags.add(tag.asText()));
    inputs.putValue("tags", tags);
    inputs.putValue("serviceSources", ofAlerts(item, "serviceSource"));
    inputs.putValue("detectionSources", ofAlerts(item, "detectionSource"));
    inputs.putValue("products", ofAlerts(item, "productName"));
    inputs.putValue("categories", ofAlerts(item, "category"));
    inputs.putValue("alertCount", item.kind() == Kind.ALERTS ? 1 : json.path("alerts").size());
    return inputs;
  }

  private static List<String> ofAlerts(Item item, String field) {
    Set<String> values = new TreeSet<>();
    if (item.kind() == Kind.ALERTS) {
      values.add(item.json().path(field).asText(""));
    } else {
      item.json().path("alerts").forEach(alert -> values.add(alert.path(field).asText("")));
    }
    values.remove("");
    return List.copyOf(values);
  }
}
