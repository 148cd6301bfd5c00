package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Approvals as the engine records them, when people with names start and complete. */
@Timeout(120)
class ApprovalTest {
  private static final String ISOLATE = ".*/isolate";
  private static final Map<String, Object> APPROVED =
      Map.of(
          "defenderApprovalDecision", "approve",
          "defenderApprovalReason", "The malware is confirmed.");

  private static AdjustableClock clock;
  private static Application app;

  @BeforeAll
  static void startApplication() {
    clock = Application.stoppedClock();
    app =
        new Application(
            Application.tenant(clock),
            clock,
            "defender.approval.required=containment",
            "defender.approval.groups=responders");
    IdentityService people = app.engine().getIdentityService();
    people.saveGroup(people.newGroup("responders"));
    for (String name : List.of("rita", "anna", "otto")) {
      people.saveUser(people.newUser(name));
    }
    people.createMembership("rita", "responders");
    people.createMembership("anna", "responders");
  }

  @AfterAll
  static void stopApplication() {
    Simulator simulator = app.simulator();
    app.close();
    simulator.close();
  }

  @BeforeEach
  void letTheEngineHaveTheSameTime() {
    ClockUtil.setCurrentTime(Date.from(clock.instant()));
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    clock.advance(Duration.ofMinutes(20));
    await().until(() -> app.tasks().stream().allMatch(task -> task.getErrorMessage() != null));
    app.clear();
  }

  @Test
  void whatAnotherPersonApprovedIsDoneAndTheAuditTellsWho() {
    ProcessInstance playbook = start(playbook());
    completeAs("anna", APPROVED);
    goOn();

    await().until(() -> sent() == 1);
    AuditRecord allowed = row(playbook, Decision.ALLOWED);
    assertThat(allowed.get(Detail.APPROVED_BY)).contains("anna");
    assertThat(allowed.get(Detail.APPROVED_AT)).contains(clock.instant().toString());
    assertThat(allowed.get(Detail.APPROVED_WHY)).contains("The malware is confirmed.");
    assertThat(app.variable(playbook, "approval")).isEqualTo("approve");
    assertThat(app.variable(playbook, "approver")).isEqualTo("anna");
    AuditRecord approved = row(playbook, Decision.APPROVED);
    assertThat(approved.get(Detail.DECIDED_BY)).contains("anna");
    assertThat(approved.get(Detail.WHY)).contains("The malware is confirmed.");
    assertThat(approved.get(Detail.TARGET)).contains(SeedData.FINANCE_LAPTOP);
  }

  @Test
  void whatTheFormSendsBackUnchangedIsNoChange() {
    start(playbook());
    Map<String, Object> form = new HashMap<>(APPROVED);
    form.put("defenderApprovalActions", "machine.isolate");
    form.put("defenderApprovalTargets", SeedData.FINANCE_LAPTOP);
    form.put("defenderApprovalParameters", "IsolationType=Full");
    form.put("defenderApprovalOnlyTargets", "");
    completeAs("anna", form);
    goOn();

    await().until(() -> sent() == 1);
  }

  @Test
  void whoStartedThePlaybookCannotApproveIt() {
    start(playbook());
    completeAs("rita", APPROVED);
    goOn();

    assertMissing("APPROVED_BY_THE_REQUESTER");
  }

  @Test
  void whoIsNotInTheGroupCannotApproveIt() {
    start(playbook());
    completeAs("otto", APPROVED);
    goOn();

    assertMissing("NOT_IN_THE_GROUP");
  }

  @Test
  void withoutALoginNobodyHasApproved() {
    start(playbook());
    app.engine().getTaskService().complete(task().getId(), APPROVED);
    goOn();

    assertMissing("NOBODY_RECORDED");
  }

  @Test
  void aRefusalIsRecordedAndNothingIsSent() {
    ProcessInstance playbook = start(playbook());
    completeAs(
        "anna",
        Map.of(
            "defenderApprovalDecision", "refuse",
            "defenderApprovalReason", "The plant runs on it."));
    goOn();

    assertMissing("REFUSED");
    AuditRecord refused = row(playbook, Decision.REFUSED_APPROVAL);
    assertThat(refused.get(Detail.DECIDED_BY)).contains("anna");
    assertThat(refused.get(Detail.WHY)).contains("The plant runs on it.");
  }

  @Test
  void aDecisionThatSomebodyElseWroteBeforehandIsNone() {
    start(playbook());
    as(
        "otto",
        () -> {
          app.engine().getTaskService().setVariables(task().getId(), APPROVED);
          return null;
        });
    completeAs("anna", Map.of());
    goOn();

    assertMissing("REFUSED");
  }

