package io.defenderflow.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.defenderflow.playbook.InputParameter.Form;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaybookTest {
  @Test
  void theSamplePlaybookShowsItsSteps() throws IOException {
    Playbook sample =
        Playbook.read(
            Path.of(
                "../../sample-processes/src/main/resources/processes/contain-compromised-device/contain-compromised-device.bpmn"));

    assertThat(sample.name()).isEqualTo("contain-compromised-device.bpmn");
    assertThat(sample.processIds()).containsExactly("contain-compromised-device");
    assertThat(sample.steps().stream().flatMap(step -> step.actionId().stream()))
        .contains("incident.get", "machine.isolate", "machine.tag.set");
    Step first = sample.steps().get(0);
    assertThat(first.elementId()).isEqualTo("GetIncident");
    assertThat(first.topic()).isEqualTo("defender-read");
    assertThat(first.resultVariable()).contains("incident");
    assertThat(first.inputs().get("incidentId"))
        .isEqualTo(new InputParameter("incidentId", "${incidentId}", Form.EXPRESSION));
    assertThat(first.literal("expand")).contains("alerts");
    assertThat(first.connection()).isEmpty();
  }

  @Test
  void aStepKnowsWhoCatchesItsErrorsFromTheInsideToTheOutside() {
    Playbook playbook =
        playbook(
            """
            <error id="E1" errorCode="MACHINE_NOT_FOUND"/>
            <process id="p">
              <subProcess id="scope">
                %s
                <boundaryEvent id="atStep" attachedToRef="isolate"><errorEventDefinition errorRef="E1"/></boundaryEvent>
              </subProcess>
              <boundaryEvent id="atScope" attachedToRef="scope"><errorEventDefinition errorRef="CONFLICT"/></boundaryEvent>
              <boundaryEvent id="timer" attachedToRef="isolate"><timerEventDefinition/></boundaryEvent>
              <subProcess id="handler" triggeredByEvent="true">
                <startEvent id="any"><errorEventDefinition/></startEvent>
              </subProcess>
            </process>
            """
                .formatted(step("defenderAction", "machine.isolate")));

    assertThat(playbook.steps().get(0).catches())
        .containsExactly(
            new ErrorCatch("atStep", Optional.of("MACHINE_NOT_FOUND"), true),
            new ErrorCatch("atScope", Optional.of("CONFLICT"), false),
            new ErrorCatch("any", Optional.empty(), false));
  }

  @Test
  void whatOnlyTheEngineKnowsIsNoLiteral() {
    Playbook playbook =
        playbook("<process id='p'>" + step("defenderAction", "${chosen}") + "</process>");
    Playbook listed =
        playbook(
            "<process id='p'>"
                + step("ids", "<c:list><c:value>a</c:value></c:list>")
                + "</process>");

    assertThat(playbook.steps().get(0).actionId()).isEmpty();
    assertThat(listed.steps().get(0).inputs().get("ids").form()).isEqualTo(Form.STRUCTURE);
  }

  @Test
  void calledProcessesAreNamed() {
    Playbook playbook =
        playbook(
            "<process id='p'><callActivity id='a' calledElement='contain'/>"
                + "<callActivity id='b' calledElement='${which}'/></process>");

    assertThat(playbook.calls())
        .containsExactly(new CalledProcess("a", "contain"), new CalledProcess("b", "${which}"));
    assertThat(playbook.calls().get(1).isExpression()).isTrue();
  }

  @Test
  void aFileThatCouldReadOtherFilesIsRefused() {
    assertThatThrownBy(
            () ->
                Playbook.read(
                    "evil.bpmn",
                    "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><x>&f;</x>"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Playbook.read("page.bpmn", "<html/>"))
        .hasMessage("This is XML, but no BPMN 2.0 file.");
  }

  private static String step(String input, String value) {
    return "<serviceTask id='isolate' c:type='external' c:topic='defender-contain'>"
        + "<extensionElements><c:inputOutput><c:inputParameter name='"
        + input
        + "'>"
        + value
        + "</c:inputParameter></c:inputOutput></extensionElements></serviceTask>";
  }

  private static Playbook playbook(String content) {
    return Playbook.read(
        "test.bpmn",
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
            + " xmlns:c='http://camunda.org/schema/1.0/bpmn'>"
            + content
            + "</definitions>");
  }
}
