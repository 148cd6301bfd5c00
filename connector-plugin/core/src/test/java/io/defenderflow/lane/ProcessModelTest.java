package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ProcessModelTest {
  private static final String LOOP = "<bpmn:multiInstanceLoopCharacteristics/>";

  @Test
  void onlyDeclaredInputParametersAreInputs() {
    ProcessModel model =
        model(
            """
            <bpmn:serviceTask id='T'><bpmn:extensionElements><camunda:inputOutput>
              <camunda:inputParameter name='machineId'>x</camunda:inputParameter>
              <camunda:outputParameter name='other'>y</camunda:outputParameter>
            </camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>\
            """);

    assertThat(model.inputs("T")).containsExactly("machineId");
    assertThat(model.inputs("nobody")).isEmpty();
  }

  @Test
  void loopsAreFoundAtTheActivityAndAroundIt() {
    ProcessModel model =
        model(
            "<bpmn:subProcess id='S'>"
                + LOOP
                + "<bpmn:serviceTask id='T'/></bpmn:subProcess><bpmn:serviceTask id='M'>"
                + LOOP
                + "</bpmn:serviceTask>");

    assertThat(model.isMultiInstance("T")).isFalse();
    assertThat(model.isInLoop("T")).isTrue();
    assertThat(model.isMultiInstance("M")).isTrue();
    assertThat(model.isInLoop("M")).isFalse();
  }

  @Test
  void theVariablesOfAnErrorStayInTheLoopOnlyIfTheCatcherDoes() {
    String task = "<bpmn:serviceTask id='T'/>";
    ProcessModel inside = model(loop(task + boundary("T", "")));
    ProcessModel insideEvent = model(loop(task + eventSubProcess("")));
    ProcessModel outside = model(loop(task) + boundary("S", ""));

    assertThat(inside.catcher("T", "ANY")).contains(Placement.LOOP_INSTANCE);
    assertThat(insideEvent.catcher("T", "ANY")).contains(Placement.LOOP_INSTANCE);
    assertThat(outside.catcher("T", "ANY")).contains(Placement.AROUND_TASK);
  }

  @Test
  void anEventSubProcessDoesNotCatchWhatIsThrownInsideOfIt() {
    ProcessModel model =
        model(
            "<bpmn:subProcess id='E' triggeredByEvent='true'>"
                + "<bpmn:startEvent id='ES'><bpmn:errorEventDefinition/></bpmn:startEvent>"
                + "<bpmn:serviceTask id='T'/></bpmn:subProcess>");

    assertThat(model.catcher("T", "ANY")).isEmpty();
  }

  @Test
  void codesAreCompared() {
    ProcessModel model = model("<bpmn:serviceTask id='T'/>" + boundary("T", "NOT_FOUND"));

    assertThat(model.catcher("T", "NOT_FOUND")).contains(Placement.AROUND_TASK);
    assertThat(model.catcher("T", "CONFLICT")).isEmpty();
  }

  @Test
  void otherBoundaryEventsCatchNoError() {
    ProcessModel model =
        model(
            "<bpmn:serviceTask id='T'/><bpmn:boundaryEvent id='B' attachedToRef='T'>"
                + "<bpmn:timerEventDefinition/></bpmn:boundaryEvent>"
                + eventSubProcess("").replace("errorEventDefinition", "messageEventDefinition"));

    assertThat(model.catcher("T", "NOT_FOUND")).isEmpty();
  }

  @Test
  void aModelCannotReadFilesThroughEntities() {
    String xml =
        "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
            + "<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL'>&e;"
            + "</bpmn:definitions>";

    assertThatIllegalArgumentException().isThrownBy(() -> ProcessModel.parse(xml));
  }

  private static String loop(String body) {
    return "<bpmn:subProcess id='S'>" + LOOP + body + "</bpmn:subProcess>";
  }

  private static String boundary(String activity, String code) {
    return "<bpmn:boundaryEvent id='B' attachedToRef='"
        + activity
        + "'>"
        + definition(code)
        + "</bpmn:boundaryEvent>";
  }

  private static String eventSubProcess(String code) {
    return "<bpmn:subProcess id='E' triggeredByEvent='true'><bpmn:startEvent id='ES'>"
        + definition(code)
        + "</bpmn:startEvent></bpmn:subProcess>";
  }

  private static String definition(String code) {
    return code.isEmpty()
        ? "<bpmn:errorEventDefinition/>"
        : "<bpmn:errorEventDefinition errorRef='Error_" + code + "'/>";
  }

  private static ProcessModel model(String body) {
    return ProcessModel.parse(
        "<bpmn:definitions xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL'"
            + " xmlns:camunda='http://camunda.org/schema/1.0/bpmn'>"
            + "<bpmn:error id='Error_NOT_FOUND' errorCode='NOT_FOUND'/>"
            + "<bpmn:process id='P'>"
            + body
            + "</bpmn:process></bpmn:definitions>");
  }
}