  @Test
  void aTargetThatWasChangedWhileTheTaskWaitedDoesNotCount() {
    start(playbook());
    as(
        "otto",
        () -> {
          String id = task().getId();
          app.engine().getTaskService().setVariable(id, "defenderApprovalTargets", "another");
          app.engine()
              .getTaskService()
              .setVariable(id, "defenderApprovalTargets", SeedData.FINANCE_LAPTOP);
          return null;
        });
    completeAs("anna", APPROVED);
    goOn();

    assertMissing("CHANGED_AFTER_IT_WAS_SHOWN");
  }

  @Test
  void aTargetThatHidesBehindAVariableOfTheTaskDoesNotCount() {
    start(playbook());
    as(
        "otto",
        () -> {
          app.engine()
              .getTaskService()
              .setVariableLocal(task().getId(), "defenderApprovalTargets", "a harmless machine");
          return null;
        });
    completeAs("anna", APPROVED);
    goOn();

    assertMissing("CHANGED_AFTER_IT_WAS_SHOWN");
  }

  @Test
  void aTargetThatWasExchangedAfterTheApprovalIsNotActedUpon() {
    ProcessInstance playbook = start(playbook());
    completeAs("anna", APPROVED);
    // The step has not been created yet: it waits behind the task.
    app.engine()
        .getRuntimeService()
        .setVariable(playbook.getId(), "machineId", SeedData.SALES_LAPTOP);
    goOn();

    assertMissing("OTHER_TARGET");
  }

  @Test
  void theApprovalOfAnotherPlaybookDoesNotCount() {
    ProcessInstance first = start(playbook());
    completeAs("anna", APPROVED);
    goOn();
    await().until(() -> sent() == 1);
    clock.advance(Duration.ofMinutes(20));
    await().until(() -> app.hasEnded(first));

    app.start(
        Map.of("machineId", SeedData.FINANCE_LAPTOP),
        Playbook.of(isolation().with("IsolationType", "Full")).named("without-approval"));

    await().until(() -> !app.incidents().isEmpty());
    assertThat(app.details(app.tasks().get(0))).contains("NO_APPROVAL_TASK");
    assertThat(sent()).isEqualTo(1);
  }

  @Test
  void anApprovalExpires() {
    start(playbook());
    completeAs("anna", APPROVED);
    clock.advance(Duration.ofHours(4));
    goOn();

    assertMissing("EXPIRED");
  }

  @Test
  void theApprovalMayStandInACalledProcess() {
    Playbook asking =
        new Playbook(
            "asking",
            Playbook.start()
                + approval()
                + "<bpmn:endEvent id='Asked'/>"
                + Playbook.flow("Start", "Approve")
                + Playbook.flow("Approve", "Asked"),
            "");
    Playbook calling =
        new Playbook(
            "calling",
            Playbook.start()
                + "<bpmn:callActivity id='Ask' calledElement='asking'><bpmn:extensionElements>"
                + "<camunda:in variables='all'/></bpmn:extensionElements></bpmn:callActivity>"
                + isolation().xml()
                + "<bpmn:endEvent id='Done'/>"
                + Playbook.flow("Start", "Ask")
                + Playbook.flow("Ask", "Step")
                + Playbook.flow("Step", "Done"),
            "");
    start(calling, asking);
    completeAs("anna", APPROVED);
    goOn();

    await().until(() -> sent() == 1);
  }

  @Test
  void whoStartedTheCallingPlaybookCannotApproveInACalledProcess() {
    Playbook calling =
        new Playbook(
            "calling",
            Playbook.start()
                + "<bpmn:callActivity id='All' calledElement='playbook'><bpmn:extensionElements>"
                + "<camunda:in variables='all'/></bpmn:extensionElements></bpmn:callActivity>"
                + "<bpmn:endEvent id='Done'/>"
                + Playbook.flow("Start", "All")
                + Playbook.flow("All", "Done"),
            "");
    start(calling, playbook());
    completeAs("rita", APPROVED);
    goOn();

    assertMissing("APPROVED_BY_THE_REQUESTER");
  }

