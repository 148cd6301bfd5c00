package io.defenderflow.camunda7;

/**
 * BPMN XML of a small playbook.
 *
 * @param body the elements of the process, with a start event {@code Start}
 * @param errors the {@code bpmn:error} elements
 */
record Playbook(String key, String body, String errors) {

  /** A process of one step with this body around it: start, step, end. */
  static Playbook of(Step step) {
    return of(step.xml());
  }

  static Playbook of(String step) {
    return new Playbook(
        "playbook",
        start()
            + step
            + "<bpmn:endEvent id='Done'/>"
            + flow("Start", "Step")
            + flow("Step", "Done"),
        "");
  }

  static String start() {
    return "<bpmn:startEvent id='Start'/>";
  }

  static String flow(String from, String to) {
    return "<bpmn:sequenceFlow id='%s_%s' sourceRef='%s' targetRef='%s'/>"
        .formatted(from, to, from, to);
  }

  /** A boundary event on an activity that leads to the end event {@code Caught}. */
  Playbook catchingAt(String activity, String errorCode) {
    return new Playbook(key, body + boundary(activity, errorCode), errors + error(errorCode));
  }

  static String boundary(String activity, String errorCode) {
    return "<bpmn:boundaryEvent id='Boundary' attachedToRef='"
        + activity
        + "'>"
        + definition(errorCode)
        + "</bpmn:boundaryEvent><bpmn:endEvent id='Caught'/>"
        + flow("Boundary", "Caught");
  }

  /** An event sub-process that leads to the end event {@code Caught}. */
  static String eventSubProcess(String errorCode) {
    return "<bpmn:subProcess id='OnError' triggeredByEvent='true'><bpmn:startEvent id='ErrorStart'>"
        + definition(errorCode)
        + "</bpmn:startEvent><bpmn:endEvent id='Caught'/>"
        + flow("ErrorStart", "Caught")
        + "</bpmn:subProcess>";
  }

  Playbook with(String element, String errorCode) {
    return new Playbook(key, body + element, errors + error(errorCode));
  }

  Playbook named(String newKey) {
    return new Playbook(newKey, body, errors);
  }

  private static String definition(String errorCode) {
    return errorCode.isEmpty()
        ? "<bpmn:errorEventDefinition/>"
        : "<bpmn:errorEventDefinition errorRef='Error_" + errorCode + "'/>";
  }

  private static String error(String errorCode) {
    return errorCode.isEmpty()
        ? ""
        : "<bpmn:error id='Error_%s' name='%s' errorCode='%s'/>"
            .formatted(errorCode, errorCode, errorCode);
  }

  String xml() {
    return "<?xml version='1.0' encoding='UTF-8'?>"
        + "<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL'"
        + " xmlns:camunda='http://camunda.org/schema/1.0/bpmn'"
        + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
        + " targetNamespace='https://defenderflow.example'>"
        + errors
        + "<bpmn:process id='"
        + key
        + "' isExecutable='true' camunda:historyTimeToLive='P1D'>"
        + body
        + "</bpmn:process></bpmn:definitions>";
  }
}
