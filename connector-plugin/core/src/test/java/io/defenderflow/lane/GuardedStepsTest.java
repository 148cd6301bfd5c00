package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.DOMAIN_CONTROLLER;
import static io.defenderflow.simulator.SeedData.FINANCE_LAPTOP;
import static io.defenderflow.simulator.SeedData.FINANCE_USER;
import static io.defenderflow.simulator.SeedData.OFFLINE_LAPTOP;
import static io.defenderflow.simulator.SeedData.SALES_LAPTOP;
import static io.defenderflow.simulator.SeedData.UNMANAGED_PRINTER;
import static io.defenderflow.simulator.SeedData.WEB_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.CapSettings.Cap;
import io.defenderflow.guard.Containment;
import io.defenderflow.guard.ProtectionSettings;
import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands between a step and a request that changes something. */
@Timeout(60)
class GuardedStepsTest {
  private static final String ANY_WRITE = ".*";
  private static final Duration LATER = Duration.ofMinutes(20);
  private static final Duration SECONDS = Duration.ofSeconds(3);

  private final SimulatedSteps steps = new SimulatedSteps();

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  // --- the stop switch

  @Test
  void aStopOfContainmentLetsAStepWaitWithoutCostingARetryAndGoesOnWhenItIsLifted() {
    steps.stop.set(StopPosition.CONTAINMENT, "mira", "False positives in incident 1042.");

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("STOPPED 3");
    assertThat(steps.message).contains("mira").contains("False positives in incident 1042.");
    assertThat(steps.attempt(Lane.CONTAIN, OptionalInt.of(2), isolation(FINANCE_LAPTOP)))
        .isEqualTo("STOPPED 2");
    assertThat(posts()).isZero();

    steps.stop.set(StopPosition.NOTHING, "mira", "The rule is mended.");
    steps.clock.advance(SECONDS);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
  }

