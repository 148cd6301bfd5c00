package io.defenderflow.camunda7;

import io.defenderflow.simulator.SeedData;
import java.util.LinkedHashMap;
import java.util.Map;

/** A service task as an element template writes it; its id is {@code Step}. */
record Step(String topic, Map<String, String> inputs, String inside) {

  static Step of(String topic, String action) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("defenderAction", action);
    return new Step(topic, inputs, "");
  }

  static Step getMachine(String machineId) {
    return of("defender-read", "machine.get").with("machineId", machineId);
  }

  static Step isolate() {
    return of("defender-contain", "machine.isolate")
        .with("machineId", SeedData.FINANCE_LAPTOP)
        .with("Comment", "Incident 1042: credential theft.")
        .with("IsolationType", "Full")
        .with("defenderResult", "isolation");
  }

  Step with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(inputs);
    more.put(name, value);
    return new Step(topic, more, inside);
  }

  /** Runs once for each item of the process variable {@code items}. */
  Step forEachItem() {
    return new Step(topic, inputs, forEach());
  }

  static String forEach() {
    return "<bpmn:multiInstanceLoopCharacteristics camunda:collection='items'"
        + " camunda:elementVariable='item'/>";
  }

  String xml() {
    StringBuilder xml =
        new StringBuilder(
            "<bpmn:serviceTask id='Step' camunda:type='external' camunda:topic='"
                + topic
                + "' camunda:asyncAfter='false'><bpmn:extensionElements><camunda:inputOutput>");
    inputs.forEach(
        (name, value) ->
            xml.append("<camunda:inputParameter name='")
                .append(name)
                .append("'>")
                .append(value)
                .append("</camunda:inputParameter>"));
    return xml.append("</camunda:inputOutput></bpmn:extensionElements>")
        .append(inside)
        .append("</bpmn:serviceTask>")
        .toString();
  }
}
