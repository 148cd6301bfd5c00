package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.camunda7.intake.Intake;
import io.defenderflow.camunda7.intake.Trial;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.SeedData;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;

/** A new version of a playbook, tried with an incident that has been. */
@SharedSample
class TrialOfPlaybookTest {
  private static final String PROCESSES = "src/main/resources/processes/";

  private final SampleUnderTest sample;

  TrialOfPlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
  }

  @Test
  void aTrialGoesTheWholeWayAndChangesNothing() {
    Machine machine = sample.tenant().addMachine("nw-trial-01.northwharf.example", "auto-contain");
    Incident incident =
        sample.raise(
            "Worth another look",
            "high",
            machine.id(),
            SeedData.FINANCE_USER,
            raised -> raised.put("status", "resolved"),
            alert -> {});
    ProcessDefinition copy = deployCopy();

    Trial trial =
        sample
            .application()
            .bean(Intake.class)
            .trial("incidents", copy.getId(), List.of(incident.id()), "administrator", "A test.");

    assertThat(trial.started()).isEqualTo(1);
    String key = "trial:" + SampleUnderTest.keyOf(incident);
    JsonNode secondLook = sample.task(key, "Look a second time");
    sample.complete(
        secondLook,
        Map.of(
            "machineNext", "release",
            "verdict", "falsePositive",
            "lookReason", "The file is harmless."));

    assertThat(sample.end(key)).isNotBlank();
    assertThat(sample.tenant().actions(machine.id())).isEmpty();
    assertThat(sample.tenant().machine(machine.id()).tags()).containsExactly("auto-contain");
    assertThat(sample.tenant().incident(incident.id()).comments()).isEmpty();
  }

  /** As the guide says: under another id, and without the message by which incidents start it. */
  private ProcessDefinition deployCopy() {
    BpmnModelInstance model =
        Bpmn.readModelFromFile(
            new File(PROCESSES + "contain-compromised-device/contain-compromised-device.bpmn"));
    Process process = model.getModelElementsByType(Process.class).iterator().next();
    process.setId("contain-compromised-device-trial");
    model.getModelElementsByType(StartEvent.class).stream()
        .filter(start -> start.getParentElement() == process)
        .filter(start -> !start.getEventDefinitions().isEmpty())
        .toList()
        .forEach(TrialOfPlaybookTest::remove);
    RepositoryService repository = sample.application().bean(RepositoryService.class);
    String live = liveDeployment(repository);
    return repository
        .createDeployment()
        .name("Trial")
        .addModelInstance("contain-compromised-device-trial.bpmn", model)
        .addDeploymentResourcesByName(
            live,
            repository.getDeploymentResourceNames(live).stream()
                .filter(name -> name.contains("/shared/") || !name.endsWith(".bpmn"))
                .toList())
        .deployWithResult()
        .getDeployedProcessDefinitions()
        .stream()
        .filter(definition -> definition.getKey().equals("contain-compromised-device-trial"))
        .findFirst()
        .orElseThrow();
  }

  /** The playbook takes what it calls, decides by and shows from its own deployment. */
  private static String liveDeployment(RepositoryService repository) {
    return repository
        .createProcessDefinitionQuery()
        .processDefinitionKey("contain-compromised-device")
        .latestVersion()
        .singleResult()
        .getDeploymentId();
  }

  private static void remove(StartEvent start) {
    for (SequenceFlow flow : start.getOutgoing()) {
      flow.getTarget().getIncoming().remove(flow);
      drop(flow.getDiagramElement());
      drop(flow);
    }
    drop(start.getDiagramElement());
    drop(start);
  }

  private static void drop(ModelElementInstance element) {
    element.getParentElement().removeChildElement(element);
  }
}