  @Test
  void whatTakesContainmentBackAndWhatOnlyChangesRecordsGoesOnWhileContainmentIsStopped() {
    isolated(FINANCE_LAPTOP);
    steps.stop.set(StopPosition.CONTAINMENT, "mira", "Drill.");

    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP))).isEqualTo("waiting");
    String incident = steps.simulator.tenant().addIncident("A test incident").id();
    assertThat(steps.attempt(Lane.CHANGE, comment(incident))).isEqualTo("completed");
  }

  @Test
  void aStopOfAllWritesLeavesOnlyReading() {
    isolated(FINANCE_LAPTOP);
    long before = posts();
    steps.stop.set(StopPosition.WRITES, "mira", "The app registration leaked.");

    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP))).isEqualTo("STOPPED 3");
    String incident = steps.simulator.tenant().addIncident("A test incident").id();
    assertThat(steps.attempt(Lane.CHANGE, comment(incident))).isEqualTo("STOPPED 3");
    assertThat(
            steps.attempt(
                Lane.READ, Map.of("defenderAction", "machine.get", "machineId", FINANCE_LAPTOP)))
        .isEqualTo("completed");
    assertThat(posts()).isEqualTo(before);
  }

  @Test
  void theStopOfAnotherNodeIsSeenWithinSecondsAndSurvivesARestart() {
    assertThat(steps.stop.current().position()).isEqualTo(StopPosition.NOTHING);
    StopSwitch other = new StopSwitch(steps.database, steps.audit, steps.clock);
    other.set(StopPosition.CONTAINMENT, "jonas", "Wrong target list.");

    steps.clock.advance(SECONDS);

    assertThat(steps.stop.current().by()).isEqualTo("jonas");
    StopSwitch restarted = new StopSwitch(steps.database, steps.audit, steps.clock);
    restarted.createTable();
    assertThat(restarted.current().position()).isEqualTo(StopPosition.CONTAINMENT);
    assertThat(decisions()).contains("SWITCHED");
  }

  /** A newer version may have more positions, and states of containments that are counted. */
  @Test
  void whatOnlyANewerVersionKnowsOfTheStopOrOfAContainmentLetsNothingOut() throws SQLException {
    write("UPDATE DEFENDERFLOW_STOP SET STOP_POSITION = 'TUESDAYS'");
    assertThat(isolate(FINANCE_LAPTOP)).startsWith("INTERNAL");
    assertThat(steps.message).contains("TUESDAYS").contains("only a newer version");

    write("UPDATE DEFENDERFLOW_STOP SET STOP_POSITION = 'NOTHING'");
    steps.clock.advance(SECONDS);
    steps.protect(ProtectionSettings.NONE, cap(1));
    isolated(FINANCE_LAPTOP);
    assertThat(isolate(SALES_LAPTOP)).isEqualTo("CAP_REACHED 3");
    write("UPDATE DEFENDERFLOW_CONTAINMENT SET STATE = 'HALVED' WHERE STATE = 'PARKED'");
    assertThat(isolate(SALES_LAPTOP)).startsWith("INTERNAL");
    assertThat(sentTo(SALES_LAPTOP)).isZero();
  }

  private void write(String sql) throws SQLException {
    try (Connection connection = steps.database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void nobodyChangesTheStopWithoutAReason() {
    assertThatThrownBy(() -> steps.stop.set(StopPosition.WRITES, "mira", " "))
        .hasMessageContaining("why");
    assertThat(steps.stop.current().position()).isEqualTo(StopPosition.NOTHING);
  }

  @Test
  void aStopInTheMiddleOfManyMachinesHoldsBackTheRest() {
    Map<String, Object> many = many(FINANCE_LAPTOP, SALES_LAPTOP);
    steps
        .simulator
        .faults()
        .on("POST", ".*" + SALES_LAPTOP + "/isolate")
        .retryAfter(Duration.ofMinutes(5))
        .times(1);
    assertThat(attempt(many)).isEqualTo("waiting");
    steps.stop.set(StopPosition.CONTAINMENT, "mira", "Enough.");

    steps.clock.advance(LATER);
    assertThat(attempt(many)).isEqualTo("waiting");
    assertThat(sentTo(SALES_LAPTOP)).isEqualTo(1);

    steps.stop.set(StopPosition.NOTHING, "mira", "Go on.");
    steps.clock.advance(SECONDS);
    assertThat(attempt(many)).isEqualTo("waiting");
    assertThat(sentTo(SALES_LAPTOP)).isEqualTo(2);
  }

  // --- dry run

  @Test
  void aConnectionForDryRunsSendsNothingWhateverTheStepSays() {
    steps.dryRun = true;
    Map<String, Object> inputs = isolation(FINANCE_LAPTOP);
    inputs.put("defenderDryRun", "false");

    assertThat(attempt(inputs)).isEqualTo("completed");

    assertThat(steps.result.path("simulated").asBoolean()).isTrue();
    assertThat(steps.result.path("machineId").asText()).isEqualTo(FINANCE_LAPTOP);
    assertThat(steps.result.path("status").asText()).isEqualTo("Succeeded");
    assertThat(posts()).isZero();
    assertThat(decisions()).containsExactly("SIMULATED");
  }

  @Test
  void aDryRunOfManyMachinesHasTheShapeOfTheRealResult() {
    Map<String, Object> inputs = many(FINANCE_LAPTOP, SALES_LAPTOP);
    inputs.put("defenderDryRun", "true");

    assertThat(attempt(inputs)).isEqualTo("completed");

    assertThat(steps.result.path("succeeded").asInt()).isEqualTo(2);
    assertThat(steps.result.at("/value/1/machineId").asText()).isEqualTo(SALES_LAPTOP);
    assertThat(steps.result.at("/value/1/result/status").asText()).isEqualTo("Succeeded");
    assertThat(posts()).isZero();
  }

  // --- protected assets

  @Test
  void aProtectedMachineIsNotContainedWhicheverRuleNamesIt() {
    List<ProtectionSettings> rules =
        List.of(
            Rules.of("machine-ids", DOMAIN_CONTROLLER.toUpperCase(Locale.ROOT)),
            Rules.of("machine-names", "*-DC-*"),
            Rules.of("machine-tags", "tier?"),
            Rules.of("machine-values", "high"),
            Rules.of("machine-groups", "northwharf*"));
    for (ProtectionSettings rule : rules) {
      steps.protect(rule, CapSettings.NONE);
      assertThat(isolate(DOMAIN_CONTROLLER)).isEqualTo("PROTECTED_ASSET 0");
      assertThat(steps.message).contains("defender.protection.machine-");
    }
    assertThat(posts()).isZero();
    assertThat(decisions()).containsOnly("DENIED");
  }

  @Test
  void whatIsNotProtectedIsContained() {
    steps.protect(Rules.of("machine-tags", "tier0"), CapSettings.NONE);

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
  }

  @Test
  void aProtectionThatCannotBeCheckedLetsNothingPass() {
    steps.protect(Rules.of("machine-tags", "tier0"), CapSettings.NONE);
    steps.simulator.faults().on("GET", ".*/machines/.*").status(500);

    assertThat(isolate(FINANCE_LAPTOP)).startsWith("SERVICE_UNAVAILABLE");

    assertThat(steps.message).contains("could not be read whether");
    assertThat(posts()).isZero();
  }

  @Test
  void aTagThatWasAddedAMomentAgoCounts() {
    steps.protect(Rules.of("machine-tags", "tier0"), CapSettings.NONE);
    steps
        .simulator
        .tenant()
        .changeMachine(FINANCE_LAPTOP, json -> json.putArray("machineTags").add("Tier0"));

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("PROTECTED_ASSET 0");
  }

  @Test
  void aProtectedMachineMayBeReleased() {
    isolated(DOMAIN_CONTROLLER);
    steps.protect(Rules.of("machine-names", "*dc*"), CapSettings.NONE);

    assertThat(attempt(machine("machine.unisolate", DOMAIN_CONTROLLER))).isEqualTo("waiting");
  }

  @Test
  void aRequestByPathIsNoWayAroundTheProtection() {
    steps.protect(Rules.of("machine-tags", "tier0"), CapSettings.NONE);
    Map<String, Object> request =
        Map.of(
            "defenderAction",
            "endpoint.request",
            "method",
            "POST",
            "path",
            "/api/machines/" + DOMAIN_CONTROLLER + "/isolate",
            "body",
            "{\"Comment\": \"Now.\", \"IsolationType\": \"Full\"}");

    assertThat(attempt(request)).isEqualTo("PROTECTED_ASSET 0");
    assertThat(posts()).isZero();
  }

  @Test
  void ofManyMachinesOnlyTheProtectedOneIsLeftOut() {
    steps.protect(Rules.of("machine-tags", "tier0"), CapSettings.NONE);

    assertThat(attempt(many(FINANCE_LAPTOP, DOMAIN_CONTROLLER))).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(many(FINANCE_LAPTOP, DOMAIN_CONTROLLER))).isEqualTo("completed");

    assertThat(steps.result.at("/value/1/error/code").asText()).isEqualTo("PROTECTED_ASSET");
    assertThat(sentTo(DOMAIN_CONTROLLER)).isZero();
  }

  @Test
  void aProtectedPersonIsNotContained() {
    String name =
        steps.simulator.tenant().user(FINANCE_USER).json().path("userPrincipalName").asText();
    steps.protect(Rules.of("users", name), CapSettings.NONE);

    assertThat(attempt(Map.of("defenderAction", "user.disable", "userId", FINANCE_USER)))
        .isEqualTo("PROTECTED_ASSET 0");
    assertThat(steps.simulator.requests().count("PATCH", ANY_WRITE)).isZero();
  }

  // --- caps

  @Test
  void whatExceedsTheCapWaitsForAnAdministratorWhoLetsItGoOn() {
    steps.protect(ProtectionSettings.NONE, cap(1));
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");

    assertThat(isolate(SALES_LAPTOP)).isEqualTo("CAP_REACHED 3");
    steps.clock.advance(Duration.ofHours(3));
    assertThat(isolate(SALES_LAPTOP)).isEqualTo("CAP_REACHED 3");
    Containment waiting = steps.containments.parked().get(0);
    assertThat(waiting.target()).isEqualTo(SALES_LAPTOP);
    assertThat(waiting.reason()).contains("Incident 1042.");
    assertThat(sentTo(SALES_LAPTOP)).isZero();

    assertThat(steps.containments.release(waiting.key(), "mira", "Checked.")).isTrue();
    assertThat(isolate(SALES_LAPTOP)).isEqualTo("waiting");
    assertThat(steps.containments.parked()).isEmpty();
    assertThat(decisions().stream().filter("PARKED"::equals)).hasSize(1);
    assertThat(decisions()).contains("RELEASED");
  }

  @Test
  void whatAnAdministratorRefusesEndsWithTheReason() {
    steps.protect(ProtectionSettings.NONE, cap(0));
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("CAP_REACHED 3");
    String key = steps.containments.parked().get(0).key();

    assertThat(steps.containments.refuse(key, "mira", "It is the director's.")).isTrue();
    assertThat(steps.containments.refuse(key, "mira", "Again.")).isFalse();

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("CONTAINMENT_REFUSED 0");
    assertThat(steps.message).contains("mira").contains("the director's");
    assertThat(posts()).isZero();
  }

  @Test
  void theCapCountsWithinItsWindowAndReleasesDoNotCount() {
    steps.protect(ProtectionSettings.NONE, cap(1));
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");
    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP))).isEqualTo("waiting");

    steps.clock.advance(Duration.ofHours(1));

    assertThat(isolate(SALES_LAPTOP)).isEqualTo("waiting");
  }

  @Test
  void aMachineThatIsIsolatedAlreadyDoesNotCount() {
    isolated(FINANCE_LAPTOP);
    steps.engine.taskId = "task-2";
    steps.protect(ProtectionSettings.NONE, cap(1));

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");

    assertThat(isolate(SALES_LAPTOP)).isEqualTo("waiting");
  }

  // --- state before action

  @Test
  void aMachineThatIsIsolatedAlreadyIsNotIsolatedAgain() {
    isolated(FINANCE_LAPTOP);
    long before = posts();
    steps.engine.taskId = "task-2";

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");

    assertThat(steps.result.path("outcome").asText()).isEqualTo("alreadyDone");
    assertThat(steps.result.path("id").asText())
        .isEqualTo(steps.simulator.tenant().actions(FINANCE_LAPTOP).get(0).id());
    assertThat(posts()).isEqualTo(before);
    assertThat(decisions()).endsWith("ALREADY_DONE");
  }

  @Test
  void aMachineThatWasReleasedSinceIsIsolatedAgain() {
    isolated(FINANCE_LAPTOP);
    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP))).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP))).isEqualTo("completed");
    steps.engine.taskId = "task-2";

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    assertThat(sentTo(FINANCE_LAPTOP)).isEqualTo(2);
  }

  @Test
  void aFullIsolationIsMoreThanASelectiveOneButNotTheOtherWayRound() {
    Map<String, Object> selective = isolation(FINANCE_LAPTOP);
    selective.put("IsolationType", "Selective");
    assertThat(attempt(selective)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(selective)).isEqualTo("completed");
    steps.engine.taskId = "task-2";

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");
    assertThat(sentTo(FINANCE_LAPTOP)).isEqualTo(2);
    steps.engine.taskId = "task-3";

    assertThat(attempt(selective)).isEqualTo("completed");
    assertThat(steps.result.path("outcome").asText()).isEqualTo("alreadyDone");
  }

  @Test
  void anIsolationThatIsGoingOnIsFollowedInsteadOfStartedOnceMore() {
    steps.simulator.tenant().addAction(FINANCE_LAPTOP, "Isolate", "By hand.");

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");

    assertThat(posts()).isZero();
    assertThat(decisions()).containsExactly("ADOPTED");
    steps.clock.advance(LATER);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");
  }

  @Test
  void aReleaseThatIsGoingOnIsNamedInsteadOfIsolatingAgainstIt() {
    String release =
        steps.simulator.tenant().addAction(OFFLINE_LAPTOP, "Unisolate", "By hand.").id();

    assertThat(isolate(OFFLINE_LAPTOP)).isEqualTo("CONFLICTING_ACTION 0");

    assertThat(steps.message).contains(release);
    assertThat(posts()).isZero();
  }

  @Test
  void aDeviceWithoutASensorIsContainedOnlyWhereTheModelSaysSo() {
    assertThat(isolate(UNMANAGED_PRINTER)).isEqualTo("MACHINE_NOT_ONBOARDED 0");
    assertThat(posts()).isZero();

    Map<String, Object> meant = isolation(UNMANAGED_PRINTER);
    meant.put("IsolationType", "UnManagedDevice");
    assertThat(attempt(meant)).isNotEqualTo("MACHINE_NOT_ONBOARDED 0");
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void aSystemThatMicrosoftLeavesOutIsNotAsked() {
    assertThat(attempt(machine("machine.restrictCodeExecution", WEB_SERVER)))
        .isEqualTo("OS_NOT_SUPPORTED 0");
    assertThat(posts()).isZero();
  }

  @Test
  void aMachineThatAnotherRunningPlaybookHoldsIsNotReleased() {
    isolated(FINANCE_LAPTOP);
    long before = posts();
    steps.engine.processInstance = "another";

    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP)))
        .isEqualTo("HELD_BY_PLAYBOOK 0");
    assertThat(steps.message).contains("process instance instance (key of instance)");
    assertThat(posts()).isEqualTo(before);

    steps.engine.roots.put("instance", "");
    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  @Test
  void aCalledPlaybookMayReleaseWhatItsCallerIsolated() {
    isolated(FINANCE_LAPTOP);
    steps.engine.processInstance = "called";
    steps.engine.roots.put("called", "instance");

    assertThat(attempt(machine("machine.unisolate", FINANCE_LAPTOP))).isEqualTo("waiting");
  }

  // --- audit

  @Test
  void everyWriteLeavesARecordOfWhatWasDecidedAndWhatBecameOfIt() throws IOException {
    isolated(FINANCE_LAPTOP);

    List<AuditRecord> records = records();
    assertThat(records).extracting(AuditRecord::decision).containsExactly("ALLOWED", "DONE");
    AuditRecord done = records.get(1);
    assertThat(done.get(Detail.ACTION_ID)).contains("machine.isolate");
    assertThat(done.get(Detail.TARGET)).contains(FINANCE_LAPTOP);
    assertThat(done.get(Detail.CONNECTION_NAME)).contains("default");
    assertThat(done.get(Detail.REASON)).contains("Incident 1042.");
    assertThat(done.get(Detail.PROCESS_INSTANCE_ID)).contains("instance");
    assertThat(done.get(Detail.WORK_ID))
        .contains(steps.simulator.tenant().actions(FINANCE_LAPTOP).get(0).id());

    assertThat(done.get(Detail.REQUESTED_BY)).contains("mara");
    assertThat(done.get(Detail.BUSINESS_KEY)).contains("incident-1042");

    StringWriter lines = new StringWriter();
    assertThat(steps.audit.export(AuditFilter.ALL, lines)).isEqualTo(2);
    String[] line = lines.toString().split("\n");
    assertThat(line).hasSize(2);
    assertThat(new ObjectMapper().readTree(line[0]).path("decision").asText()).isEqualTo("ALLOWED");
  }

  @Test
  void theRequestIsKnownToTheAuditBeforeItLeavesSoThatSupportCanFindTheLostOne() {
    steps.simulator.faults().on("POST", ".*StopAndQuarantineFile").dropConnection().times(1);
    Map<String, Object> quarantine = machine("machine.stopAndQuarantineFile", FINANCE_LAPTOP);
    quarantine.put("Sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    attempt(quarantine);
    steps.clock.advance(LATER);
    attempt(quarantine);

    String sent =
        steps
            .simulator
            .requests()
            .list("POST", ".*StopAndQuarantineFile")
            .get(0)
            .headers()
            .get("client-request-id");
    assertThat(records())
        .extracting(AuditRecord::decision, row -> row.get(Detail.CLIENT_REQUEST_ID))
        .containsExactly(tuple("ALLOWED", Optional.of(sent)), tuple("UNKNOWN", Optional.of(sent)));
  }

  @Test
  void aQuestionToAPersonIsInTheAudit() {
    steps.simulator.faults().on("POST", ".*StopAndQuarantineFile").dropConnection().times(1);
    Map<String, Object> quarantine = machine("machine.stopAndQuarantineFile", FINANCE_LAPTOP);
    quarantine.put("Sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    attempt(quarantine);
    steps.clock.advance(LATER);

    assertThat(attempt(quarantine)).isEqualTo("OUTCOME_UNKNOWN 0");

    assertThat(decisions()).containsExactly("ALLOWED", "UNKNOWN");
  }

  @Test
  void aReadLeavesNoRecord() {
    steps.attempt(Lane.READ, Map.of("defenderAction", "machine.get", "machineId", FINANCE_LAPTOP));

    assertThat(records()).isEmpty();
  }

  // --- the parts

  private String isolate(String machine) {
    return attempt(isolation(machine));
  }

  private void isolated(String machine) {
    assertThat(isolate(machine)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(isolate(machine)).isEqualTo("completed");
  }

  private String attempt(Map<String, Object> inputs) {
    return steps.attempt(Lane.CONTAIN, inputs);
  }

  private static Map<String, Object> isolation(String machine) {
    Map<String, Object> inputs = machine("machine.isolate", machine);
    inputs.put("IsolationType", "Full");
    return inputs;
  }

  private static Map<String, Object> machine(String action, String machine) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", action);
    inputs.put("machineId", machine);
    inputs.put("Comment", "Incident 1042.");
    return inputs;
  }

  private static Map<String, Object> many(String... machines) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", "machine.isolateMany");
    inputs.put("machineIds", String.join(",", machines));
    inputs.put("Comment", "Incident 1042.");
    inputs.put("IsolationType", "Full");
    return inputs;
  }

  private static Map<String, Object> comment(String incident) {
    return Map.of(
        "defenderAction", "incident.comment.add", "incidentId", incident, "comment", "Noted.");
  }

  private static CapSettings cap(int count) {
    return new CapSettings(new Cap(count, Duration.ofHours(1)));
  }

  private long posts() {
    return steps.simulator.requests().count("POST", ".*/api/machines/.*");
  }

  private long sentTo(String machine) {
    return steps.simulator.requests().count("POST", ".*" + machine + "/isolate");
  }

  private List<String> decisions() {
    return records().stream().map(AuditRecord::decision).toList();
  }

  private List<AuditRecord> records() {
    List<AuditRecord> oldestFirst =
        new ArrayList<>(steps.audit.find(AuditFilter.ALL, new Page(0, 100)));
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }
}
