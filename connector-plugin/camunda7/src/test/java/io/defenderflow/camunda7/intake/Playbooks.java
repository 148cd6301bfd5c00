package io.defenderflow.camunda7.intake;

/** Playbooks and decisions that tests deploy. */
final class Playbooks {
  private Playbooks() {}

  /** Starts with a message, waits, and hears of every change while it waits. */
  static String waiting(String key, String message) {
    return process(
        key,
        message,
        """
        <bpmn:subProcess id="told" triggeredByEvent="true">
          <bpmn:startEvent id="changed" isInterrupting="false">
            <bpmn:outgoing>f4</bpmn:outgoing>
            <bpmn:messageEventDefinition messageRef="Update"/>
          </bpmn:startEvent>
          <bpmn:sequenceFlow id="f4" sourceRef="changed" targetRef="listen"/>
          <bpmn:serviceTask id="listen" camunda:expression="${heard.told(execution)}"/>
          <bpmn:sequenceFlow id="f5" sourceRef="listen" targetRef="heardEnd"/>
          <bpmn:endEvent id="heardEnd"/>
        </bpmn:subProcess>
        """);
  }

  /** Starts with a message and waits; nobody in it waits for changes. */
  static String deaf(String key, String message) {
    return process(key, message, "");
  }

  private static String process(String key, String message, String more) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
      <bpmn:message id="Start" name="MESSAGE"/>
      <bpmn:message id="Update" name="IncidentChanged"/>
      <bpmn:process id="KEY" isExecutable="true">
        <bpmn:startEvent id="arrived">
          <bpmn:messageEventDefinition messageRef="Start"/>
        </bpmn:startEvent>
        <bpmn:sequenceFlow id="f1" sourceRef="arrived" targetRef="first"/>
        <bpmn:serviceTask id="first" camunda:expression="${heard.started(execution)}"/>
        <bpmn:sequenceFlow id="f2" sourceRef="first" targetRef="look"/>
        <bpmn:userTask id="look"/>
        <bpmn:sequenceFlow id="f3" sourceRef="look" targetRef="end"/>
        <bpmn:endEvent id="end"/>
        MORE
      </bpmn:process>
    </bpmn:definitions>
    """
        .replace("MESSAGE", message)
        .replace("KEY", key)
        .replace("MORE", more);
  }

  /** Starts, and waits for changes only after somebody has looked. */
  static String waitingLater(String key, String message) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
      <bpmn:message id="Start" name="MESSAGE"/>
      <bpmn:message id="Update" name="IncidentChanged"/>
      <bpmn:process id="KEY" isExecutable="true">
        <bpmn:startEvent id="arrived">
          <bpmn:messageEventDefinition messageRef="Start"/>
        </bpmn:startEvent>
        <bpmn:sequenceFlow id="f1" sourceRef="arrived" targetRef="look"/>
        <bpmn:userTask id="look"/>
        <bpmn:sequenceFlow id="f2" sourceRef="look" targetRef="wait"/>
        <bpmn:intermediateCatchEvent id="wait">
          <bpmn:messageEventDefinition messageRef="Update"/>
        </bpmn:intermediateCatchEvent>
        <bpmn:sequenceFlow id="f3" sourceRef="wait" targetRef="listen"/>
        <bpmn:serviceTask id="listen" camunda:expression="${heard.told(execution)}"/>
        <bpmn:sequenceFlow id="f4" sourceRef="listen" targetRef="look"/>
      </bpmn:process>
    </bpmn:definitions>
    """
        .replace("MESSAGE", message)
        .replace("KEY", key);
  }

  /** Calls another playbook. */
  static String calling(String key, String message, String called) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
      <bpmn:message id="Start" name="MESSAGE"/>
      <bpmn:process id="KEY" isExecutable="true">
        <bpmn:startEvent id="arrived">
          <bpmn:messageEventDefinition messageRef="Start"/>
        </bpmn:startEvent>
        <bpmn:sequenceFlow id="f1" sourceRef="arrived" targetRef="call"/>
        <bpmn:callActivity id="call" calledElement="CALLED">
          <bpmn:extensionElements><camunda:in businessKey="#{execution.processBusinessKey}"/>
          </bpmn:extensionElements>
        </bpmn:callActivity>
      </bpmn:process>
    </bpmn:definitions>
    """
        .replace("MESSAGE", message)
        .replace("KEY", key)
        .replace("CALLED", called);
  }

  /**
   * Picks a message by severity: high is urgent, medium is calm, everything else starts nothing.
   */
  static String decision(String key) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
        id="d" name="d" namespace="test">
      <decision id="KEY" name="Which playbook">
        <decisionTable id="t" hitPolicy="FIRST">
          <input id="i"><inputExpression id="e" typeRef="string"><text>severity</text>
          </inputExpression></input>
          <output id="o" name="message" typeRef="string"/>
          <rule id="r1"><inputEntry id="r1i"><text>"high"</text></inputEntry>
            <outputEntry id="r1o"><text>"Urgent"</text></outputEntry></rule>
          <rule id="r2"><inputEntry id="r2i"><text>"medium"</text></inputEntry>
            <outputEntry id="r2o"><text>"Calm"</text></outputEntry></rule>
        </decisionTable>
      </decision>
    </definitions>
    """
        .replace("KEY", key);
  }
}
