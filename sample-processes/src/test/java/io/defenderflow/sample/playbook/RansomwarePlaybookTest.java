package io.defenderflow.sample.playbook;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.sample.SampleUnderTest;
import io.defenderflow.sample.SharedSample;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@SharedSample
class RansomwarePlaybookTest {
  private static final String APPROVE = "Approve containment";
  private static final String SECOND_LOOK = "Look a second time";
  private static final String FAILED = "Some machines were not isolated";
  private static final String HUNT = ".*/security/runHuntingQuery";

  private final SampleUnderTest sample;
  private final Simulator simulator;
  private final Tenant tenant;

  RansomwarePlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
    simulator = sample.simulator();
    tenant = sample.tenant();
  }

  @Test
  void workstationsAreCutOffAtOnceServersWithOneApprovalAndDomainControllersNever() {
    Machine first = tenant.addMachine("rw-01.northwharf.example");
    Machine second = tenant.addMachine("rw-02.northwharf.example");
    Machine server = tenant.addMachine("rw-03.northwharf.example", "server");
    Machine controller = tenant.addMachine("rw-04.northwharf.example", "domain-controller");
    long revoked = revocations();
    Incident incident = raise("Files are encrypted", first, second, server, controller);

    JsonNode task = sample.task(incident, APPROVE);
    Map<String, String> form = sample.formOf(task);
    assertThat(form.get("defenderApprovalTargets").lines())
        .containsExactlyInAnyOrder(server.id(), SeedData.FINANCE_USER);
    assertThat(form.get("defenderApprovalEvidence"))
        .contains("rw-03.northwharf.example " + server.id() + ": The machine has the tag server.")
        .contains("alva.rinne@northwharf.example");
    assertThat(form.get("defenderApprovalWhy"))
        // The machines are read side by side, so that their order differs.
        .containsPattern("Isolated without a question: (rw-0[12]\\.northwharf\\.example(, )?){2}")
        .contains("Never isolated: rw-04.northwharf.example");
    eventually(() -> assertThat(isolated(first, second)).isEqualTo(2));
    assertThat(tenant.actions(server.id())).isEmpty();
    assertThat(revocations()).isEqualTo(revoked);

    sample.approve(task);
    JsonNode look = sample.task(incident, SECOND_LOOK);

    assertThat(isolated(first, second, server)).isEqualTo(3);
    assertThat(tenant.actions(controller.id())).isEmpty();
    assertThat(revocations()).isEqualTo(revoked + 1);
    assertThat(tenant.machine(server.id()).tags()).contains("contained-by-playbook");
    assertThat(lastComment(incident))
        .contains("rw-01.northwharf.example", "rw-02.northwharf.example")
        .contains("1 of 1 machines and 1 users were approved by responder");

    sample.complete(look, look("some", "malware", "RW-01.northwharf.example"));

    assertThat(sample.end(incident)).isEqualTo("Outbreak handled");
    assertThat(tenant.machine(first.id()).isolated()).isFalse();
    assertThat(isolated(second, server)).isEqualTo(2);
    for (Machine machine : List.of(first, second, server)) {
      assertThat(isolations(machine)).isEqualTo(1);
    }
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
    assertThat(lastComment(incident)).contains("Released: 1 of 3 machines");
  }

  @Test
  void whatTheApproverTakesOffTheListIsLeftAlone() {
    Machine server = tenant.addMachine("rw-11.northwharf.example", "server");
    Machine other = tenant.addMachine("rw-12.northwharf.example", "server");
    Incident incident = raise("Two servers", server, other);
    long revoked = revocations();

    sample.complete(
        sample.task(incident, APPROVE),
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalReason", "Only this one.",
            "defenderApprovalOnlyTargets", server.id()));
    JsonNode look = sample.task(incident, SECOND_LOOK);

    assertThat(tenant.machine(server.id()).isolated()).isTrue();
    assertThat(tenant.actions(other.id())).isEmpty();
    assertThat(revocations()).isEqualTo(revoked);
    sample.complete(look, look("all", "malware", ""));
    assertThat(sample.end(incident)).isEqualTo("Outbreak handled");
    assertThat(tenant.machine(server.id()).isolated()).isFalse();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("resolved");
    assertThat(tenant.incident(incident.id()).determination()).isEqualTo("malware");
  }

  @Test
  void aRefusalLeavesTheListAloneAndKeepsWhatWasIsolatedAtOnce() {
    Machine workstation = tenant.addMachine("rw-21.northwharf.example");
    Machine server = tenant.addMachine("rw-22.northwharf.example", "server");
    Incident incident = raise("Refused", workstation, server);

    sample.refuse(sample.task(incident, APPROVE), "The server runs the plant.");
    sample.task(incident, SECOND_LOOK);

    assertThat(tenant.machine(workstation.id()).isolated()).isTrue();
    assertThat(tenant.actions(server.id())).isEmpty();
    assertThat(lastComment(incident)).endsWith("The server runs the plant.");
  }

  @Test
  void anApprovalThatNobodyGivesLeavesTheListAlone() {
    Machine server = tenant.addMachine("rw-31.northwharf.example", "server");
    Incident incident = raise("Nobody is there", server);
    sample.task(incident, APPROVE);

    sample.endTimer(SampleUnderTest.keyOf(incident), "Overdue");

    sample.task(incident, SECOND_LOOK);
    assertThat(tenant.actions(server.id())).isEmpty();
    assertThat(lastComment(incident)).contains("Nobody decided in time.");
  }

  @Test
  void moreThanFiveWorkstationsAreAskedAbout() {
    Machine[] machines = machines("rw-4", 6);
    Incident incident = raise("Six workstations", machines);

    JsonNode task = sample.task(incident, APPROVE);

    assertThat(sample.formOf(task).get("defenderApprovalTargets").lines())
        .contains(Arrays.stream(machines).map(Machine::id).toArray(String[]::new));
    for (Machine machine : machines) {
      assertThat(tenant.actions(machine.id())).isEmpty();
    }
  }

  @Test
  void moreMachinesThanTheLimitIsolateNothingBeforeAPersonDecided() {
    Machine[] machines = machines("rw-5", 26);
    Incident incident = raise("Everything at once", machines);

    JsonNode task = sample.task(incident, "Too many machines");
    assertThat(sample.formOf(task).get("modeReason")).isEqualTo("There are more than 25 machines.");
    for (Machine machine : machines) {
      assertThat(tenant.actions(machine.id())).isEmpty();
    }
    sample.complete(
        task, Map.of("tooManyChoice", "handOver", "tooManyReason", "A wrong detection."));

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(lastComment(incident)).endsWith("Decided by responder: A wrong detection.");
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
    for (Machine machine : machines) {
      assertThat(tenant.actions(machine.id())).isEmpty();
    }
  }

  @Test
  void aLimitThatAPersonLiftsStillNeedsTheApprovalOfTheList() {
    Machine[] machines = machines("rw-6", 26);
    Incident incident = raise("Everything, and it is true", machines);

    sample.complete(
        sample.task(incident, "Too many machines"),
        Map.of("tooManyChoice", "askAll", "tooManyReason", "It is real."));
    JsonNode task = sample.task(incident, APPROVE);

    assertThat(sample.formOf(task).get("defenderApprovalTargets").lines()).hasSize(27);
    for (Machine machine : machines) {
      assertThat(tenant.actions(machine.id())).isEmpty();
    }
  }

  @Test
  void anAnswerThatNobodyGivesAboutTheLimitHandsOver() {
    Incident incident = raise("Everything, nobody there", machines("rw-7", 26));
    sample.task(incident, "Too many machines");

    sample.endTimer(SampleUnderTest.keyOf(incident), "NobodyAnswered");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(lastComment(incident)).contains("Nobody decided within an hour.");
  }

  @Test
  void machinesBeyondTheLimitOfReadingStopThePlaybookAndAreNamed() {
    Machine workstation = tenant.addMachine("rw-c0.northwharf.example");
    List<Machine> machines = new ArrayList<>(List.of(workstation));
    for (int i = 1; i <= 50; i++) {
      machines.add(tenant.addMachine("rw-c" + i + ".northwharf.example", "domain-controller"));
    }
    Machine beyond = machines.get(50);
    Incident incident = raise("Fifty-one machines", machines.toArray(Machine[]::new));

    JsonNode task = sample.task(incident, "Too many machines");
    assertThat(sample.formOf(task).get("modeReason"))
        .isEqualTo(
            "The incident names more machines or users than the playbook reads: 1 were left out.");
    assertThat(sample.formOf(task).get("scopeNotes"))
        .contains("Left out, because no more than 50 machines", "machine " + beyond.id())
        .contains("looked for from 10 of 50 machines only");
    assertThat(tenant.actions(workstation.id())).isEmpty();
    sample.complete(task, Map.of("tooManyChoice", "askAll", "tooManyReason", "It is real."));

    JsonNode approval = sample.task(incident, APPROVE);
    assertThat(sample.formOf(approval).get("defenderApprovalWhy"))
        .contains("machine " + beyond.id());
    assertThat(tenant.actions(workstation.id())).isEmpty();
    sample.approve(approval);
    sample.task(incident, SECOND_LOOK);
    assertThat(lastComment(incident)).contains("machine " + beyond.id());
    assertThat(tenant.machine(workstation.id()).isolated()).isTrue();
  }

  @Test
  void aDeviceWithoutAMachineIdIsNamedToTheApproverAndInTheSummary() {
    Machine server = tenant.addMachine("rw-32.northwharf.example", "server");
    Incident incident =
        raise(
            "A device that Defender does not manage",
            List.of(),
            evidence -> {
              ObjectNode unmanaged = ((ObjectNode) evidence.get(0)).deepCopy();
              unmanaged.putNull("mdeDeviceId").put("deviceDnsName", "printer.northwharf.example");
              evidence.add(unmanaged);
            },
            server);

    JsonNode task = sample.task(incident, APPROVE);
    assertThat(sample.formOf(task).get("defenderApprovalWhy"))
        .contains("no playbook can isolate them: printer.northwharf.example.");
    sample.refuse(task, "By hand.");

    sample.task(incident, SECOND_LOOK);
    assertThat(lastComment(incident)).contains("printer.northwharf.example");
  }

  @Test
  void anIsolationThatStillWaitsForItsMachineIsReleasedWithTheRest() {
    Machine offline = tenant.addMachine("rw-33.northwharf.example");
    tenant.setOnline(offline.id(), false);
    Incident incident =
        sample.raise(
            "Given up waiting",
            "high",
            offline.id(),
            SeedData.FINANCE_USER,
            json -> json.put("status", "inProgress"),
            alert -> {});
    tenant.answerHunting(offline.id(), List.of());
    sample.startByHand(
        "ransomware", Map.of("incidentId", incident.id(), "isolationPatience", "PT1S"));
    sample.refuse(sample.task(incident, APPROVE), "Not the user.");
    JsonNode failed = sample.task(incident, FAILED);
    assertThat(sample.formOf(failed).get("failedText")).contains("WAIT_TIMED_OUT");
    sample.complete(failed, Map.of("failedChoice", "goOn", "failedReason", "It is switched off."));

    JsonNode look = sample.task(incident, SECOND_LOOK);
    assertThat(sample.formOf(look)).containsEntry("pendingText", "rw-33.northwharf.example");
    assertThat(lastComment(incident))
        .contains("the isolation may still be carried out: rw-33.northwharf.example");
    tenant.setOnline(offline.id(), false);
    sample.complete(look, look("some", "falsePositive", sample.formOf(look).get("releaseNames")));

    eventually(
        () ->
            assertThat(tenant.actions(offline.id()))
                .anySatisfy(
                    action -> {
                      assertThat(action.type()).isEqualTo("Isolate");
                      assertThat(action.status()).isEqualTo("Cancelled");
                    }));
    tenant.setOnline(offline.id(), true);
    assertThat(sample.end(incident)).isEqualTo("Outbreak handled");
    assertThat(tenant.machine(offline.id()).isolated()).isFalse();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("resolved");
  }

  @Test
  void onlyTheMachinesThatFailedAreTriedAgain() {
    Machine first = tenant.addMachine("rw-81.northwharf.example");
    Machine second = tenant.addMachine("rw-82.northwharf.example");
    Machine failing = tenant.addMachine("rw-83.northwharf.example");
    tenant.setActionsSupported(failing.id(), false);
    Incident incident = raise("One fails", first, second, failing);
    sample.refuse(sample.task(incident, APPROVE), "Not the user.");

    JsonNode task = sample.task(incident, FAILED);
    assertThat(sample.formOf(task).get("failedText"))
        .contains("rw-83.northwharf.example: ")
        .doesNotContain("rw-81", "rw-82");
    assertThat(isolated(first, second)).isEqualTo(2);
    tenant.setActionsSupported(failing.id(), true);
    sample.complete(task, Map.of("failedChoice", "again", "failedReason", "Once more."));

    sample.task(incident, SECOND_LOOK);
    assertThat(isolated(first, second, failing)).isEqualTo(3);
    assertThat(isolations(first)).isEqualTo(1);
    assertThat(isolations(second)).isEqualTo(1);
  }

  @Test
  void machinesThatFailCanBeLeftToPeople() {
    Machine failing = tenant.addMachine("rw-84.northwharf.example");
    tenant.setActionsSupported(failing.id(), false);
    Incident incident = raise("Not possible", failing);
    sample.refuse(sample.task(incident, APPROVE), "Not the user.");

    sample.complete(
        sample.task(incident, FAILED), Map.of("failedChoice", "goOn", "failedReason", "By hand."));

    sample.task(incident, SECOND_LOOK);
    assertThat(lastComment(incident)).contains("Not isolated: rw-84.northwharf.example");
  }

  @Test
  void failedMachinesThatNobodyDecidesAboutAreRememberedInTheIncident() {
    Machine isolated = tenant.addMachine("rw-94.northwharf.example");
    Machine failing = tenant.addMachine("rw-95.northwharf.example");
    tenant.setActionsSupported(failing.id(), false);
    Incident incident = raise("Failed, nobody looks", isolated, failing);
    sample.refuse(sample.task(incident, APPROVE), "Not the user.");
    sample.task(incident, FAILED);
    long requests = isolations(failing);

    sample.endTimer(SampleUnderTest.keyOf(incident), "StillOnTheNetwork");

    eventually(
        () ->
            assertThat(lastComment(incident))
                .contains("nobody has decided what comes next: rw-95.northwharf.example.")
                .contains("Isolated so far: rw-94.northwharf.example."));
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), FAILED)).isPresent();
    assertThat(isolations(failing)).isEqualTo(requests);
  }

  @Test
  void aRefusalOfTheFailedTriesNoneOfThemAgain() {
    Machine failing = tenant.addMachine("rw-88.northwharf.example");
    tenant.setActionsSupported(failing.id(), false);
    Incident incident = raise("Refused the second time", failing);
    sample.refuse(sample.task(incident, APPROVE), "Not the user.");
    JsonNode task = sample.task(incident, FAILED);
    long requests = isolations(failing);
    tenant.setActionsSupported(failing.id(), true);
    sample.complete(task, Map.of("failedChoice", "approve", "failedReason", "Ask for it."));

    sample.refuse(sample.task(incident, APPROVE), "It runs the plant.");

    sample.task(incident, SECOND_LOOK);
    assertThat(isolations(failing)).isEqualTo(requests);
    assertThat(tenant.machine(failing.id()).isolated()).isFalse();
    assertThat(lastComment(incident))
        .contains("Not isolated: rw-88.northwharf.example")
        .endsWith(
            "Trying the failed machines again was not approved. Decided by responder: It runs the"
                + " plant.");
  }

  @Test
  void onlyTheFailedMachinesThatTheApproverLeavesOnTheListAreTriedAgain() {
    Machine again = tenant.addMachine("rw-89.northwharf.example");
    Machine left = tenant.addMachine("rw-90.northwharf.example");
    for (Machine machine : List.of(again, left)) {
      tenant.setActionsSupported(machine.id(), false);
    }
    Incident incident = raise("One of the failed", again, left);
    sample.refuse(sample.task(incident, APPROVE), "Not the user.");
    JsonNode task = sample.task(incident, FAILED);
    long requests = isolations(left);
    for (Machine machine : List.of(again, left)) {
      tenant.setActionsSupported(machine.id(), true);
    }
    sample.complete(task, Map.of("failedChoice", "approve", "failedReason", "Ask for it."));

    sample.complete(
        sample.task(incident, APPROVE),
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalReason", "Only this one.",
            "defenderApprovalOnlyTargets", again.id()));

    JsonNode rest = sample.task(incident, FAILED);
    assertThat(sample.formOf(rest).get("failedText"))
        .contains("rw-90.northwharf.example")
        .doesNotContain("rw-89");
    assertThat(tenant.machine(again.id()).isolated()).isTrue();
    assertThat(isolations(left)).isEqualTo(requests);
  }

  @Test
  void aMachineThatHuntingRelatesIsAskedAbout() {
    Machine named = tenant.addMachine("rw-85.northwharf.example");
    Machine related = tenant.addMachine("rw-86.northwharf.example");
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("DeviceId", related.id())
            .put("DeviceName", related.computerDnsName())
            .put("Relation", "same account");
    Incident incident = raise("It moves", List.of(row), named);

    JsonNode task = sample.task(incident, APPROVE);

    assertThat(sample.formOf(task).get("defenderApprovalTargets")).contains(related.id());
    assertThat(sample.formOf(task).get("defenderApprovalEvidence")).contains("(same account)");
    assertThat(tenant.actions(related.id())).isEmpty();
    eventually(() -> assertThat(isolated(named)).isEqualTo(1));
  }

  @Test
  void whoSignedInAtTheMachinesIsAskedAboutAndNoSessionEndsWithoutTheApproval() {
    Machine machine = tenant.addMachine("rw-96.northwharf.example");
    ObjectNode signIn =
        JsonNodeFactory.instance
            .objectNode()
            .put("AccountObjectId", SeedData.SALES_USER)
            .put("AccountUpn", "who.signed.in@northwharf.example")
            .put("Machines", "rw-96.northwharf.example");
    long before = revocations(SeedData.SALES_USER);
    Incident incident =
        raise(
            "Somebody else signed in",
            List.of(),
            evidence ->
                tenant.answerHunting(
                    "dynamic([\"" + machine.id() + "\"])", List.of(signIn, signIn.deepCopy())),
            machine);

    JsonNode task = sample.task(incident, APPROVE);
    assertThat(sample.formOf(task).get("defenderApprovalTargets").lines())
        .containsExactly(SeedData.FINANCE_USER, SeedData.SALES_USER);
    assertThat(sample.formOf(task).get("defenderApprovalEvidence"))
        .contains(
            "who.signed.in@northwharf.example "
                + SeedData.SALES_USER
                + ": sessions are ended (signed in at rw-96.northwharf.example)");
    eventually(() -> assertThat(isolated(machine)).isEqualTo(1));
    assertThat(revocations(SeedData.SALES_USER)).isEqualTo(before);
    long revoked = revocations();
    sample.complete(
        task,
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalReason", "Only who signed in.",
            "defenderApprovalOnlyTargets", SeedData.SALES_USER));

    sample.task(incident, SECOND_LOOK);
    assertThat(revocations(SeedData.SALES_USER)).isEqualTo(before + 1);
    assertThat(revocations()).isEqualTo(revoked);
  }

  @Test
  void huntsThatMicrosoftRefusesAreNamedToTheApprover() {
    Machine machine = tenant.addMachine("rw-98.northwharf.example");
    simulator.faults().on("POST", HUNT).status(400).times(2);
    Incident incident = raise("The queries are refused", machine);

    assertThatBothHuntsAreMissing(sample.task(incident, APPROVE));
    eventually(() -> assertThat(isolated(machine)).isEqualTo(1));
  }

  @Test
  void huntsThatComeToNothingHoldUpTheContainmentForMinutesOnly() {
    Machine machine = tenant.addMachine("rw-99.northwharf.example");
    simulator.faults().on("POST", HUNT).missingApplicationRoles().times(2);
    Incident incident = raise("Hunting is not allowed", machine);

    sample.endTimer(SampleUnderTest.keyOf(incident), "HuntTooLong");
    eventually(() -> assertThat(isolated(machine)).isEqualTo(1));
    sample.endTimer(SampleUnderTest.keyOf(incident), "HuntSignInsTooLong");

    assertThatBothHuntsAreMissing(sample.task(incident, APPROVE));
  }

  private void assertThatBothHuntsAreMissing(JsonNode approval) {
    assertThat(sample.formOf(approval))
        .containsEntry("defenderApprovalTargets", SeedData.FINANCE_USER)
        .hasEntrySatisfying(
            "defenderApprovalWhy",
            text ->
                assertThat(text)
                    .contains("Hunting for related machines did not work or took too long")
                    .contains("Who signed in at the machines could not be looked up"));
  }

  @Test
  void aServiceThatIsDownForAMomentIsolatesOnce() {
    Machine machine = tenant.addMachine("rw-87.northwharf.example");
    simulator.faults().on("POST", ".*/machines/" + machine.id() + "/isolate").status(503).times(1);
    Incident incident = raise("The service is down", machine);

    sample.endPause(SampleUnderTest.keyOf(incident), "IsolateMachine");
    eventually(() -> assertThat(isolated(machine)).isEqualTo(1));
    assertThat(tenant.actions(machine.id()).stream().filter(a -> a.type().equals("Isolate")))
        .hasSize(1);
  }

  @Test
  void closingInThePortalReleasesOnlyTheMachinesThatAPersonNames() {
    Machine first = tenant.addMachine("rw-91.northwharf.example");
    Machine second = tenant.addMachine("rw-92.northwharf.example");
    Incident incident = raise("Closed while isolated", first, second);
    sample.approve(sample.task(incident, APPROVE));
    sample.task(incident, SECOND_LOOK);

    sample.closeInPortal(incident.id(), "falsePositive");
    JsonNode question = sample.task(incident, "Release the machines?");
    assertThat(isolated(first, second)).isEqualTo(2);
    sample.complete(
        question,
        Map.of("releaseWhich", "some", "releaseNames", first.id(), "lookReason", "A test."));

    assertThat(sample.end(incident)).isEqualTo("Decided after closing");
    assertThat(tenant.machine(first.id()).isolated()).isFalse();
    assertThat(tenant.machine(second.id()).isolated()).isTrue();
    assertThat(lastComment(incident)).contains("1 of 2 machines").contains("A test.");
  }

  @Test
  void machinesThatNobodyDecidesAboutAfterClosingAreRememberedInTheIncident() {
    Machine machine = tenant.addMachine("rw-97.northwharf.example");
    Incident incident = raise("Closed and forgotten", machine);
    sample.task(incident, APPROVE);
    eventually(() -> assertThat(isolated(machine)).isEqualTo(1));
    sample.closeInPortal(incident.id(), "falsePositive");
    sample.task(incident, "Release the machines?");

    sample.endTimer(SampleUnderTest.keyOf(incident), "ReleaseUndecided");

    eventually(
        () ->
            assertThat(lastComment(incident))
                .contains("nobody has decided which machines are released")
                .contains("rw-97.northwharf.example"));
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), "Release the machines?"))
        .isPresent();
    assertThat(isolated(machine)).isEqualTo(1);
  }

  @Test
  void closingInThePortalBeforeAnythingWasIsolatedEndsThePlaybook() {
    Machine server = tenant.addMachine("rw-93.northwharf.example", "server");
    Incident incident = raise("Closed before", server);
    sample.task(incident, APPROVE);

    sample.closeInPortal(incident.id(), "falsePositive");

    assertThat(sample.end(incident)).isEqualTo("Closed before isolation");
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), APPROVE)).isEmpty();
    assertThat(tenant.actions(server.id())).isEmpty();
  }

  private Machine[] machines(String prefix, int count) {
    List<Machine> machines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      machines.add(tenant.addMachine(prefix + i + ".northwharf.example"));
    }
    return machines.toArray(Machine[]::new);
  }

  /** Raises an incident that names the machines, and that an analyst tagged as ransomware. */
  private Incident raise(String title, Machine... machines) {
    return raise(title, List.of(), machines);
  }

  /** The same, with what hunting says about relations of the first machine. */
  private Incident raise(String title, List<ObjectNode> related, Machine... machines) {
    return raise(title, related, evidence -> {}, machines);
  }

  private Incident raise(
      String title,
      List<ObjectNode> related,
      Consumer<ArrayNode> changeEvidence,
      Machine... machines) {
    for (Machine machine : machines) {
      tenant.answerHunting(machine.id(), machine.equals(machines[0]) ? related : List.of());
    }
    return sample.raise(
        title,
        "high",
        machines[0].id(),
        SeedData.FINANCE_USER,
        incident -> incident.putArray("customTags").add("ransomware"),
        alert -> {
          ArrayNode evidence = alert.withArray("evidence");
          ObjectNode device = (ObjectNode) evidence.get(0);
          for (int i = 1; i < machines.length; i++) {
            evidence.add(
                device
                    .deepCopy()
                    .put("mdeDeviceId", machines[i].id())
                    .put("deviceDnsName", machines[i].computerDnsName()));
          }
          changeEvidence.accept(evidence);
        });
  }

  private static Map<String, String> look(String which, String verdict, String names) {
    Map<String, String> form = new HashMap<>();
    form.put("releaseWhich", which);
    form.put("verdict", verdict);
    form.put("releaseNames", names);
    form.put("lookReason", "Looked at.");
    return form;
  }

  private long isolated(Machine... machines) {
    return Arrays.stream(machines)
        .filter(machine -> tenant.machine(machine.id()).isolated())
        .count();
  }

  private long isolations(Machine machine) {
    return simulator.requests().count("POST", ".*/machines/" + machine.id() + "/isolate");
  }

  private long revocations() {
    return revocations(SeedData.FINANCE_USER);
  }

  private long revocations(String userId) {
    return simulator.requests().count("POST", ".*/users/" + userId + "/revokeSignInSessions");
  }

  private String lastComment(Incident incident) {
    List<String> comments = tenant.incident(incident.id()).comments();
    return comments.isEmpty() ? "" : comments.get(comments.size() - 1);
  }
}
