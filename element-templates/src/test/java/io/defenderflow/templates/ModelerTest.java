package io.defenderflow.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.guard.ApprovalTask;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The templates in the modeler's own library, and the diagrams that it saves in the engine. */
class ModelerTest {
  /** Hunts that take many kinds of values and need one of them, whichever it is. */
  private static final Set<String> NEED_ANY_OPTIONAL_INPUT =
      Set.of(
          "hunting.byEntities",
          "hunting.emailClicks",
          "hunting.emailRecipients",
          "hunting.networkConnections");

  private static ModelerRun run;
  private static ProcessEngine engine;

  static Stream<ActionEntry> actions() {
    return Catalogue.load().actions().stream();
  }

  @BeforeAll
  static void letTheModelerUseAllTemplates() throws IOException, InterruptedException {
    run = ModelerRun.once();
    engine =
        ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
            .setJdbcUrl("jdbc:h2:mem:modeler;DB_CLOSE_DELAY=-1")
            .setHistory(ProcessEngineConfiguration.HISTORY_NONE)
            .setJobExecutorActivate(false)
            .buildProcessEngine();
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void theModelerTakesEveryTemplateAndShowsWhatIsMissing() {
    assertThat(run.exitCode()).as(run.output()).isZero();
    // One for each action, and the approval.
    int templates = Catalogue.load().actions().size() + 1;
    assertThat(run.output()).contains(templates + " templates checked");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void aDiagramFilledWithTheExamplesDeploysAndHandsThemToTheWorker(ActionEntry action)
      throws IOException {
    LockedExternalTask task = start(action, "example", Map.of());
    for (InputEntry input : action.inputs()) {
      if (input.values().isEmpty()) {
        assertThat(task.getVariables())
            .containsEntry(input.name(), firstChoice(input).orElse(input.example()));
      }
    }
    bindsWhatTheEngineHandsOver(action, task);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void aDiagramThatReadsVariablesDeploysAndHandsThemToTheWorker(ActionEntry action)
      throws IOException {
    Map<String, Object> variables = new HashMap<>();
    for (InputEntry input : action.inputs()) {
      if (input.required()) {
        variables.put(input.name(), input.example());
      }
    }
    LockedExternalTask task = start(action, "variables", variables);
    assertThat(task.getVariables()).containsAllEntriesOf(variables);
    for (InputEntry input : action.inputs()) {
      if (!input.required()) {
        assertThat(task.getVariables().getOrDefault(input.name(), "")).isIn(null, "");
      }
    }
    if (!NEED_ANY_OPTIONAL_INPUT.contains(action.id())) {
      bindsWhatTheEngineHandsOver(action, task);
    }
  }

  @Test
  void aDropdownThatReadsAMissingVariableHandsOverNothing() throws IOException {
    ActionEntry action = Catalogue.load().find("machine.isolate").orElseThrow();
    LockedExternalTask task =
        start(action, "variables", Map.of("machineId", "m", "Comment", "because"));
    assertThat(task.getVariables().get("IsolationType")).isNull();
  }

  @Test
  void theApprovalThatTheModelerSavedIsOneForTheGuardAndTakesTheDecisionIntoTheTask()
      throws IOException {
    String xml = ModelerRun.saved("variables", "containment.approve");
    assertThat(ApprovalTask.in(xml)).containsExactly("Step");
    String deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString("approval.bpmn", xml)
            .deploy()
            .getId();
    try {
      var instance =
          engine
              .getRuntimeService()
              .startProcessInstanceByKey(
                  "step-containment-approve",
                  Map.of(ApprovalTask.ACTIONS, "machine.isolate", ApprovalTask.TARGETS, "m"));
      var task = engine.getTaskService().createTaskQuery().singleResult();
      assertThat(engine.getTaskService().getVariables(task.getId()))
          .containsEntry(ApprovalTask.ACTIONS, "machine.isolate")
          .containsEntry(ApprovalTask.DECISION, null);

      engine
          .getTaskService()
          .complete(task.getId(), Map.of(ApprovalTask.DECISION, ApprovalTask.APPROVE));

      assertThat(engine.getRuntimeService().getVariables(instance.getId()))
          .containsEntry("approval", "approve")
          .doesNotContainKey(ApprovalTask.DECISION);
    } finally {
      engine.getRepositoryService().deleteDeployment(deployment, true);
    }
  }

  private static Optional<String> firstChoice(InputEntry input) {
    return input.type() == InputEntry.Type.BOOLEAN ? Optional.of("true") : Optional.empty();
  }

  private static void bindsWhatTheEngineHandsOver(ActionEntry action, LockedExternalTask task) {
    assertThat(task.getVariables()).containsEntry("defenderAction", action.id());
    assertThat(action.bind(task.getVariables()).values().keySet())
        .containsAll(
            action.inputs().stream().filter(InputEntry::required).map(InputEntry::name).toList());
  }

  private static LockedExternalTask start(
      ActionEntry action, String kind, Map<String, Object> variables) throws IOException {
    String file = action.id() + ".bpmn";
    String deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString(file, ModelerRun.saved(kind, action))
            .deploy()
            .getId();
    try {
      ProcessDefinition process =
          engine
              .getRepositoryService()
              .createProcessDefinitionQuery()
              .deploymentId(deployment)
              .singleResult();
      engine.getRuntimeService().startProcessInstanceById(process.getId(), variables);
      List<LockedExternalTask> tasks =
          engine
              .getExternalTaskService()
              .fetchAndLock(10, "test")
              .topic(action.lane().topic(), 60_000)
              .execute();
      assertThat(tasks).hasSize(1);
      return tasks.get(0);
    } finally {
      engine.getRepositoryService().deleteDeployment(deployment, true);
    }
  }
}
