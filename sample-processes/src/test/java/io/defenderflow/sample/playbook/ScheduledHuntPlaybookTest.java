package io.defenderflow.sample.playbook;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.sample.SampleUnderTest;
import io.defenderflow.sample.SharedSample;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Tenant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@SharedSample
class ScheduledHuntPlaybookTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CASE = "hunt-case";
  private static final String CLEARED = "SecurityLogCleared";
  private static final String ALERTS = ".*/CreateAlertByReference";

  private final SampleUnderTest sample;
  private final Tenant tenant;

  ScheduledHuntPlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
    this.tenant = sample.tenant();
  }

  @Test
  void aFindingOpensOneCaseThatIsEnrichedAndAssigned() {
    Machine machine = tenant.addMachine("nw-hunt-01.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    hunt("security-log-cleared");

    JsonNode decision = sample.task(keyOf(machine), "Decide about a finding");
    assertThat(sample.formOf(decision))
        .containsEntry("queryName", "Security log was cleared")
        .containsEntry("caseSubject", machine.computerDnsName())
        .hasEntrySatisfying("caseRows", text -> assertThat(text).contains("wevtutil"))
        .hasEntrySatisfying(
            "machineText", text -> assertThat(text).contains(machine.computerDnsName()))
        .hasEntrySatisfying(
            "userText", text -> assertThat(text).contains("bendik.soll@northwharf.example"));
    assertThat(
            sample
                .read("/task/" + decision.path("id").asText() + "/identity-links")
                .findValuesAsText("groupId"))
        .contains("responders");
    assertThat(decision.path("due").asText()).isNotBlank();

    String second = hunt("security-log-cleared");
    ended(second);
    assertThat(cases(machine)).isEqualTo(1);

    sample.complete(
        decision, Map.of("caseOutcome", "benign", "caseReason", "The backup team cleared it."));
    assertThat(endOfCase(keyOf(machine))).isEqualTo("Benign");
    ended(hunt("security-log-cleared"));
    assertThat(cases(machine)).isEqualTo(1);
    assertThat(raised(machine)).isZero();
  }

  @Test
  void aFindingBecomesAnAlertWithItsEvent() {
    Machine machine = tenant.addMachine("nw-hunt-02.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    hunt("security-log-cleared");

    sample.complete(
        sample.task(keyOf(machine), "Decide about a finding"),
        Map.of("caseOutcome", "alert", "caseReason", "Nobody knows of it."));

    assertThat(endOfCase(keyOf(machine))).isEqualTo("Alert is raised");
    assertThat(raised(machine)).isEqualTo(1);
  }

  @Test
  void aContainmentIsStartedOnlyWhereTheIntakeDidNotStartIt() {
    Machine machine = tenant.addMachine("nw-hunt-03.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    hunt("security-log-cleared");
    sample.complete(
        sample.task(keyOf(machine), "Decide about a finding"),
        Map.of("caseOutcome", "contain", "caseReason", "The attacker is on it."));

    sample.endTimer(keyOf(machine), "GiveIntakeTime");

    assertThat(raised(machine)).isEqualTo(1);
    eventually(
        () ->
            assertThat(
                    sample
                        .read(
                            "/history/process-instance?processDefinitionKey=contain-compromised-device")
                        .findValuesAsText("businessKey"))
                .anyMatch(key -> key.startsWith("incident:")));
  }

  @Test
  void aFindingThatNobodyLooksAtGoesToTheResponders() {
    Machine machine = tenant.addMachine("nw-hunt-04.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    hunt("security-log-cleared");
    sample.task(keyOf(machine), "Decide about a finding");

    sample.endTimer(keyOf(machine), "CaseOverdue");

    JsonNode escalated = sample.task(keyOf(machine), "Decide about a waiting finding");
    sample.endTimer(keyOf(machine), "EscalationReminder");
    JsonNode call = sample.task(keyOf(machine), "Call somebody about a finding");
    sample.complete(call, Map.of("callText", "The shift leader."));
    sample.endTimer(keyOf(machine), "EscalationReminder");
    another(keyOf(machine), "Call somebody about a finding", call);
    sample.complete(escalated, Map.of("caseOutcome", "benign", "caseReason", "A test."));

    assertThat(endOfCase(keyOf(machine))).isEqualTo("Benign");
    assertThat(sample.openTask(keyOf(machine), "Call somebody about a finding")).isEmpty();
  }

  @Test
  void aFindingAboutWhichNobodyDecidesEndsAfterThreeDaysAndIsOpenedAgain() {
    Machine machine = tenant.addMachine("nw-hunt-07.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    hunt("security-log-cleared");
    sample.task(keyOf(machine), "Decide about a finding");
    sample.endTimer(keyOf(machine), "CaseOverdue");
    sample.endTimer(keyOf(machine), "EscalationReminder");
    JsonNode call = sample.task(keyOf(machine), "Call somebody about a finding");

    sample.endTimer(keyOf(machine), "CallOverdue");
    eventually(
        () -> assertThat(sample.openTask(keyOf(machine), call.path("name").asText())).isEmpty());
    sample.endTimer(keyOf(machine), "EscalationReminder");
    sample.task(keyOf(machine), "Call somebody about a finding");
    sample.endTimer(keyOf(machine), "EscalationOverdue");

    assertThat(endOfCase(keyOf(machine))).isEqualTo("Nobody decided");
    assertThat(sample.openTask(keyOf(machine), "Call somebody about a finding")).isEmpty();
    hunt("security-log-cleared");
    sample.task(keyOf(machine), "Decide about a finding");
  }

  @Test
  void ofCasesThatAreOpenedAtTheSameTimeOneGoesOn() {
    Machine machine = tenant.addMachine("nw-hunt-08.northwharf.example");
    sample.hold(CASE, "FindingOpened");
    List<String> cases = Stream.generate(() -> openCase(machine)).limit(3).sorted().toList();
    sample.letGo(CASE, "FindingOpened");

    sample.endTimerOf(cases.get(0), "FindingOpened");
    assertThat(activity(cases.get(0), "LookLater")).hasSize(1);
    sample.endTimerOf(cases.get(1), "FindingOpened");
    sample.endTimerOf(cases.get(2), "FindingOpened");
    assertThat(activity(cases.get(1), "AnotherCase")).hasSize(1);
    assertThat(activity(cases.get(2), "AnotherCase")).hasSize(1);
    assertThat(sample.openTask(keyOf(machine), "Decide about a finding")).isEmpty();
    sample.endTimerOf(cases.get(0), "LookLater");
    sample.task(keyOf(machine), "Decide about a finding");

    String late = openCase(machine);
    eventually(() -> assertThat(activity(late, "AnotherCase")).hasSize(1));
    assertThat(sample.read("/task?processInstanceBusinessKey=" + keyOf(machine))).hasSize(1);
  }

  @Test
  void aQueryThatNobodyMendsIsLeftOut() {
    sample
        .simulator()
        .faults()
        .on("POST", ".*/runHuntingQuery")
        .times(1)
        .error(400, "BadRequest", "Query could not be parsed at 'UrlClickEvents'.");
    String hunt = hunt("phishing-link-clicked");

    sample.endTimerOf(hunt, "MendOverdue");

    ended(hunt);
    assertThat(activity(hunt, "NobodyMended")).hasSize(1);
  }

  @Test
  void aFindingWithoutAMachineIsHandledByHand() {
    ObjectNode row = JSON.createObjectNode();
    row.put("Timestamp", "2026-11-21T02:05:13.1278301Z")
        .put("DeviceId", "")
        .put("ReportId", "")
        .put("Subject", "203.0.113.99")
        .put("AccountUpn", "")
        .put("Detail", "14 accounts");
    tenant.answerHunting("dcount(AccountUpn)", List.of(row));
    hunt("password-spray");
    String key = "hunt:password-spray:203.0.113.99";

    sample.completeAs(
        "analyst",
        sample.task(key, "Decide about a finding"),
        Map.of("caseOutcome", "alert", "caseReason", "Somebody guesses."));
    JsonNode byHand = sample.task(key, "Handle the finding by hand");
    sample.endTimer(key, "ByHandReminder");
    JsonNode call = sample.task(key, "Call somebody about a finding");
    sample.endTimer(key, "HandlingCallOverdue");
    sample.endTimer(key, "ByHandReminder");
    another(key, "Call somebody about a finding", call);
    sample.complete(byHand, Map.of("handledText", "Blocked."));

    assertThat(endOfCase(key)).isEqualTo("Handled by hand");
  }

  @Test
  void anAlertThatDefenderRefusesIsHandledByHand() {
    Machine machine = tenant.addMachine("nw-hunt-05.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    hunt("security-log-cleared");
    JsonNode decision = sample.task(keyOf(machine), "Decide about a finding");
    sample
        .simulator()
        .faults()
        .on("POST", ALERTS)
        .times(1)
        .error(404, "ResourceNotFound", "The event is not known.");

    sample.complete(decision, Map.of("caseOutcome", "alert", "caseReason", "Raise it."));

    JsonNode byHand = sample.task(keyOf(machine), "Handle the finding by hand");
    assertThat(sample.formOf(byHand).get("defenderErrorMessage")).isNotBlank();
  }

  @Test
  void aContainmentWithoutAnIncidentIsHandledByHand() {
    Machine machine = tenant.addMachine("nw-hunt-09.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    hunt("security-log-cleared");
    JsonNode decision = sample.task(keyOf(machine), "Decide about a finding");
    sample
        .simulator()
        .faults()
        .on("POST", ALERTS)
        .times(1)
        .answer(200, "application/json", "{\"id\": \"da637\", \"incidentId\": null}");

    sample.complete(decision, Map.of("caseOutcome", "contain", "caseReason", "At once."));

    sample.task(keyOf(machine), "Handle the finding by hand");
  }

  @Test
  void aQueryThatFailsIsShownAndDoesNotStopTheOthers() {
    Machine machine = tenant.addMachine("nw-hunt-06.northwharf.example");
    tenant.answerHunting(CLEARED, List.of(row(machine)));
    sample
        .simulator()
        .faults()
        .on("POST", ".*/runHuntingQuery")
        .times(1)
        .error(400, "BadRequest", "Query could not be parsed at 'UrlClickEvents'.");
    String hunt = hunt("security-log-cleared,phishing-link-clicked");

    JsonNode mend =
        eventually(
            () ->
                sample
                    .read("/task?name=Mend%20a%20hunting%20query&processInstanceId=" + hunt)
                    .findParents("id")
                    .stream()
                    .findFirst());
    assertThat(sample.formOf(mend).get("defenderErrorCode")).isEqualTo("HUNT_QUERY_INVALID");
    sample.complete(mend, Map.of("nextStep", "again", "queryReason", "Once more."));

    sample.task(keyOf(machine), "Decide about a finding");
  }

  @Test
  void everyMorningAllQueriesOfTheLibraryRunAndDefenderUnderstandsThem() {
    JsonNode timers = sample.read("/job?timers=true&processDefinitionKey=scheduled-hunt");
    assertThat(timers).hasSize(1);
    assertThat(timers.get(0).path("dueDate").asText()).contains("T05:00:00");
    tenant.answerHunting(CLEARED, List.of());
    tenant.answerHunting("dcount(AccountUpn)", List.of());

    sample.startAtTimer("scheduled-hunt");

    String hunt =
        eventually(
            () ->
                sample
                    .read("/history/process-instance?processInstanceBusinessKey=hunt")
                    .findValuesAsText("id")
                    .stream()
                    .findFirst());
    eventually(
        () ->
            assertThat(activity(hunt, "GroupRows"))
                .as("what was not understood: %s", problems(hunt))
                .hasSize(9));
  }

  // --- what the tests begin with

  private String hunt(String queries) {
    return sample.startByHand("run-hunt", Map.of("onlyQueries", queries));
  }

  private void ended(String hunt) {
    eventually(
        () -> assertThat(sample.read("/process-instance?processInstanceIds=" + hunt)).isEmpty());
  }

  /** The end event of a case, which is called by a hunt. */
  private String endOfCase(String key) {
    String id =
        eventually(
            () ->
                sample
                    .read(
                        "/history/process-instance?finished=true&processInstanceBusinessKey=" + key)
                    .findValuesAsText("id")
                    .stream()
                    .findFirst());
    return sample
        .read("/history/activity-instance?activityType=terminateEndEvent&processInstanceId=" + id)
        .path(0)
        .path("activityName")
        .asText();
  }

  /** As a hunt opens it, whoever else may have opened one. */
  private String openCase(Machine machine) {
    ObjectNode query =
        JSON.createObjectNode()
            .put("id", "security-log-cleared")
            .put("name", "Security log was cleared")
            .put("meaning", "Attackers wipe the log.")
            .put("severity", "High")
            .put("category", "DefenseEvasion")
            .put("group", "responders")
            .put("dueHours", 4);
    ObjectNode finding =
        JSON.createObjectNode().put("subject", machine.computerDnsName()).put("count", 1);
    finding.putArray("rows").add(row(machine));
    return sample.startCalled(CASE, keyOf(machine), Map.of("query", query, "finding", finding));
  }

  private JsonNode activity(String instance, String activity) {
    return sample.read(
        "/history/activity-instance?processInstanceId=" + instance + "&activityId=" + activity);
  }

  private List<String> problems(String hunt) {
    return sample
        .read(
            "/history/variable-instance?variableName=defenderErrorMessage&processInstanceId="
                + hunt)
        .findValuesAsText("value");
  }

  /** The task that comes after one of the same name. */
  private JsonNode another(String key, String name, JsonNode before) {
    return eventually(
        () ->
            sample.openTask(key, name).filter(open -> !open.path("id").equals(before.path("id"))));
  }

  private static String keyOf(Machine machine) {
    return "hunt:security-log-cleared:" + machine.computerDnsName();
  }

  private int cases(Machine machine) {
    return sample
        .read("/history/process-instance?processInstanceBusinessKey=" + keyOf(machine))
        .size();
  }

  private long raised(Machine machine) {
    return sample.simulator().requests().list("POST", ALERTS).stream()
        .filter(request -> request.body().contains(machine.id()))
        .count();
  }

  private ObjectNode row(Machine machine) {
    return JSON.createObjectNode()
        .put("Timestamp", "2026-11-21T02:05:13.1278301Z")
        .put("DeviceId", machine.id())
        .put("ReportId", 20776)
        .put("Subject", machine.computerDnsName())
        .put("AccountUpn", tenant.user(SeedData.SALES_USER).userPrincipalName())
        .put("Detail", "wevtutil cl Security");
  }
}
