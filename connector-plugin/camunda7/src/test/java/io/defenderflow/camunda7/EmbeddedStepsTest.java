package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.Condition;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps through the real engine and the real HTTP client. */
@Timeout(120)
class EmbeddedStepsTest {
  private static final String UNKNOWN_MACHINE = "0".repeat(40);
  private static final String ISOLATE = ".*/isolate";
  private static Application app;

  @BeforeAll
  static void startApplication() {
    AdjustableClock clock = Application.stoppedClock();
    app = new Application(Application.tenant(clock), clock);
  }

  @AfterAll
  static void stopApplication() {
    app.close();
    app.simulator().close();
  }

  @AfterEach
  void clear() {
    app.clear();
  }

  // --- files

  @Test
  void aCollectedPackageReachesTheProcessAsAFileVariable() throws Exception {
    ProcessInstance instance =
        app.start(
            Playbook.of(
                Step.of("defender-change", "package.collectAndDownload")
                    .with("machineId", SeedData.FINANCE_LAPTOP)
                    .with("Comment", "Incident 1042: forensics.")
                    .with("defenderResult", "evidence")));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              app.clock().advance(Duration.ofSeconds(10));
              return app.hasEnded(instance);
            });

    byte[] zip = ((java.io.InputStream) app.variable(instance, "evidenceFile")).readAllBytes();
    assertThat(zip).startsWith('P', 'K', 3, 4);
    String sha256 =
        java.util.HexFormat.of()
            .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(zip));
    assertThat(app.variable(instance, "evidence").toString())
        .contains("\"variable\":\"evidenceFile\"", "\"size\":" + zip.length, sha256)
        .doesNotContain("sig=");
  }

  @Test
  void aFileVariableIsUploadedAsItIs() {
    byte[] script = {'W', 'r', 'i', 't', 'e', (byte) 0xc3, (byte) 0xa9, 0, '\r', '\n'};
    ProcessInstance instance =
        app.start(
            Map.of(
                "script",
                Variables.fileValue("collect.ps1")
                    .file(script)
                    .mimeType("text/plain")
                    .encoding("UTF-8")
                    .create()),
            Playbook.of(
                Step.of("defender-change", "libraryFile.upload")
                    .with("File", "${execution.getVariableTyped(\"script\")}")
                    .with("Description", "Collects logs")
                    .with("defenderResult", "uploaded")));

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                app.hasEnded(instance)
                    || app.tasks().stream().anyMatch(task -> task.getErrorMessage() != null));
    assertThat(app.tasks()).extracting(ExternalTask::getErrorMessage).isEmpty();

    assertThat(app.simulator().requests().list("POST", ".*/libraryfiles"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.body())
                    .contains("filename=\"collect.ps1\"")
                    .contains(new String(script, java.nio.charset.StandardCharsets.UTF_8)));
  }

  // --- results

  @Test
  void theResultAndThePickedValuesReachTheProcess() {
    ProcessInstance instance =
        app.start(
            Playbook.of(
                Step.getMachine(SeedData.FINANCE_LAPTOP)
                    .with("defenderResult", "machine")
                    .with(
                        "defenderPick",
                        "name=/computerDnsName&#10;tags=/machineTags&#10;nothing=/noSuchField")));

    awaitEnd(instance);

    assertThat(app.variable(instance, "machine").toString())
        .contains("\"id\":\"" + SeedData.FINANCE_LAPTOP);
    assertThat(app.variable(instance, "name"))
        .isEqualTo(app.simulator().tenant().machine(SeedData.FINANCE_LAPTOP).computerDnsName());
    assertThat(app.variable(instance, "tags").toString()).startsWith("[");
    assertThat(app.variables(instance, "nothing")).hasSize(1);
    assertThat(app.variable(instance, "nothing")).isNull();
  }

  @Test
  void aResultReachesTheProcessEvenUnderTheNameOfAnInput() {
    ProcessInstance instance =
        app.start(
            Playbook.of(
                Step.getMachine(SeedData.FINANCE_LAPTOP)
                    .with("defenderPick", "machineId=/computerDnsName")));

    awaitEnd(instance);

    assertThat(app.variable(instance, "machineId"))
        .isEqualTo(app.simulator().tenant().machine(SeedData.FINANCE_LAPTOP).computerDnsName());
  }

  @Test
  void aProcessVariableWithTheNameOfAnInputIsNoInput() {
    ProcessInstance instance =
        app.start(
            Map.of("filter", "this is no filter at all", "defenderDryRun", "nonsense"),
            Playbook.of(
                Step.of("defender-read", "machine.list").with("defenderResult", "machines")));

    awaitEnd(instance);

    assertThat(app.simulator().requests().list("GET", ".*/api/machines"))
        .allSatisfy(request -> assertThat(request.path()).doesNotContain("filter"));
  }

  @Test
  void instancesOfAMultiInstanceTaskDoNotOverwriteEachOther() {
    ProcessInstance instance =
        app.start(
            Map.of("items", List.of(SeedData.FINANCE_LAPTOP, SeedData.SALES_LAPTOP)),
            Playbook.of(
                Step.getMachine("${item}").with("defenderPick", "found=/id").forEachItem()));

    awaitEnd(instance);

    assertThat(app.variable(instance, "found_0")).isEqualTo(SeedData.FINANCE_LAPTOP);
    assertThat(app.variable(instance, "found_1")).isEqualTo(SeedData.SALES_LAPTOP);
    assertThat(app.variables(instance, "found")).isEmpty();
  }

  @Test
  void instancesOfAMultiInstanceSubProcessKeepTheirOwnResults() {
    String inner =
        "<bpmn:subProcess id='Step'>"
            + Step.forEach()
            + "<bpmn:startEvent id='InnerStart'/>"
            + Step.getMachine("${item}")
                .with("defenderPick", "found=/id")
                .xml()
                .replace("id='Step'", "id='Get'")
            + "<bpmn:endEvent id='InnerEnd'/>"
            + Playbook.flow("InnerStart", "Get")
            + Playbook.flow("Get", "InnerEnd")
            + "</bpmn:subProcess>";
    ProcessInstance instance =
        app.start(
            Map.of("items", List.of(SeedData.FINANCE_LAPTOP, SeedData.SALES_LAPTOP)),
            Playbook.of(inner));

    awaitEnd(instance);

    assertThat(app.variables(instance, "found").map(found -> found.getValue()))
        .containsExactlyInAnyOrder(SeedData.FINANCE_LAPTOP, SeedData.SALES_LAPTOP);
    assertThat(app.variable(instance, "found")).isNull();
  }

  // --- business errors

  @Test
  void anUncaughtBusinessErrorShowsAnIncidentInsteadOfEndingThePlaybook() {
    ProcessInstance instance = app.start(Playbook.of(Step.getMachine(UNKNOWN_MACHINE)));

    awaitIncident("MACHINE_NOT_FOUND: ");

    assertThat(app.hasEnded(instance)).isFalse();
    assertThat(app.incidents()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MACHINE_NOT_FOUND", ""})
  void aBusinessErrorIsCaughtAtTheTask(String code) {
    ProcessInstance instance =
        app.start(Playbook.of(Step.getMachine(UNKNOWN_MACHINE)).catchingAt("Step", code));

    awaitEnd(instance);

    assertThat(app.passed(instance)).contains("Caught");
    assertThat(app.variable(instance, "defenderErrorCode")).isEqualTo("MACHINE_NOT_FOUND");
    assertThat(app.variable(instance, "defenderErrorMessage").toString()).isNotBlank();
    assertThat(app.variable(instance, "defenderErrorDetails").toString())
        .contains("\"code\":\"MACHINE_NOT_FOUND\"");
  }

  @Test
  void aBoundaryEventForAnotherCodeDoesNotCount() {
    ProcessInstance instance =
        app.start(
            Playbook.of(Step.getMachine(UNKNOWN_MACHINE)).catchingAt("Step", "RESULT_TOO_LARGE"));

    awaitIncident("MACHINE_NOT_FOUND: ");

    assertThat(app.hasEnded(instance)).isFalse();
  }

  @Test
  void aBusinessErrorIsCaughtAtTheSubProcess() {
    ProcessInstance instance =
        app.start(Playbook.of(inSubProcess("")).catchingAt("Step", "MACHINE_NOT_FOUND"));

    awaitEnd(instance);

    assertThat(app.passed(instance)).contains("Caught");
  }

  @Test
  void aBusinessErrorIsCaughtByAnEventSubProcess() {
    ProcessInstance instance =
        app.start(
            Playbook.of(Step.getMachine(UNKNOWN_MACHINE))
                .with(Playbook.eventSubProcess("MACHINE_NOT_FOUND"), "MACHINE_NOT_FOUND"));

    awaitEnd(instance);

    assertThat(app.passed(instance)).contains("Caught");
  }

  @Test
  void aBusinessErrorIsCaughtByAnEventSubProcessOfASubProcess() {
    ProcessInstance instance = app.start(Playbook.of(inSubProcess(Playbook.eventSubProcess(""))));

    awaitEnd(instance);

    assertThat(app.passed(instance)).contains("Caught", "Done");
  }

  @Test
  void aBusinessErrorIsCaughtByTheCallingProcess() {
    String call = "<bpmn:callActivity id='Step' calledElement='called'/>";
    ProcessInstance instance =
        app.start(
            Playbook.of(call).catchingAt("Step", "MACHINE_NOT_FOUND"),
            Playbook.of(Step.getMachine(UNKNOWN_MACHINE)).named("called"));

    awaitEnd(instance);

    assertThat(app.passed(instance)).contains("Caught");
  }

  @Test
  void aCallingProcessThatDoesNotCatchLeavesAnIncident() {
    String call = "<bpmn:callActivity id='Step' calledElement='called'/>";
    app.start(Playbook.of(call), Playbook.of(Step.getMachine(UNKNOWN_MACHINE)).named("called"));

    awaitIncident("MACHINE_NOT_FOUND: ");
  }

  // --- failures

  @Test
  void badInputSendsNothingAndNamesTheField() {
    app.start(Playbook.of(Step.isolate().with("machineId", "../../incidents/1")));

    awaitIncident("INPUT_INVALID: ");

    assertThat(app.incidents().get(0).getIncidentMessage()).contains("machineId");
    assertThat(app.simulator().requests().list()).isEmpty();
  }

  @Test
  void aTooLongCommentInAVariableSendsNothing() {
    app.start(
        Map.of(
            "reason",
            Variables.fileValue("reason.txt")
                .file("x".repeat(5_000).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .mimeType("text/plain")
                .create()),
        Playbook.of(Step.isolate().with("Comment", "${execution.getVariableTyped(\"reason\")}")));

    awaitIncident("INPUT_INVALID: ");

    assertThat(app.incidents().get(0).getIncidentMessage()).contains("Comment").contains("5000");
    assertThat(app.simulator().requests().list()).isEmpty();
  }

  @Test
  void aStepOnTheTopicOfAnotherLaneSendsNothing() {
    app.start(Playbook.of(new Step("defender-read", Step.isolate().inputs(), "")));

    awaitIncident("WRONG_LANE: ");

    assertThat(app.simulator().requests().list()).isEmpty();
  }

  @Test
  void anUnknownActionAndAnUnknownConnectionAreSaidAtOnce() {
    app.start(Playbook.of(Step.of("defender-read", "machine.explode")));
    awaitIncident("UNKNOWN_ACTION: ");
    app.clear();

    app.start(
        Playbook.of(
            Step.getMachine(SeedData.FINANCE_LAPTOP).with("defenderConnection", "nowhere")));
    awaitIncident("UNKNOWN_CONNECTION: ");
  }

  @Test
  void aPermanentFaultIsOneIncidentAtOnce() {
    app.simulator().faults().on("GET", ".*/api/machines/.*").missingApplicationRoles();

    app.start(
        Playbook.of(Step.getMachine(SeedData.FINANCE_LAPTOP).with("defenderRetries", "R5/PT1M")));

    awaitIncident("PERMISSION_MISSING: ");
    assertThat(app.incidents()).hasSize(1);
    assertThat(app.simulator().requests().count("GET", ".*/api/machines/.*")).isEqualTo(1);
  }

  @Test
  void aTransientFaultFollowsTheStepsOwnSchedule() {
    app.simulator().faults().on("GET", ".*/api/machines/.*").status(503);
    app.start(
        Playbook.of(
            Step.getMachine(SeedData.FINANCE_LAPTOP).with("defenderRetries", "PT2M,PT10M")));

    ExternalTask first = awaitTask(task -> Integer.valueOf(2).equals(task.getRetries()));
    assertThat(first).has(pauseOf(Duration.ofMinutes(2)));
    app.skipPause(first);

    ExternalTask second = awaitTask(task -> Integer.valueOf(1).equals(task.getRetries()));
    assertThat(second).has(pauseOf(Duration.ofMinutes(10)));
    app.skipPause(second);

    awaitIncident("SERVICE_UNAVAILABLE: ");
    assertThat(app.incidents().get(0).getIncidentMessage()).hasSizeLessThanOrEqualTo(666);
  }

  @Test
  void throttlingCostsNoRetry() {
    app.simulator()
        .faults()
        .on("GET", ".*/api/machines/.*")
        .retryAfter(Duration.ofMinutes(7))
        .times(1);
    ProcessInstance instance =
        app.start(
            Playbook.of(
                Step.getMachine(SeedData.FINANCE_LAPTOP).with("defenderRetries", "R2/PT1M")));

    ExternalTask throttled = awaitTask(task -> task.getRetries() != null);
    assertThat(throttled.getRetries()).isEqualTo(2);
    assertThat(throttled).has(pauseOf(Duration.ofMinutes(7)));

    app.clock().advance(Duration.ofMinutes(8));
    app.skipPause(throttled);
    awaitEnd(instance);
  }

  // --- actions that contain

  @Test
  void anIsolationIsWaitedForWithoutHoldingASlot() {
    ProcessInstance instance = app.start(Playbook.of(Step.isolate()));

    await().until(() -> app.bean(EmbeddedWorker.class).waiting(CONTAIN) == 1);
    assertThat(app.bean(EmbeddedWorker.class).freeSlots(CONTAIN)).isGreaterThanOrEqualTo(3);
    assertThat(app.hasEnded(instance)).isFalse();
    app.clock().advance(Duration.ofSeconds(10));
    awaitEnd(instance);

    assertThat(app.variable(instance, "isolation").toString()).contains("\"Succeeded\"");
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(1);
    assertThat(app.simulator().tenant().machine(SeedData.FINANCE_LAPTOP).isolated()).isTrue();
    assertThat(app.simulator().tenant().actions().get(0).comment())
        .matches("\\[df-[0-9a-f]{8}] Incident 1042: credential theft\\.");
  }

  private static final io.defenderflow.catalogue.Lane CONTAIN =
      io.defenderflow.catalogue.Lane.CONTAIN;

  @Test
  void aStepThatDoesNotWaitReturnsTheStartedAction() {
    ProcessInstance instance = app.start(Playbook.of(Step.isolate().with("defenderWait", "false")));

    awaitEnd(instance);

    assertThat(app.variable(instance, "isolation").toString()).contains("\"Pending\"");
  }

  @Test
  void aDryRunSendsNothingThatChangesAnything() {
    ProcessInstance instance =
        app.start(
            Playbook.of(
                Step.isolate()
                    .with("defenderDryRun", "true")
                    .with("defenderPick", "status=/status&#10;simulated=/simulated")));

    awaitEnd(instance);

    assertThat(app.variable(instance, "status")).isEqualTo("Succeeded");
    assertThat(app.variable(instance, "simulated")).isEqualTo(true);
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isZero();
  }

  @Test
  void aLostAnswerLeadsToOneIsolationOnly() {
    app.simulator().faults().on("POST", ISOLATE).loseAnswer().times(1);
    ProcessInstance instance = app.start(Playbook.of(Step.isolate()));

    ExternalTask lost = awaitTask(task -> task.getRetries() != null);
    assertThat(lost.getErrorMessage()).startsWith("LOST_ANSWER: ");
    app.clock().advance(Duration.ofSeconds(31));
    app.skipPause(lost);
    awaitEnd(instance);

    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(1);
    assertThat(app.simulator().tenant().actions()).hasSize(1);
    assertThat(app.variable(instance, "isolation").toString()).contains("\"Succeeded\"");
  }

  @Test
  void aRequestThatNeverArrivedIsSentOnceMoreAfterACleanReadingBack() {
    app.simulator().faults().on("POST", ISOLATE).dropConnection().times(1);
    ProcessInstance instance = app.start(Playbook.of(Step.isolate()));

    ExternalTask lost = awaitTask(task -> task.getRetries() != null);
    app.skipPause(lost);
    ExternalTask settling =
        awaitTask(task -> task.getErrorMessage() != null && task.getErrorMessage().contains("yet"));
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(1);

    app.clock().advance(Duration.ofSeconds(31));
    app.skipPause(settling);
    await().until(() -> app.simulator().tenant().actions().size() == 1);
    app.clock().advance(Duration.ofSeconds(10));
    awaitEnd(instance);

    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(2);
  }

  @Test
  void twoLostRequestsAreAQuestionToAPerson() {
    app.simulator().faults().on("POST", ISOLATE).dropConnection().times(2);
    ProcessInstance instance = app.start(Playbook.of(Step.isolate()));

    app.clock().advance(Duration.ofSeconds(31));
    app.skipPause(awaitTask(task -> task.getRetries() != null));
    // Slowly enough that an attempt ends before its task is taken away again.
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              app.clock().advance(Duration.ofSeconds(31));
              app.tasks().stream()
                  .filter(task -> task.getRetries() != null && task.getRetries() > 0)
                  .forEach(app::skipPause);
              return !app.incidents().isEmpty();
            });

    assertThat(app.incidents().get(0).getIncidentMessage()).startsWith("OUTCOME_UNKNOWN: ");
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(2);

    app.retry(app.tasks().get(0));
    await().until(() -> app.simulator().tenant().actions().size() == 1);
    app.clock().advance(Duration.ofSeconds(10));
    awaitEnd(instance);
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(3);
  }

  @Test
  void anIsolationThatIsRunningAlreadyIsAdopted() {
    String running =
        app.simulator().tenant().addAction(SeedData.FINANCE_LAPTOP, "Isolate", "By hand.").id();

    ProcessInstance instance =
        app.start(Playbook.of(Step.isolate().with("defenderPick", "actionId=/id")));
    await().until(() -> app.bean(EmbeddedWorker.class).waiting(CONTAIN) == 1);
    app.clock().advance(Duration.ofSeconds(10));
    awaitEnd(instance);

    assertThat(app.variable(instance, "actionId")).isEqualTo(running);
    assertThat(app.simulator().tenant().actions()).hasSize(1);
  }

  @Test
  void aFailedIsolationIsABusinessErrorAndARetryIsolatesAgain() {
    app.simulator().tenant().failNextAction("Isolate");
    ProcessInstance instance = app.start(Playbook.of(Step.isolate()));
    await().until(() -> app.simulator().tenant().actions().size() == 1);
    app.clock().advance(Duration.ofSeconds(10));

    awaitIncident("ACTION_FAILED: ");

    app.retry(app.tasks().get(0));
    await().until(() -> app.simulator().tenant().actions().size() == 2);
    app.clock().advance(Duration.ofSeconds(10));
    awaitEnd(instance);
  }

  @Test
  void waitingEndsWhenItsTimeIsOverAndARetryWaitsForTheSameAction() {
    app.simulator().tenant().setOnline(SeedData.FINANCE_LAPTOP, false);
    ProcessInstance instance =
        app.start(Playbook.of(Step.isolate().with("defenderWaitTimeout", "PT10M")));
    await().until(() -> app.bean(EmbeddedWorker.class).waiting(CONTAIN) == 1);
    app.clock().advance(Duration.ofMinutes(11));

    awaitIncident("WAIT_TIMED_OUT: ");

    app.simulator().tenant().setOnline(SeedData.FINANCE_LAPTOP, true);
    app.retry(app.tasks().get(0));
    await().until(() -> app.bean(EmbeddedWorker.class).waiting(CONTAIN) == 1);
    app.clock().advance(Duration.ofSeconds(10));
    awaitEnd(instance);
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(1);
  }

  @Test
  void aCancelledInstanceIsNotPolledAnyMore() {
    app.simulator().tenant().setOnline(SeedData.FINANCE_LAPTOP, false);
    ProcessInstance instance = app.start(Playbook.of(Step.isolate()));
    await().until(() -> app.simulator().requests().count("GET", ".*/machineactions/.*") > 2);

    // The worker may be renewing its lock at that moment: then the person presses once more.
    await()
        .ignoreException(OptimisticLockingException.class)
        .untilAsserted(
            () ->
                app.engine()
                    .getRuntimeService()
                    .deleteProcessInstance(instance.getId(), "by the test"));
    await().until(() -> app.bean(EmbeddedWorker.class).waiting(CONTAIN) == 0);
    await().until(() -> app.bean(EmbeddedWorker.class).freeSlots(CONTAIN) == 4);
    long polls = app.simulator().requests().count("GET", ".*/machineactions/.*");

    await()
        .during(Duration.ofMillis(300))
        .until(() -> app.simulator().requests().count("GET", ".*/machineactions/.*") == polls);
  }

  // --- delivery

  @Test
  void aRefusedCompletionNeverRunsTheActionAgain() {
    String failing =
        Playbook.start()
            + Step.isolate().with("defenderWait", "false").xml()
            + "<bpmn:scriptTask id='Next' scriptFormat='juel'>"
            + "<bpmn:script>${mended.equals(true)}</bpmn:script></bpmn:scriptTask>"
            + "<bpmn:endEvent id='Done'/>"
            + Playbook.flow("Start", "Step")
            + Playbook.flow("Step", "Next")
            + Playbook.flow("Next", "Done");
    ProcessInstance instance = app.start(new Playbook("playbook", failing, ""));

    awaitIncident("RESULT_REFUSED: ");
    assertThat(app.incidents()).hasSize(1);
    assertThat(app.incidents().get(0).getIncidentMessage()).contains("mended");

    app.engine().getRuntimeService().setVariable(instance.getId(), "mended", true);
    app.retry(app.tasks().get(0));
    awaitEnd(instance);
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isEqualTo(1);
    assertThat(app.variable(instance, "isolation").toString()).contains("\"Pending\"");
  }

  @Test
  void aRefusedResultOfAReadIsDeliveredFromTheJournal() {
    String failing =
        Playbook.start()
            + Step.getMachine(SeedData.FINANCE_LAPTOP).with("defenderPick", "id=/id").xml()
            + "<bpmn:scriptTask id='Next' scriptFormat='juel'>"
            + "<bpmn:script>${mended.equals(true)}</bpmn:script></bpmn:scriptTask>"
            + Playbook.flow("Start", "Step")
            + Playbook.flow("Step", "Next");
    ProcessInstance instance = app.start(new Playbook("playbook", failing, ""));
    awaitIncident("RESULT_REFUSED: ");

    app.engine().getRuntimeService().setVariable(instance.getId(), "mended", true);
    app.retry(app.tasks().get(0));
    awaitEnd(instance);

    assertThat(app.simulator().requests().count("GET", ".*/api/machines/.*")).isEqualTo(1);
    assertThat(app.variable(instance, "id")).isEqualTo(SeedData.FINANCE_LAPTOP);
  }

  // --- helpers of these tests

  private static String inSubProcess(String more) {
    return "<bpmn:subProcess id='Step'><bpmn:startEvent id='InnerStart'/>"
        + Step.getMachine(UNKNOWN_MACHINE).xml().replace("id='Step'", "id='Get'")
        + "<bpmn:endEvent id='InnerEnd'/>"
        + Playbook.flow("InnerStart", "Get")
        + Playbook.flow("Get", "InnerEnd")
        + more
        + "</bpmn:subProcess>";
  }

  private static void awaitEnd(ProcessInstance instance) {
    await()
        .failFast(
            () -> {
              if (!app.incidents().isEmpty()) {
                throw new AssertionError(app.incidents().get(0).getIncidentMessage());
              }
            })
        .until(() -> app.hasEnded(instance));
  }

  private static void awaitIncident(String start) {
    await().until(() -> !app.incidents().isEmpty());
    assertThat(app.incidents().get(0).getIncidentMessage())
        .startsWith(start)
        .hasSizeLessThanOrEqualTo(666);
  }

  private static ExternalTask awaitTask(java.util.function.Predicate<ExternalTask> condition) {
    Callable<ExternalTask> found =
        () -> app.tasks().stream().filter(condition).findFirst().orElse(null);
    return await().until(found, task -> task != null);
  }

  private static Condition<ExternalTask> pauseOf(Duration pause) {
    return new Condition<>(
        task -> {
          Duration left = Duration.between(Instant.now(), task.getLockExpirationTime().toInstant());
          return left.compareTo(pause) <= 0
              && left.compareTo(pause.minus(Duration.ofSeconds(30))) > 0;
        },
        "a pause of %s before the next attempt",
        pause);
  }
}
