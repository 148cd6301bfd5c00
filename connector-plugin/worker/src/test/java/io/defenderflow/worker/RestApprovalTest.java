package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Approvals that the worker reads from the history of an engine behind its REST API. */
@Timeout(120)
class RestApprovalTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Object> APPROVED =
      Map.of(
          "defenderApprovalDecision", "approve",
          "defenderApprovalReason", "The malware is confirmed.");

  private static Simulator simulator;
  private static TestEngine engine;
  private static RunningWorker worker;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withActionPending(Duration.ofMillis(100))
                .withActionInProgress(Duration.ofMillis(100)));
    engine = TestEngine.start();
    IdentityService people = engine.engine().getIdentityService();
    people.saveGroup(people.newGroup("responders"));
    for (String name : List.of("rita", "anna", "otto")) {
      people.saveUser(people.newUser(name));
    }
    people.createMembership("rita", "responders");
    people.createMembership("anna", "responders");
    Map<String, String> settings = new HashMap<>(RunningWorker.settings(engine.url(), simulator));
    settings.put("defender.approval.required", "servers");
    settings.put("defender.approval.groups", "responders");
    worker = RunningWorker.start(settings);
    engine.deploy(
        Models.process("asked", asking(Models.around(isolation(), "Step"))),
        Models.process(
            "calling",
            """
            <bpmn:startEvent id="Start"/>
            <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Call"/>
            <bpmn:callActivity id="Call" calledElement="asked">
              <bpmn:extensionElements><camunda:in variables="all"/></bpmn:extensionElements>
            </bpmn:callActivity>
            <bpmn:sequenceFlow id="f2" sourceRef="Call" targetRef="End"/>
            <bpmn:endEvent id="End"/>
            """));
  }

  @AfterAll
  static void stop() {
    worker.close();
    engine.close();
    simulator.close();
  }

  @BeforeEach
  void clear() {
    simulator.reset();
    simulator.requests().clear();
  }

  @Test
  void aServerIsIsolatedWithTheApprovalOfAnotherPerson() {
    Instant before = Instant.now().minusSeconds(1);
    ProcessInstance playbook = start("asked");
    complete("anna", APPROVED);

    await().atMost(PATIENCE).until(() -> sent() == 1);
    AuditRecord allowed = allowed(playbook.getId());
    assertThat(allowed.get(Detail.APPROVED_BY)).contains("anna");
    assertThat(Instant.parse(allowed.get(Detail.APPROVED_AT).orElseThrow())).isAfter(before);
    assertThat(allowed.get(Detail.APPROVED_WHY)).contains("The malware is confirmed.");
    assertThat(allowed.get(Detail.REQUESTED_BY)).contains("rita");
  }

  @Test
  void anApprovalCountsInACalledProcessAndItsRequesterIsWhoStartedTheCallingOne() {
    start("calling");
    complete("anna", APPROVED);
    await().atMost(PATIENCE).until(() -> sent() == 1);

    simulator.reset();
    simulator.requests().clear();
    start("calling");
    complete("rita", APPROVED);
    assertMissing("APPROVED_BY_THE_REQUESTER");
  }

  @Test
  void whoIsNotInTheGroupCannotApprove() {
    start("asked");
    complete("otto", APPROVED);

    assertMissing("NOT_IN_THE_GROUP");
  }

  @Test
  void withoutALoginNobodyHasApproved() {
    start("asked");
    engine.engine().getTaskService().complete(task(), APPROVED);

    assertMissing("NOBODY_RECORDED");
  }

  @Test
  void aRefusalDoesNotCount() {
    start("asked");
    complete(
        "anna",
        Map.of(
            "defenderApprovalDecision", "refuse",
            "defenderApprovalReason", "The plant runs on it."));

    assertMissing("REFUSED");
  }

  @Test
  void aTargetThatWasChangedWhileTheTaskWaitedDoesNotCount() {
    start("asked");
    String task = task();
    as(
        "otto",
        () -> {
          engine.engine().getTaskService().setVariable(task, "defenderApprovalTargets", "other");
          engine
              .engine()
              .getTaskService()
              .setVariable(task, "defenderApprovalTargets", SeedData.HYPERVISOR);
          return null;
        });
    complete("anna", APPROVED);

    assertMissing("CHANGED_AFTER_IT_WAS_SHOWN");
  }

  @Test
  void anApprovalForAnotherMachineDoesNotCount() {
    ProcessInstance playbook = start("asked");
    as(
        "anna",
        () -> {
          engine.runtime().setVariable(playbook.getId(), "machineId", SeedData.DOMAIN_CONTROLLER);
          return null;
        });
    complete("anna", APPROVED);

    assertMissing("OTHER_TARGET");
  }

  // --- the parts

  /** Puts the approval in front of a step that stands behind a start event. */
  private static String asking(String around) {
    return around
        .replace("sourceRef=\"Start\"", "sourceRef=\"Approve\"")
        .concat(
            """
            <bpmn:sequenceFlow id="ToApprove" sourceRef="Start" targetRef="Approve"/>
            <bpmn:userTask id="Approve" camunda:asyncAfter="false"
                camunda:modelerTemplate="io.defenderflow.containment.approve">
              <bpmn:extensionElements><camunda:inputOutput>
                <camunda:inputParameter name="defenderApprovalActions">machine.isolate</camunda:inputParameter>
                <camunda:inputParameter name="defenderApprovalTargets">${machineId}</camunda:inputParameter>
                <camunda:inputParameter name="defenderApprovalParameters">IsolationType=Full</camunda:inputParameter>
                <camunda:inputParameter name="defenderApprovalDecision"/>
                <camunda:inputParameter name="defenderApprovalReason"/>
                <camunda:inputParameter name="defenderApprovalOnlyTargets"/>
              </camunda:inputOutput></bpmn:extensionElements>
            </bpmn:userTask>
            """);
  }

  private static String isolation() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("defenderAction", "machine.isolate");
    inputs.put("machineId", "${machineId}");
    inputs.put("Comment", "Incident 1042.");
    inputs.put("IsolationType", "Full");
    return Models.step("Step", "defender-contain", inputs, "");
  }

  private static ProcessInstance start(String key) {
    return as(
        "rita",
        () ->
            engine
                .runtime()
                .startProcessInstanceByKey(key, Map.of("machineId", SeedData.HYPERVISOR)));
  }

  private static void complete(String user, Map<String, Object> variables) {
    String task = task();
    as(
        user,
        () -> {
          engine.engine().getTaskService().complete(task, variables);
          return null;
        });
  }

  private static String task() {
    return engine
        .engine()
        .getTaskService()
        .createTaskQuery()
        .taskDefinitionKey("Approve")
        .singleResult()
        .getId();
  }

  private static <T> T as(String user, Supplier<T> work) {
    IdentityService people = engine.engine().getIdentityService();
    people.setAuthenticatedUserId(user);
    try {
      return work.get();
    } finally {
      people.clearAuthentication();
    }
  }

  private static void assertMissing(String condition) {
    ExternalTask failed =
        await().atMost(PATIENCE).until(RestApprovalTest::failed, Optional::isPresent).orElseThrow();
    assertThat(failed.getErrorMessage()).startsWith("APPROVAL_MISSING: ");
    assertThat(engine.engine().getExternalTaskService().getExternalTaskErrorDetails(failed.getId()))
        .contains("\"missing\" : \"" + condition + "\"");
    assertThat(sent()).isZero();
    engine.runtime().deleteProcessInstance(failed.getProcessInstanceId(), "The test is over.");
  }

  private static Optional<ExternalTask> failed() {
    return engine
        .engine()
        .getExternalTaskService()
        .createExternalTaskQuery()
        .noRetriesLeft()
        .list()
        .stream()
        .findFirst();
  }

  private static AuditRecord allowed(String processInstance) {
    return worker
        .bean(Audit.class)
        .find(
            AuditFilter.ALL
                .decision(Decision.ALLOWED)
                .with(Detail.PROCESS_INSTANCE_ID, processInstance),
            new Page(0, 1))
        .get(0);
  }

  private static long sent() {
    return simulator.requests().count("POST", ".*/isolate");
  }
}
