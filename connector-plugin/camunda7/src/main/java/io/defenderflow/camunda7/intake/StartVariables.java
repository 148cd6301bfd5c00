package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.defenderflow.camunda7.EngineValues;
import io.defenderflow.lane.Value;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;

/** What a playbook that is started knows of its item, and what a running one is told. */
final class StartVariables {
  /** Larger JSON makes every read of the variable slow. */
  static final int LARGEST = 1_000_000;

  private final EngineValues values;

  StartVariables(ProcessEngineConfigurationImpl engine) {
    this.values = new EngineValues(engine);
  }

  /** The variables of the settings; without any the item as JSON and its id. */
  VariableMap of(Source source, Item item) {
    VariableMap variables = Variables.createVariables();
    String word = item.kind().word();
    if (source.variables().isEmpty()) {
      put(variables, word, fitting(item.json()));
      put(variables, word + "Id", TextNode.valueOf(item.id()));
    }
    source.variables().forEach((name, pointer) -> put(variables, name, item.json().at(pointer)));
    return variables;
  }

  /**
   * The variables of an update: {@code incidentUpdate}, see {@link Changes}, {@code
   * incidentUpdateFields} with the changed fields separated by commas, and {@code
   * incidentUpdateStatus}.
   */
  VariableMap ofUpdate(Kind kind, JsonNode changes) {
    VariableMap variables = Variables.createVariables();
    String name = kind.word() + "Update";
    put(variables, name, changes);
    StringBuilder fields = new StringBuilder();
    for (JsonNode field : changes.path("changed")) {
      fields.append(fields.isEmpty() ? "" : ",").append(field.asText());
    }
    put(variables, name + "Fields", TextNode.valueOf(fields.toString()));
    put(variables, name + "Status", changes.path("current").path("status"));
    return variables;
  }

  private void put(VariableMap variables, String name, JsonNode value) {
    variables.putValueTyped(name, values.variable(name, value(value)));
  }

  private static Value value(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return new Value.Plain(null);
    }
    if (value.isBoolean()) {
      return new Value.Plain(value.booleanValue());
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return new Value.Plain(value.longValue());
    }
    if (value.isFloatingPointNumber()) {
      return new Value.Plain(value.doubleValue());
    }
    if (value.isValueNode()) {
      // PostgreSQL keeps no NUL character in a text.
      String text = value.asText().replace("\u0000", "");
      return text.length() <= Value.MAX_TEXT
          ? new Value.Plain(text)
          : new Value.Json(TextNode.valueOf(text));
    }
    return bytes(value) <= LARGEST ? new Value.Json(value) : new Value.File(value);
  }

  /**
   * The item, without the evidence of its alerts where it would be too large, and without its
   * alerts where that is not enough. {@code truncated} says so; a step of the playbook can read the
   * rest.
   */
  static JsonNode fitting(JsonNode item) {
    if (bytes(item) <= LARGEST || !(item instanceof ObjectNode full)) {
      return item;
    }
    ObjectNode cut = full.deepCopy();
    cut.put("truncated", true);
    if (cut.path("alerts") instanceof ArrayNode alerts) {
      alerts.forEach(StartVariables::withoutEvidence);
      if (bytes(cut) > LARGEST) {
        cut.remove("alerts");
      }
    }
    withoutEvidence(cut);
    return cut;
  }

  private static void withoutEvidence(JsonNode alert) {
    if (alert instanceof ObjectNode object) {
      object.remove("evidence");
      object.remove("additionalData");
    }
  }

  private static int bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
