package io.defenderflow.camunda7;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;

/** JSON variables of the Spin plugin. It is loaded only where the engine has the plugin. */
final class SpinJson {
  private SpinJson() {}

  static TypedValue of(JsonNode json) {
    return SpinValues.jsonValue(json.toString()).create();
  }
}