  @Test
  void anApprovalThatIsRolledBackLeavesNoRow() {
    String broken =
        "<bpmn:serviceTask id='Broken' camunda:expression='${noSuchBean.run()}'/>"
            + "<bpmn:endEvent id='Done'/>";
    ProcessInstance playbook =
        start(
            new Playbook(
                "broken",
                Playbook.start()
                    + approval().replace("camunda:asyncAfter='true'", "")
                    + broken
                    + Playbook.flow("Start", "Approve")
                    + Playbook.flow("Approve", "Broken")
                    + Playbook.flow("Broken", "Done"),
                ""));

    assertThatThrownBy(() -> completeAs("anna", APPROVED)).hasMessageContaining("noSuchBean");

    assertThat(rows(playbook)).isEmpty();
    assertThat(task()).isNotNull();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void theStartSaysThatTheEngineRecordsTooLittle(CapturedOutput output) {
    try (Application other =
        new Application(app.simulator(), clock, "camunda.bpm.history-level=audit")) {
      assertThat(output)
          .contains("the engine's history level is audit", "camunda.bpm.history-level to full");
      assertThat(other.engine().getProcessEngineConfiguration().getHistory()).isEqualTo("audit");
    }
  }

  @Test
  void theEngineHasTheFormThatTheTaskNames() {
    assertThat(
            app.engine()
                .getRepositoryService()
                .createDeploymentQuery()
                .deploymentName("Defenderflow approval form")
                .count())
        .isLessThanOrEqualTo(1);
    app.bean(ApprovalSetup.class).afterSingletonsInstantiated();
    start(playbook());

    assertThat(app.engine().getFormService().getDeployedTaskForm(task().getId()))
        .asString(java.nio.charset.StandardCharsets.UTF_8)
        .contains("defenderApprovalTargets");
  }

  // --- the parts

  private static Playbook playbook() {
    return new Playbook(
        "playbook",
        Playbook.start()
            + approval()
            + isolation().xml()
            + "<bpmn:endEvent id='Done'/>"
            + Playbook.flow("Start", "Approve")
            + Playbook.flow("Approve", "Step")
            + Playbook.flow("Step", "Done"),
        "");
  }

  private static Step isolation() {
    return Step.isolate().with("machineId", "${machineId}");
  }

  /** The task as the template writes it. */
  private static String approval() {
    StringBuilder inputs = new StringBuilder();
    Map.of(
            "defenderApprovalActions", "machine.isolate",
            "defenderApprovalTargets", "${machineId}",
            "defenderApprovalParameters", "IsolationType=Full",
            "defenderApprovalDecision", "",
            "defenderApprovalReason", "",
            "defenderApprovalOnlyTargets", "")
        .forEach(
            (name, value) ->
                inputs
                    .append("<camunda:inputParameter name='" + name + "'>")
                    .append(value)
                    .append("</camunda:inputParameter>"));
    return "<bpmn:userTask id='Approve' camunda:asyncAfter='true'"
        + " camunda:modelerTemplate='io.defenderflow.containment.approve'"
        + " camunda:formRef='defenderflow-approve-containment' camunda:formRefBinding='latest'>"
        + "<bpmn:extensionElements><camunda:inputOutput>"
        + inputs
        + "<camunda:outputParameter name='approval'>${defenderApprovalDecision}"
        + "</camunda:outputParameter>"
        + "<camunda:outputParameter name='approver'>${currentUser()}</camunda:outputParameter>"
        + "</camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>";
  }

  private static ProcessInstance start(Playbook... playbooks) {
    return as("rita", () -> app.start(Map.of("machineId", SeedData.FINANCE_LAPTOP), playbooks));
  }

  private static void completeAs(String user, Map<String, Object> variables) {
    String id = task().getId();
    as(
        user,
        () -> {
          app.engine().getTaskService().complete(id, variables);
          return null;
        });
  }

  /** Lets the engine go on behind the task, which it does in a transaction of its own. */
  private static void goOn() {
    app.engine()
        .getManagementService()
        .createJobQuery()
        .list()
        .forEach(job -> app.engine().getManagementService().executeJob(job.getId()));
  }

  private static <T> T as(String user, Supplier<T> work) {
    IdentityService people = app.engine().getIdentityService();
    people.setAuthenticatedUserId(user);
    try {
      return work.get();
    } finally {
      people.clearAuthentication();
    }
  }

  private static Task task() {
    return app.engine()
        .getTaskService()
        .createTaskQuery()
        .taskDefinitionKey("Approve")
        .singleResult();
  }

  private static void assertMissing(String condition) {
    await().until(() -> !app.incidents().isEmpty());
    assertThat(app.incidents().get(0).getIncidentMessage()).startsWith("APPROVAL_MISSING: ");
    assertThat(app.details(app.tasks().get(0))).contains("\"missing\" : \"" + condition + "\"");
    assertThat(sent()).isZero();
  }

  private static long sent() {
    return app.simulator().requests().count("POST", ISOLATE);
  }

  private static AuditRecord row(ProcessInstance playbook, Decision decision) {
    return rows(playbook).stream()
        .filter(row -> row.decision().equals(decision.name()))
        .findFirst()
        .orElseThrow();
  }

  private static List<AuditRecord> rows(ProcessInstance playbook) {
    return app.bean(Audit.class)
        .find(AuditFilter.ALL.with(Detail.PROCESS_INSTANCE_ID, playbook.getId()), new Page(0, 100));
  }
}
