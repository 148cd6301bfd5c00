package io.defenderflow.worker;

import java.util.Map;
import java.util.stream.Collectors;

/** BPMN for the tests, in pieces. */
final class Models {
  private Models() {}

  /** A process around the given flow elements. */
  static String process(String id, String elements) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
      <bpmn:process id="%s" isExecutable="true" camunda:historyTimeToLive="P1D">%s</bpmn:process>
      <bpmn:error id="NotFoundError" name="not found" errorCode="MACHINE_NOT_FOUND"/>
    </bpmn:definitions>
    """
        .formatted(id, elements);
  }

  /** A step in the middle of a process: start, step, a user task behind it. */
  static String around(String activity, String id) {
    return """
    <bpmn:startEvent id="Start"/>
    <bpmn:sequenceFlow id="ToStep" sourceRef="Start" targetRef="%1$s"/>
    %2$s
    <bpmn:sequenceFlow id="FromStep" sourceRef="%1$s" targetRef="After"/>
    <bpmn:userTask id="After"/>
    <bpmn:sequenceFlow id="ToEnd" sourceRef="After" targetRef="End"/>
    <bpmn:endEvent id="End"/>
    """
        .formatted(id, activity);
  }

  /** A Defender step. What stands in {@code more} comes behind its inputs. */
  static String step(String id, String topic, Map<String, String> inputs, String more) {
    return """
    <bpmn:serviceTask id="%s" camunda:type="external" camunda:topic="%s" camunda:asyncAfter="true">
      <bpmn:extensionElements><camunda:inputOutput>%s</camunda:inputOutput></bpmn:extensionElements>
      %s
    </bpmn:serviceTask>
    """
        .formatted(
            id,
            topic,
            inputs.entrySet().stream()
                .map(
                    input ->
                        "<camunda:inputParameter name=\""
                            + input.getKey()
                            + "\">"
                            + input.getValue()
                            + "</camunda:inputParameter>")
                .collect(Collectors.joining()),
            more);
  }

  static String loop(String collection, String element) {
    return """
    <bpmn:multiInstanceLoopCharacteristics camunda:collection="%s" camunda:elementVariable="%s"/>
    """
        .formatted(collection, element);
  }
}
