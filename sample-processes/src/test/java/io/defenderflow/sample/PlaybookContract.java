package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The playbook from the incident to its end, through the real engine and real HTTP. A subclass says
 * on which database.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PlaybookContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private SampleUnderTest sample;
  private Simulator simulator;
  private Tenant tenant;

  /** A JDBC URL, with the user in it where one is needed. */
  abstract String databaseUrl();

  /** Called when the application has let go of the database. */
  abstract void stopDatabase() throws IOException;

  @BeforeAll
  void start() {
    sample = SampleUnderTest.start(databaseUrl());
    simulator = sample.simulator();
    tenant = sample.tenant();
  }

  @AfterAll
  void stop() throws IOException {
    sample.close();
    stopDatabase();
  }

  @Test
  void aMachineIsContainedOnceAfterAResponderApproved() {
    Machine machine = tenant.addMachine("nw-test-01.northwharf.example", "finance");
    Incident incident = raise("Ransomware behaviour", "high", machine.id(), nothing -> {});

    JsonNode task = task(incident, "Approve containment");
    assertThat(formOf(task))
        .containsEntry("defenderApprovalIncident", "Ransomware behaviour (high)")
        .containsEntry("defenderApprovalActions", "machine.isolate")
        .containsEntry("defenderApprovalTargets", machine.id())
        .containsEntry("defenderApprovalParameters", "IsolationType=Full")
        .containsEntry(
            "defenderApprovalSubject",
            "nw-test-01.northwharf.example, user: alva.rinne@northwharf.example")
        .hasEntrySatisfying(
            "defenderApprovalWhy", text -> assertThat(text).startsWith("The severity is high."))
        .hasEntrySatisfying(
            "defenderApprovalLink", text -> assertThat(text).contains("/incidents/"))
        .hasEntrySatisfying(
            "defenderApprovalEvidence",
            text -> assertThat(text).contains("file: invoice-viewer.exe"));
    assertThat(tenant.actions(machine.id())).isEmpty();

    approve(task);

    assertThat(end(incident)).isEqualTo("Machine contained");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(tenant.machine(machine.id()).tags()).contains("contained-by-playbook");
    assertThat(simulator.requests().count("POST", ".*/machines/" + machine.id() + "/isolate"))
        .isEqualTo(1);
    assertThat(tenant.actions(machine.id()))
        .extracting(action -> action.type() + " " + action.status())
        .containsExactlyInAnyOrder("Isolate Succeeded", "RunAntiVirusScan Succeeded");
    Incident after = tenant.incident(incident.id());
    assertThat(after.status()).isEqualTo("resolved");
    assertThat(after.classification()).isEqualTo("truePositive");
    assertThat(after.determination()).isEqualTo("malware");
    assertThat(after.comments())
        .singleElement()
        .asString()
        .contains(
            "nw-test-01.northwharf.example is isolated. Decided by responder: Isolation is right.");
  }

  @Test
  void theScanStartsOnlyWhenTheMachineIsIsolated() {
    Machine machine = tenant.addMachine("nw-test-02.northwharf.example");
    tenant.setOnline(machine.id(), false);
    Incident incident = raise("Beacon to a known server", "high", machine.id(), nothing -> {});
    approve(task(incident, "Approve containment"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(tenant.actions(machine.id()))
                    .extracting(action -> action.type() + " " + action.status())
                    .containsExactly("Isolate Pending"));

    tenant.setOnline(machine.id(), true);

    assertThat(end(incident)).isEqualTo("Machine contained");
    List<JsonNode> actions = new ArrayList<>();
    tenant.actions(machine.id()).forEach(action -> actions.add(action.json()));
    JsonNode scan = actions.get(0);
    JsonNode isolation = actions.get(1);
    assertThat(scan.path("type").asText()).isEqualTo("RunAntiVirusScan");
    assertThat(scan.path("creationDateTimeUtc").asText())
        .isGreaterThanOrEqualTo(isolation.path("lastUpdateDateTimeUtc").asText());
  }

  @Test
  void anIncidentStartsOnePlaybookHoweverOftenItIsSeen() {
    Machine machine = tenant.addMachine("nw-test-03.northwharf.example");
    Incident incident = raise("Seen again and again", "high", machine.id(), nothing -> {});
    task(incident, "Approve containment");
    String incidentList = ".*/v1.0/security/incidents\\?.*";
    long polls = simulator.requests().count("GET", incidentList);

    await()
        .atMost(PATIENCE)
        .until(() -> simulator.requests().count("GET", incidentList) >= polls + 3);

    assertThat(
            sample.read(
                "/history/process-instance?processInstanceBusinessKey=incident:" + incident.id()))
        .hasSize(1);
  }

  @Test
  void aRefusalLeavesTheMachineAloneAndTheReasonInTheIncident() {
    Machine machine = tenant.addMachine("nw-test-04.northwharf.example");
    Incident incident = raise("Unusual sign-in", "high", machine.id(), nothing -> {});

    complete(
        task(incident, "Approve containment"),
        Map.of(
            "defenderApprovalDecision", "refuse",
            "defenderApprovalReason", "This is the test of the backup team."));

    assertThat(end(incident)).isEqualTo("Handed over to people");
    assertThat(tenant.actions(machine.id())).isEmpty();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
    assertThat(tenant.incident(incident.id()).comments())
        .singleElement()
        .asString()
        .endsWith("Decided by responder: This is the test of the backup team.");
  }

  @Test
  void aMachineThatDefenderDoesNotKnowIsChosenByAResponder() {
    Machine machine = tenant.addMachine("nw-test-05.northwharf.example");
    Incident incident =
        raise(
            "Device from another tenant",
            "high",
            machine.id(),
            evidence -> evidence.put("mdeDeviceId", "0".repeat(40)));

    JsonNode choice = task(incident, "Choose the machine by hand");
    assertThat(formOf(choice).get("defenderErrorMessage")).contains("0".repeat(40));
    complete(
        choice,
        Map.of(
            "machineChoice", "goOn",
            "machineReference", "nw-test-05.northwharf.example",
            "machineReason", "The name is in the ticket."));

    JsonNode approval = task(incident, "Approve containment");
    assertThat(formOf(approval).get("defenderApprovalSubject"))
        .startsWith("nw-test-05.northwharf.example");
    approve(approval);
    assertThat(end(incident)).isEqualTo("Machine contained");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
  }

  @Test
  void anIncidentWithoutAMachineCanBeHandedOver() {
    Incident incident =
        raise(
            "Only a mailbox",
            "high",
            SeedData.SALES_LAPTOP,
            evidence -> evidence.put("@odata.type", "#microsoft.graph.security.mailboxEvidence"));

    complete(
        task(incident, "Choose the machine by hand"),
        Map.of("machineChoice", "stop", "machineReason", "There is no machine in it."));

    assertThat(end(incident)).isEqualTo("Handed over to people");
    assertThat(tenant.incident(incident.id()).comments())
        .singleElement()
        .asString()
        .endsWith("There is no machine in it.");
  }

  @Test
  void aFailedIsolationAsksAResponderAndIsRepeatedOnlyOnDemand() {
    Machine machine = tenant.addMachine("nw-test-06.northwharf.example", "auto-contain");
    tenant.failNextAction("Isolate");
    Incident incident = raise("Isolation fails at first", "high", machine.id(), nothing -> {});

    JsonNode task = task(incident, "Isolation did not work");
    assertThat(formOf(task)).containsEntry("defenderErrorCode", "ACTION_FAILED");
    assertThat(tenant.actions(machine.id())).hasSize(1);
    complete(task, Map.of("nextStep", "again", "stepReason", "The machine is online again."));

    assertThat(end(incident)).isEqualTo("Machine contained");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
  }

  @Test
  void aFailedScanDoesNotHoldUpTheContainment() {
    Machine machine = tenant.addMachine("nw-test-09.northwharf.example", "auto-contain");
    tenant.failNextAction("RunAntiVirusScan");
    Incident incident = raise("The scan fails", "high", machine.id(), nothing -> {});

    complete(
        task(incident, "Scan did not work"),
        Map.of("nextStep", "goOn", "stepReason", "The machine is imaged anyway."));

    assertThat(end(incident)).isEqualTo("Machine contained");
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("resolved");
  }

  @Test
  void anApprovalThatNobodyGivesIsRememberedInTheIncident() {
    Machine machine = tenant.addMachine("nw-test-10.northwharf.example");
    Incident incident = raise("Nobody looks", "high", machine.id(), nothing -> {});
    task(incident, "Approve containment");

    sample.endTimer(SampleUnderTest.keyOf(incident), "ApprovalOverdue");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(tenant.incident(incident.id()).comments())
                    .singleElement()
                    .asString()
                    .contains("Nobody has decided yet whether nw-test-10.northwharf.example"));
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), "Approve containment")).isPresent();
    assertThat(tenant.actions(machine.id())).isEmpty();
  }

  @Test
  void aMachineWhoseOwnerAgreedIsIsolatedWithoutAQuestion() {
    Machine machine = tenant.addMachine("nw-test-07.northwharf.example", "auto-contain");
    Incident incident = raise("Ransomware on a kiosk", "high", machine.id(), nothing -> {});

    assertThat(end(incident)).isEqualTo("Machine contained");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(tenant.incident(incident.id()).comments())
        .singleElement()
        .asString()
        .contains("Decided by the response policy: The severity is high, and the owner");
  }

  @Test
  void aServerIsIsolatedOnlyWithTheApprovalOfAResponderWhateverThePolicySays() {
    Machine server = tenant.addMachine("nw-test-11.northwharf.example", "auto-contain", "server");
    Incident incident = raise("Ransomware on a server", "high", server.id(), nothing -> {});

    JsonNode first = task(incident, "Approve containment");
    assertThat(formOf(first).get("defenderApprovalWhy")).contains("needs an approval");
    assertThat(tenant.actions(server.id())).isEmpty();
    // An administrator may complete every task, and is no responder.
    assertThat(sample.application().complete("administrator", first, approval()).statusCode())
        .isEqualTo(204);

    JsonNode second =
        SampleUnderTest.eventually(
            () ->
                sample
                    .openTask(SampleUnderTest.keyOf(incident), "Approve containment")
                    .filter(task -> !task.path("id").equals(first.path("id"))));
    assertThat(formOf(second).get("defenderApprovalWhy")).contains("in none of the groups");
    assertThat(tenant.actions(server.id())).isEmpty();
    approve(second);

    assertThat(end(incident)).isEqualTo("Machine contained");
    assertThat(simulator.requests().count("POST", ".*/machines/" + server.id() + "/isolate"))
        .isEqualTo(1);
  }

  @Test
  void anApprovalOfAListThatSomebodyChangedMeanwhileSendsNothing() {
    Machine server = tenant.addMachine("nw-test-12.northwharf.example", "server");
    Incident incident = raise("Changed behind the form", "high", server.id(), nothing -> {});
    JsonNode task = task(incident, "Approve containment");
    String other = tenant.addMachine("nw-test-13.northwharf.example", "server").id();
    for (String targets : List.of(other, server.id())) {
      assertThat(
              sample
                  .application()
                  .put(
                      "administrator",
                      "/task/" + task.path("id").asText() + "/variables/defenderApprovalTargets",
                      "{\"value\": \"" + targets + "\", \"type\": \"String\"}")
                  .statusCode())
          .isEqualTo(204);
    }
    approve(task);

    JsonNode again =
        SampleUnderTest.eventually(
            () ->
                sample
                    .openTask(SampleUnderTest.keyOf(incident), "Approve containment")
                    .filter(open -> !open.path("id").equals(task.path("id"))));
    assertThat(formOf(again).get("defenderApprovalWhy")).contains("was changed after");
    assertThat(tenant.actions(server.id())).isEmpty();
    assertThat(tenant.actions(other)).isEmpty();
  }

  @Test
  void aMinorIncidentIsOnlyWatched() {
    Machine machine = tenant.addMachine("nw-test-08.northwharf.example");
    Incident incident = raise("Unwanted toolbar", "low", machine.id(), nothing -> {});

    assertThat(end(incident)).isEqualTo("Watched");
    assertThat(tenant.actions(machine.id())).isEmpty();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("active");
  }

  /** Raises an incident whose evidence comes in reverse order, as it may. */
  private Incident raise(
      String title, String severity, String machineId, Consumer<ObjectNode> deviceEvidence) {
    return sample.raise(
        title,
        severity,
        machineId,
        SeedData.FINANCE_USER,
        incident -> {},
        alert -> {
          ArrayNode evidence = alert.withArray("evidence");
          deviceEvidence.accept((ObjectNode) evidence.get(0));
          ArrayNode reversed = alert.arrayNode();
          for (int i = evidence.size() - 1; i >= 0; i--) {
            reversed.add(evidence.get(i));
          }
          alert.set("evidence", reversed);
        });
  }

  private JsonNode task(Incident incident, String name) {
    return sample.task(incident, name);
  }

  private String end(Incident incident) {
    return sample.end(incident);
  }

  private void approve(JsonNode task) {
    sample.approve(task);
  }

  private static Map<String, String> approval() {
    return Map.of(
        "defenderApprovalDecision", "approve", "defenderApprovalReason", "Isolation is right.");
  }

  private void complete(JsonNode task, Map<String, String> variables) {
    sample.complete(task, variables);
  }

  private Map<String, String> formOf(JsonNode task) {
    return sample.formOf(task);
  }
}
