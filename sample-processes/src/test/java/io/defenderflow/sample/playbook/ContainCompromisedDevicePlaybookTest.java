package io.defenderflow.sample.playbook;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.sample.SampleUnderTest;
import io.defenderflow.sample.SharedSample;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@SharedSample
class ContainCompromisedDevicePlaybookTest {
  private static final String APPROVE = "Approve containment";
  private static final String SECOND_LOOK = "Look a second time";

  private final SampleUnderTest sample;
  private final Simulator simulator;
  private final Tenant tenant;

  ContainCompromisedDevicePlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
    simulator = sample.simulator();
    tenant = sample.tenant();
  }

  @Test
  void aMachineIsContainedOnceAfterAResponderApprovedAndReleasedAfterTheSecondLook() {
    Machine machine = tenant.addMachine("nw-test-01.northwharf.example", "finance");
    Incident incident = raise("Ransomware behaviour", "high", machine);

    JsonNode task = sample.task(incident, APPROVE);
    assertThat(sample.formOf(task))
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
            text ->
                assertThat(text)
                    .contains(
                        "file: invoice-viewer.exe", "Tags: finance", "Signed in: northwharf"));
    assertThat(tenant.actions(machine.id())).isEmpty();

    sample.approve(task);
    JsonNode look = sample.task(incident, SECOND_LOOK);

    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(tenant.machine(machine.id()).tags()).contains("contained-by-playbook");
    assertThat(actionsOf(machine))
        .containsExactlyInAnyOrder(
            "Isolate Succeeded",
            "RunAntiVirusScan Succeeded",
            "CollectInvestigationPackage Succeeded");
    assertThat(sample.formOf(look))
        .containsEntry("packageStatus", "The investigation package was collected.")
        .containsEntry("isolatedWhy", "responder: Isolation is right.");

    sample.complete(look, secondLook("release", "malware", "The machine is clean."));

    assertThat(sample.end(incident)).isEqualTo("Machine contained and released");
    assertThat(tenant.machine(machine.id()).isolated()).isFalse();
    assertThat(tenant.machine(machine.id()).tags()).doesNotContain("contained-by-playbook");
    assertThat(isolations(machine)).isEqualTo(1);
    Incident after = tenant.incident(incident.id());
    assertThat(after.status()).isEqualTo("resolved");
    assertThat(after.classification()).isEqualTo("truePositive");
    assertThat(after.determination()).isEqualTo("malware");
    assertThat(after.comments())
        .anySatisfy(
            comment ->
                assertThat(comment)
                    .contains(
                        "nw-test-01.northwharf.example is isolated."
                            + " Decided by responder: Isolation is right."))
        .anySatisfy(
            comment ->
                assertThat(comment)
                    .contains("was released from isolation")
                    .contains("Decided by responder: The machine is clean."))
        .hasSize(2);
  }

  @Test
  void aMachineThatIsKeptIsolatedLeavesTheIncidentInProgress() {
    Machine machine = tenant.addMachine("nw-test-20.northwharf.example", "auto-contain");
    Incident incident = raise("Kept for forensics", "high", machine);

    sample.complete(
        sample.task(incident, SECOND_LOOK), secondLook("keep", "malware", "It is imaged."));

    assertThat(sample.end(incident)).isEqualTo("Machine contained");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
    assertThat(lastComment(incident)).contains("stays isolated").endsWith("It is imaged.");
  }

  @Test
  void theScanStartsOnlyWhenTheMachineIsIsolated() {
    Machine machine = tenant.addMachine("nw-test-02.northwharf.example");
    tenant.setOnline(machine.id(), false);
    Incident incident = raise("Beacon to a known server", "high", machine);
    sample.approve(sample.task(incident, APPROVE));
    eventually(() -> assertThat(actionsOf(machine)).containsExactly("Isolate Pending"));

    tenant.setOnline(machine.id(), true);

    sample.task(incident, SECOND_LOOK);
    List<JsonNode> actions = new ArrayList<>();
    tenant.actions(machine.id()).forEach(action -> actions.add(action.json()));
    JsonNode isolation = actions.get(2);
    assertThat(isolation.path("type").asText()).isEqualTo("Isolate");
    assertThat(actions.subList(0, 2))
        .allSatisfy(
            action ->
                assertThat(action.path("creationDateTimeUtc").asText())
                    .isGreaterThanOrEqualTo(isolation.path("lastUpdateDateTimeUtc").asText()));
  }

  @Test
  void anIncidentStartsOnePlaybookHoweverOftenItIsSeen() {
    Machine machine = tenant.addMachine("nw-test-03.northwharf.example");
    Incident incident = raise("Seen again and again", "high", machine);
    sample.task(incident, APPROVE);
    String incidentList = ".*/v1.0/security/incidents\\?.*";

    for (int look = 1; look <= 3; look++) {
      long before = simulator.requests().count("GET", incidentList);
      sample.pollNow();
      eventually(
          () -> assertThat(simulator.requests().count("GET", incidentList)).isGreaterThan(before));
    }

    assertThat(
            sample.read(
                "/history/process-instance?rootProcessInstances=true&processInstanceBusinessKey="
                    + SampleUnderTest.keyOf(incident)))
        .hasSize(1);
  }

  @Test
  void aRefusalLeavesTheMachineAloneAndTheReasonInTheIncident() {
    Machine machine = tenant.addMachine("nw-test-04.northwharf.example");
    Incident incident = raise("Unusual sign-in", "high", machine);

    sample.refuse(sample.task(incident, APPROVE), "This is the test of the backup team.");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(tenant.actions(machine.id())).isEmpty();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
    assertThat(tenant.incident(incident.id()).comments())
        .singleElement()
        .asString()
        .endsWith("Decided by responder: This is the test of the backup team.");
  }

  @Test
  void anApprovalThatNobodyGivesEndsInTheHandsOfPeople() {
    Machine machine = tenant.addMachine("nw-test-10.northwharf.example");
    Incident incident = raise("Nobody looks", "high", machine);
    sample.task(incident, APPROVE);

    sample.endTimer(SampleUnderTest.keyOf(incident), "Reminder");
    eventually(
        () ->
            assertThat(tenant.incident(incident.id()).comments())
                .singleElement()
                .asString()
                .contains("waits for an approval: nw-test-10.northwharf.example"));
    sample.endTimer(SampleUnderTest.keyOf(incident), "Overdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(lastComment(incident))
        .contains("nw-test-10.northwharf.example is still on the network")
        .contains("Nobody decided in time.");
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
    assertThat(tenant.actions(machine.id())).isEmpty();
  }

  @Test
  void aMachineThatDefenderDoesNotKnowIsChosenByAResponder() {
    Machine machine = tenant.addMachine("nw-test-05.northwharf.example", "auto-contain");
    Incident incident =
        raise(
            "Device from another tenant",
            "high",
            machine,
            evidence -> device(evidence).put("mdeDeviceId", "0".repeat(40)));

    JsonNode choice = sample.task(incident, "Choose the machine by hand");
    assertThat(sample.formOf(choice).get("defenderErrorMessage")).contains("0".repeat(40));
    sample.complete(
        choice,
        Map.of(
            "machineChoice", "goOn",
            "machineReference", "nw-test-05.northwharf.example",
            "machineReason", "The name is in the ticket."));

    sample.task(incident, SECOND_LOOK);
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
  }

  @Test
  void anIncidentWithTwoDevicesAsksWhichIsMeant() {
    Machine machine = tenant.addMachine("nw-test-15.northwharf.example");
    Machine other = tenant.addMachine("nw-test-16.northwharf.example");
    Incident incident =
        raise(
            "Two devices",
            "high",
            machine,
            evidence ->
                evidence.add(
                    device(evidence)
                        .deepCopy()
                        .put("mdeDeviceId", other.id())
                        .put("deviceDnsName", other.computerDnsName())));

    JsonNode choice = sample.task(incident, "Choose the machine by hand");

    assertThat(sample.formOf(choice).get("defenderErrorMessage"))
        .contains("names 2 devices", machine.id(), other.id());
    sample.complete(
        choice,
        Map.of("machineChoice", "goOn", "machineReference", other.id(), "machineReason", "It."));
    assertThat(sample.formOf(sample.task(incident, APPROVE)))
        .containsEntry("defenderApprovalTargets", other.id());
  }

  @Test
  void anIncidentWithoutAMachineCanBeHandedOver() {
    Incident incident =
        raise(
            "Only a mailbox",
            "high",
            tenant.machine(SeedData.SALES_LAPTOP),
            evidence ->
                device(evidence).put("@odata.type", "#microsoft.graph.security.mailboxEvidence"));

    sample.complete(
        sample.task(incident, "Choose the machine by hand"),
        Map.of("machineChoice", "stop", "machineReason", "There is no machine in it."));

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(lastComment(incident)).endsWith("Decided by responder: There is no machine in it.");
  }

  @Test
  void nobodyWhoChoosesAMachineEndsInTheHandsOfPeople() {
    Incident incident =
        raise(
            "No device, nobody there",
            "high",
            tenant.machine(SeedData.SALES_LAPTOP),
            evidence ->
                device(evidence).put("@odata.type", "#microsoft.graph.security.mailboxEvidence"));
    sample.task(incident, "Choose the machine by hand");

    sample.endTimer(SampleUnderTest.keyOf(incident), "NobodyChose");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(lastComment(incident)).contains("Nobody chose the machine within four hours.");
  }

  @Test
  void aFailedIsolationAsksAResponderAndIsRepeatedOnlyOnDemand() {
    Machine machine = tenant.addMachine("nw-test-06.northwharf.example", "auto-contain");
    tenant.failNextAction("Isolate");
    Incident incident = raise("Isolation fails at first", "high", machine);

    JsonNode task = sample.task(incident, "Isolation did not work");
    assertThat(sample.formOf(task)).containsEntry("defenderErrorCode", "ACTION_FAILED");
    assertThat(tenant.actions(machine.id())).hasSize(1);
    sample.complete(
        task, Map.of("nextStep", "again", "stepReason", "The machine is online again."));

    sample.task(incident, SECOND_LOOK);
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
  }

  @Test
  void anIsolationThatIsGivenUpIsHandedOverWithTheReason() {
    Machine machine = tenant.addMachine("nw-test-17.northwharf.example", "auto-contain");
    tenant.failNextAction("Isolate");
    Incident incident = raise("Isolation is given up", "high", machine);

    sample.complete(
        sample.task(incident, "Isolation did not work"),
        Map.of("nextStep", "goOn", "stepReason", "The machine was unplugged."));

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(lastComment(incident))
        .contains("could not isolate nw-test-17.northwharf.example")
        .endsWith("Decided by responder: The machine was unplugged.");
    assertThat(isolations(machine)).isEqualTo(1);
  }

  @Test
  void aFailedIsolationThatNobodyAnswersIsRememberedInTheIncidentAgainAndAgain() {
    Machine machine = tenant.addMachine("nw-test-27.northwharf.example", "auto-contain");
    tenant.failNextAction("Isolate");
    Incident incident = raise("Isolation fails, nobody looks", "high", machine);
    sample.task(incident, "Isolation did not work");

    for (int hour = 1; hour <= 2; hour++) {
      int comments = hour;
      sample.endTimer(SampleUnderTest.keyOf(incident), "StillOnTheNetwork");
      eventually(
          () ->
              assertThat(tenant.incident(incident.id()).comments())
                  .hasSize(comments)
                  .allSatisfy(
                      comment ->
                          assertThat(comment)
                              .contains("nw-test-27.northwharf.example is not isolated")
                              .contains("Isolation did not work")));
    }

    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), "Isolation did not work"))
        .isPresent();
    assertThat(isolations(machine)).isEqualTo(1);
  }

  @Test
  void aFailedScanAndAFailedPackageThatNobodyAnswersGoToTheSecondLook() {
    Machine machine = tenant.addMachine("nw-test-28.northwharf.example", "auto-contain");
    tenant.failNextAction("RunAntiVirusScan");
    tenant.failNextAction("CollectInvestigationPackage");
    Incident incident = raise("The scan fails, nobody looks", "high", machine);
    sample.task(incident, "Scan did not work");
    sample.task(incident, "Package was not collected");

    sample.endTimer(SampleUnderTest.keyOf(incident), "NobodyOnScan");
    sample.endTimer(SampleUnderTest.keyOf(incident), "NobodyOnPackage");

    assertThat(sample.formOf(sample.task(incident, SECOND_LOOK)))
        .hasEntrySatisfying(
            "scanStatus",
            text ->
                assertThat(text)
                    .startsWith("The antivirus scan did not work.")
                    .endsWith("Nobody decided within four hours whether it is tried again."))
        .hasEntrySatisfying(
            "packageStatus",
            text ->
                assertThat(text)
                    .startsWith("The investigation package was not collected.")
                    .endsWith("Nobody decided within four hours whether that is tried again."));
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(actionsOf(machine)).hasSize(3);
  }

  @Test
  void aFailedScanAndAFailedPackageDoNotHoldUpTheContainment() {
    Machine machine = tenant.addMachine("nw-test-09.northwharf.example", "auto-contain");
    tenant.failNextAction("RunAntiVirusScan");
    tenant.failNextAction("CollectInvestigationPackage");
    Incident incident = raise("The scan fails", "high", machine);
    Map<String, String> goOn =
        Map.of("nextStep", "goOn", "stepReason", "The machine is imaged anyway.");

    sample.complete(sample.task(incident, "Scan did not work"), goOn);
    sample.complete(sample.task(incident, "Package was not collected"), goOn);

    assertThat(sample.formOf(sample.task(incident, SECOND_LOOK)))
        .hasEntrySatisfying(
            "scanStatus", text -> assertThat(text).startsWith("The antivirus scan did not work."))
        .hasEntrySatisfying(
            "packageStatus",
            text -> assertThat(text).startsWith("The investigation package was not collected."));
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
  }

  @Test
  void aLostAnswerToTheIsolationIsolatesOnce() {
    Machine machine = tenant.addMachine("nw-test-18.northwharf.example", "auto-contain");
    simulator
        .faults()
        .on("POST", ".*/machines/" + machine.id() + "/isolate")
        .afterProcessing()
        .loseAnswer()
        .times(1);
    Incident incident = raise("The answer is lost", "high", machine);

    // What came of it would be asked half a minute later.
    sample.endPause(SampleUnderTest.keyOf(incident), "IsolateMachine");
    sample.task(incident, SECOND_LOOK);

    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(isolations(machine)).isEqualTo(1);
  }

  @Test
  void aReleaseThatFailsIsTriedAgainOnDemand() {
    Machine machine = tenant.addMachine("nw-test-19.northwharf.example", "auto-contain");
    Incident incident = raise("The release fails at first", "high", machine);
    JsonNode look = sample.task(incident, SECOND_LOOK);
    tenant.failNextAction("Unisolate");
    sample.complete(look, secondLook("release", "falsePositive", "A tool of the admins."));

    JsonNode failed = sample.task(incident, "Release did not work");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    sample.complete(failed, Map.of("nextStep", "again", "stepReason", "It is online again."));

    assertThat(sample.end(incident)).isEqualTo("Machine contained and released");
    assertThat(tenant.machine(machine.id()).isolated()).isFalse();
    assertThat(tenant.incident(incident.id()).classification()).isEqualTo("falsePositive");
  }

  @Test
  void aFailedReleaseThatNobodyAnswersIsRememberedInTheIncident() {
    Machine machine = tenant.addMachine("nw-test-29.northwharf.example", "auto-contain");
    Incident incident = raise("The release fails, nobody looks", "high", machine);
    JsonNode look = sample.task(incident, SECOND_LOOK);
    tenant.failNextAction("Unisolate");
    sample.complete(look, secondLook("release", "falsePositive", "A tool of the admins."));
    sample.task(incident, "Release did not work");

    sample.endTimer(SampleUnderTest.keyOf(incident), "ReleaseUndone");

    eventually(
        () ->
            assertThat(lastComment(incident))
                .contains("The release of nw-test-29.northwharf.example was agreed")
                .contains("The machine is still isolated."));
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), "Release did not work"))
        .isPresent();
    assertThat(actionsOf(machine)).filteredOn(action -> action.contains("Unisolate")).hasSize(1);
  }

  @Test
  void aSecondLookThatNobodyTakesIsRememberedInTheIncident() {
    Machine machine = tenant.addMachine("nw-test-14.northwharf.example", "auto-contain");
    Incident incident = raise("Forgotten machine", "high", machine);
    sample.task(incident, SECOND_LOOK);

    sample.endTimer(SampleUnderTest.keyOf(incident), "StillIsolated");

    eventually(() -> assertThat(lastComment(incident)).contains("is still isolated, and nobody"));
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), SECOND_LOOK)).isPresent();
  }

  @Test
  void closingInThePortalReleasesTheMachineOnlyAfterAPersonAgreed() {
    Machine machine = tenant.addMachine("nw-test-21.northwharf.example", "auto-contain");
    Incident incident = raise("Closed while isolated", "high", machine);
    sample.task(incident, SECOND_LOOK);

    sample.closeInPortal(incident.id(), "falsePositive");
    JsonNode question = sample.task(incident, "Release the machine?");

    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), SECOND_LOOK)).isEmpty();
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    sample.complete(
        question, Map.of("machineNext", "release", "lookReason", "It was a false alarm."));

    assertThat(sample.end(incident)).isEqualTo("Released after closing");
    assertThat(tenant.machine(machine.id()).isolated()).isFalse();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("resolved");
    assertThat(lastComment(incident)).contains("was released after the incident had been closed");
  }

  @Test
  void aReleaseThatNobodyDecidesAfterClosingIsRememberedInTheIncident() {
    Machine machine = tenant.addMachine("nw-test-30.northwharf.example", "auto-contain");
    Incident incident = raise("Closed and forgotten", "high", machine);
    sample.task(incident, SECOND_LOOK);
    sample.closeInPortal(incident.id(), "falsePositive");
    sample.task(incident, "Release the machine?");

    sample.endTimer(SampleUnderTest.keyOf(incident), "ReleaseUndecided");

    eventually(
        () ->
            assertThat(lastComment(incident))
                .contains("nobody has decided whether nw-test-30.northwharf.example is released"));
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), "Release the machine?"))
        .isPresent();
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
  }

  @Test
  void closingInThePortalWhileAnIsolationIsPendingCancelsIt() {
    Machine machine = tenant.addMachine("nw-test-22.northwharf.example", "auto-contain");
    tenant.setOnline(machine.id(), false);
    Incident incident = raise("Closed while pending", "high", machine);
    eventually(() -> assertThat(actionsOf(machine)).containsExactly("Isolate Pending"));

    sample.closeInPortal(incident.id(), "falsePositive");
    sample.complete(
        sample.task(incident, "Release the machine?"),
        Map.of("machineNext", "release", "lookReason", "It was a false alarm."));
    eventually(() -> assertThat(actionsOf(machine)).contains("Isolate Cancelled"));
    tenant.setOnline(machine.id(), true);

    assertThat(sample.end(incident)).isEqualTo("Released after closing");
    assertThat(tenant.machine(machine.id()).isolated()).isFalse();
  }

  @Test
  void closingInThePortalMayLeaveTheMachineIsolatedOnPurpose() {
    Machine machine = tenant.addMachine("nw-test-23.northwharf.example", "auto-contain");
    Incident incident = raise("Closed, but dirty", "high", machine);
    sample.task(incident, SECOND_LOOK);

    sample.closeInPortal(incident.id(), "truePositive");
    sample.complete(
        sample.task(incident, "Release the machine?"),
        Map.of("machineNext", "keep", "lookReason", "It is being imaged."));

    assertThat(sample.end(incident)).isEqualTo("Kept isolated after closing");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(lastComment(incident)).contains("stays isolated").contains("It is being imaged.");
  }

  @Test
  void closingInThePortalBeforeTheIsolationEndsThePlaybookAndItsApproval() {
    Machine machine = tenant.addMachine("nw-test-24.northwharf.example");
    Incident incident = raise("Closed before", "high", machine);
    sample.task(incident, APPROVE);

    sample.closeInPortal(incident.id(), "falsePositive");

    assertThat(sample.end(incident)).isEqualTo("Closed before isolation");
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), APPROVE)).isEmpty();
    assertThat(tenant.actions(machine.id())).isEmpty();
  }

  @Test
  void aChangeThatIsNoClosingDoesNotDisturbThePlaybook() {
    Machine machine = tenant.addMachine("nw-test-25.northwharf.example");
    Incident incident = raise("Reassigned", "high", machine);
    JsonNode task = sample.task(incident, APPROVE);

    sample.changeInPortal(
        incident.id(), json -> json.put("assignedTo", "somebody@northwharf.example"));
    eventually(
        () ->
            assertThat(
                    sample.read(
                        "/history/activity-instance?activityId=ChangeNoted&processInstanceId="
                            + rootOf(incident)))
                .isNotEmpty());

    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), APPROVE)).contains(task);
  }

  @Test
  void aMachineWhoseOwnerAgreedIsIsolatedWithoutAQuestion() {
    Machine machine = tenant.addMachine("nw-test-07.northwharf.example", "auto-contain");
    Incident incident = raise("Ransomware on a kiosk", "high", machine);

    sample.task(incident, SECOND_LOOK);

    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    assertThat(tenant.incident(incident.id()).comments())
        .singleElement()
        .asString()
        .contains("Decided by the response policy: The severity is high, and the owner");
  }

  @Test
  void aServerIsIsolatedOnlyWithTheApprovalOfAResponderWhateverThePolicySays() {
    Machine server = tenant.addMachine("nw-test-11.northwharf.example", "auto-contain", "server");
    Incident incident = raise("Ransomware on a server", "high", server);

    JsonNode first = sample.task(incident, APPROVE);
    assertThat(sample.formOf(first).get("defenderApprovalWhy")).contains("needs an approval");
    assertThat(tenant.actions(server.id())).isEmpty();
    // An administrator may complete every task, and is no responder.
    sample.completeAs(
        "administrator",
        first,
        Map.of("defenderApprovalDecision", "approve", "defenderApprovalReason", "It is right."));

    JsonNode second = anotherTask(incident, first);
    assertThat(sample.formOf(second).get("defenderApprovalWhy")).contains("in none of the groups");
    assertThat(tenant.actions(server.id())).isEmpty();
    sample.approve(second);

    sample.task(incident, SECOND_LOOK);
    assertThat(isolations(server)).isEqualTo(1);
  }

  @Test
  void anApprovalOfAListThatSomebodyChangedMeanwhileSendsNothing() {
    Machine server = tenant.addMachine("nw-test-12.northwharf.example", "server");
    Incident incident = raise("Changed behind the form", "high", server);
    JsonNode task = sample.task(incident, APPROVE);
    String other = tenant.addMachine("nw-test-13.northwharf.example", "server").id();
    for (String targets : List.of(other, server.id())) {
      sample.changeVariable(task, "defenderApprovalTargets", targets);
    }
    sample.approve(task);

    JsonNode again = anotherTask(incident, task);
    assertThat(sample.formOf(again).get("defenderApprovalWhy")).contains("was changed after");
    assertThat(tenant.actions(server.id())).isEmpty();
    assertThat(tenant.actions(other)).isEmpty();
  }

  @Test
  void aMinorIncidentIsOnlyWatched() {
    Machine machine = tenant.addMachine("nw-test-08.northwharf.example");
    Incident incident = raise("Unwanted toolbar", "low", machine);

    assertThat(sample.end(incident)).isEqualTo("Watched");
    assertThat(tenant.actions(machine.id())).isEmpty();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("active");
  }

  @Test
  void aPersonStartsThePlaybookByHandWithTheNumberOfAnIncident() {
    Machine machine = tenant.addMachine("nw-test-26.northwharf.example");
    Incident incident =
        sample.raise(
            "Handled already",
            "high",
            machine.id(),
            SeedData.FINANCE_USER,
            json -> json.put("status", "inProgress"),
            alert -> {});

    sample.startByHand("contain-compromised-device", Map.of("incidentId", incident.id()));

    assertThat(sample.formOf(sample.task(incident, APPROVE)))
        .containsEntry("defenderApprovalTargets", machine.id());
  }

  private Incident raise(String title, String severity, Machine machine) {
    return raise(title, severity, machine, evidence -> {});
  }

  /** Raises an incident whose evidence comes in reverse order, as it may. */
  private Incident raise(
      String title, String severity, Machine machine, Consumer<ArrayNode> changeEvidence) {
    return sample.raise(
        title,
        severity,
        machine.id(),
        SeedData.FINANCE_USER,
        incident -> {},
        alert -> {
          ArrayNode evidence = alert.withArray("evidence");
          changeEvidence.accept(evidence);
          ArrayNode reversed = alert.arrayNode();
          for (int i = evidence.size() - 1; i >= 0; i--) {
            reversed.add(evidence.get(i));
          }
          alert.set("evidence", reversed);
        });
  }

  private static ObjectNode device(ArrayNode evidence) {
    return (ObjectNode) evidence.get(0);
  }

  private static Map<String, String> secondLook(String next, String verdict, String reason) {
    return Map.of("machineNext", next, "verdict", verdict, "lookReason", reason);
  }

  private JsonNode anotherTask(Incident incident, JsonNode former) {
    return eventually(
        () ->
            sample
                .openTask(SampleUnderTest.keyOf(incident), APPROVE)
                .filter(task -> !task.path("id").equals(former.path("id"))));
  }

  private String rootOf(Incident incident) {
    return sample
        .read(
            "/process-instance?rootProcessInstances=true&businessKey="
                + SampleUnderTest.keyOf(incident))
        .get(0)
        .path("id")
        .asText();
  }

  private List<String> actionsOf(Machine machine) {
    return tenant.actions(machine.id()).stream()
        .map(action -> action.type() + " " + action.status())
        .toList();
  }

  private long isolations(Machine machine) {
    return simulator.requests().count("POST", ".*/machines/" + machine.id() + "/isolate");
  }

  private String lastComment(Incident incident) {
    List<String> comments = tenant.incident(incident.id()).comments();
    return Optional.of(comments)
        .filter(all -> !all.isEmpty())
        .map(all -> all.get(all.size() - 1))
        .orElse("");
  }
}
