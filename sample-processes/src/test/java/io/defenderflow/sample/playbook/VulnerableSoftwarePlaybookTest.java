package io.defenderflow.sample.playbook;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.sample.SampleUnderTest;
import io.defenderflow.sample.SharedSample;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.Tenant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SharedSample
class VulnerableSoftwarePlaybookTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TAGGING = ".*/AddOrRemoveTagForMultipleMachines";

  private final SampleUnderTest sample;
  private final Tenant tenant;

  VulnerableSoftwarePlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
    this.tenant = sample.tenant();
  }

  @Test
  void theTicketClosesByItselfWhenDefenderSeesNoMachineAnyMore() {
    String cve = "CVE-2026-70001";
    Machine first = vulnerable(cve, "nw-vul-01");
    Machine second = vulnerable(cve, "nw-vul-02");
    start(cve);

    JsonNode ticket = sample.task(keyOf(cve), "Update the software");
    assertThat(sample.formOf(ticket))
        .containsEntry("machineCount", "2")
        .hasEntrySatisfying(
            "machinesText", text -> assertThat(text).contains("nw-vul-01", "nw-vul-02"))
        .hasEntrySatisfying(
            "urgencyReason", text -> assertThat(text).contains("exploit is public"));
    assertThat(tenant.machine(first.id()).tags()).contains("vulnerable-" + cve);
    assertThat(tenant.machine(second.id()).tags()).contains("vulnerable-" + cve);

    fixed(cve, first);
    sample.endTimer(keyOf(cve), "LookAgain");
    eventually(
        () ->
            assertThat(sample.formOf(ticket))
                .containsEntry("machineCount", "1")
                .hasEntrySatisfying(
                    "ticketNote", text -> assertThat(text).startsWith("1 machines were fixed")));
    assertThat(tenant.machine(first.id()).tags()).doesNotContain("vulnerable-" + cve);
    assertThat(tenant.machine(second.id()).tags()).contains("vulnerable-" + cve);

    fixed(cve, second);
    sample.endTimer(keyOf(cve), "LookAgain");
    assertThat(sample.end(keyOf(cve))).isEqualTo("Every machine is fixed");
    assertThat(tenant.machine(second.id()).tags()).doesNotContain("vulnerable-" + cve);
  }

  @Test
  void whoSaysThatItIsUpdatedIsBelievedOnlyWhenDefenderSeesIt() {
    String cve = "CVE-2026-70002";
    Machine machine = vulnerable(cve, "nw-vul-03");
    start(cve);
    JsonNode ticket = sample.task(keyOf(cve), "Update the software");

    updated(ticket);
    JsonNode again = another(cve, "Update the software", ticket);
    assertThat(sample.formOf(again).get("ticketNote")).contains("still sees");
    fixed(cve, machine);
    updated(again);

    assertThat(sample.end(keyOf(cve))).isEqualTo("Every machine is fixed");
    assertThat(tenant.machine(machine.id()).tags()).doesNotContain("vulnerable-" + cve);
  }

  @Test
  void anOverdueTicketGoesToTheRespondersWhoAcceptTheRiskUntilADate() {
    String cve = "CVE-2026-70003";
    Machine machine = vulnerable(cve, "nw-vul-04");
    start(cve);
    sample.task(keyOf(cve), "Update the software");
    sample.endTimer(keyOf(cve), "HalfTime");
    sample.complete(
        sample.task(keyOf(cve), "Remind IT of the update"), Map.of("remindText", "It is late."));
    assertThat(timerOf(cve, "HalfTime")).isEmpty();

    sample.endTimer(keyOf(cve), "TicketOverdue");
    JsonNode risk = sample.task(keyOf(cve), "Remediation is overdue or stuck");
    assertThat(sample.openTask(keyOf(cve), "Update the software")).isEmpty();
    sample.endTimer(keyOf(cve), "RiskReminder");
    sample.complete(
        sample.task(keyOf(cve), "Call the owner of the risk"),
        Map.of("callText", "The head of the harbour."));
    sample.complete(
        risk,
        Map.of(
            "riskChoice", "accept",
            "riskUntil", LocalDate.now(ZoneOffset.UTC).plusMonths(2).toString(),
            "riskReason", "The crane is switched off in winter."));
    assertThat(tenant.machine(machine.id()).tags()).contains("vulnerable-" + cve);

    fixed(cve, machine);
    sample.endTimer(keyOf(cve), "RiskRunsOut");
    assertThat(sample.end(keyOf(cve))).isEqualTo("No machine has it");
    assertThat(tenant.machine(machine.id()).tags()).doesNotContain("vulnerable-" + cve);
  }

  @Test
  void whatCannotBeUpdatedGetsMoreTimeFromAResponder() {
    String cve = "CVE-2026-70004";
    vulnerable(cve, "nw-vul-05");
    start(cve);
    JsonNode ticket = sample.task(keyOf(cve), "Update the software");

    sample.completeAs(
        "administrator",
        ticket,
        Map.of("ticketChoice", "cannot", "ticketReason", "The vendor has no update yet."));
    JsonNode risk = sample.task(keyOf(cve), "Remediation is overdue or stuck");
    assertThat(sample.formOf(risk)).containsEntry("ticketReason", "The vendor has no update yet.");
    sample.complete(
        risk, Map.of("riskChoice", "moreTime", "moreDays", "10", "riskReason", "Next week."));

    JsonNode again = another(cve, "Update the software", ticket);
    assertThat(again.path("due").asText())
        .startsWith(LocalDate.now(ZoneOffset.UTC).plusDays(10).toString());
    assertThat(timerOf(cve, "HalfTime").path(0).path("dueDate").asText())
        .startsWith(LocalDate.now(ZoneOffset.UTC).plusDays(5).toString());
  }

  @Test
  void whatIsFixedWhileNobodyDecidesEndsTheSweep() {
    String cve = "CVE-2026-70008";
    Machine machine = vulnerable(cve, "nw-vul-08");
    start(cve);
    sample.task(keyOf(cve), "Update the software");
    sample.endTimer(keyOf(cve), "HalfTime");
    sample.task(keyOf(cve), "Remind IT of the update");
    sample.endTimer(keyOf(cve), "TooLateToRemind");
    eventually(
        () ->
            assertThat(sample.openTask(keyOf(cve), "Remind IT of the update"))
                .as("a reminder is of no use after the due date")
                .isEmpty());
    sample.endTimer(keyOf(cve), "TicketOverdue");
    sample.task(keyOf(cve), "Remediation is overdue or stuck");

    sample.endTimer(keyOf(cve), "RiskReminder");
    JsonNode call = sample.task(keyOf(cve), "Call the owner of the risk");
    sample.endTimer(keyOf(cve), "CallOverdue");
    fixed(cve, machine);
    sample.endTimer(keyOf(cve), "RiskReminder");

    assertThat(sample.end(keyOf(cve))).isEqualTo("Every machine is fixed");
    assertThat(sample.read("/task/?nameLike=" + "Call%25&processInstanceBusinessKey=" + keyOf(cve)))
        .as("the task that nobody completed: %s", call.path("id").asText())
        .isEmpty();
    assertThat(tenant.machine(machine.id()).tags()).doesNotContain("vulnerable-" + cve);
  }

  @Test
  void aSecondSweepOfTheSameVulnerabilityEndsAtOnce() {
    String cve = "CVE-2026-70009";
    vulnerable(cve, "nw-vul-09");
    start(cve);
    sample.task(keyOf(cve), "Update the software");

    start(cve);

    assertThat(sample.end(keyOf(cve))).isEqualTo("Another sweep runs");
    assertThat(sample.read("/task?processInstanceBusinessKey=" + keyOf(cve))).hasSize(1);
  }

  @Test
  void tagsThatNobodyCaresForAreLeftToTheNextLook() {
    String cve = "CVE-2026-70010";
    Machine machine = vulnerable(cve, "nw-vul-10");
    sample
        .simulator()
        .faults()
        .on("POST", TAGGING)
        .times(1)
        .error(404, "ResourceNotFound", "A machine of the list is gone.");
    start(cve);
    sample.task(keyOf(cve), "Tags could not be set");

    sample.endTimer(keyOf(cve), "TagFailureOverdue");

    sample.task(keyOf(cve), "Update the software");
    assertThat(tenant.machine(machine.id()).tags()).doesNotContain("vulnerable-" + cve);
    sample.endTimer(keyOf(cve), "LookAgain");
    eventually(() -> assertThat(tenant.machine(machine.id()).tags()).contains("vulnerable-" + cve));
  }

  @Test
  void aRefusedTagAsksAPersonAndIsSetOnTheSecondTry() {
    String cve = "CVE-2026-70005";
    Machine machine = vulnerable(cve, "nw-vul-06");
    sample
        .simulator()
        .faults()
        .on("POST", TAGGING)
        .times(1)
        .error(404, "ResourceNotFound", "A machine of the list is gone.");
    start(cve);

    JsonNode failed = sample.task(keyOf(cve), "Tags could not be set");
    assertThat(tenant.machine(machine.id()).tags()).doesNotContain("vulnerable-" + cve);
    sample.complete(failed, Map.of("nextStep", "again", "tagReason", "It was a moment only."));

    sample.task(keyOf(cve), "Update the software");
    assertThat(tenant.machine(machine.id()).tags()).contains("vulnerable-" + cve);
  }

  @Test
  void aMomentaryOutageCostsNothing() {
    String cve = "CVE-2026-70006";
    Machine machine = vulnerable(cve, "nw-vul-07");
    sample
        .simulator()
        .faults()
        .on("GET", ".*/vulnerabilities/" + cve + "/machineReferences.*")
        .times(1)
        .status(503);
    start(cve);

    sample.task(keyOf(cve), "Update the software");
    assertThat(tenant.machine(machine.id()).tags()).contains("vulnerable-" + cve);
  }

  @Test
  void anUnknownVulnerabilityIsNamedAgain() {
    String cve = "CVE-2026-70007";
    start(cve);

    sample.complete(
        sample.task(keyOf(cve), "Name the vulnerability again"),
        Map.of("nameChoice", "stop", "cveId", cve));

    assertThat(sample.end(keyOf(cve))).isEqualTo("Vulnerability is unknown");
  }

  @Test
  void aSlipOfThePenIsMendedAndTheSweepGoesOnUnderTheRightName() {
    String cve = "CVE-2026-70011";
    vulnerable(cve, "nw-vul-11");
    start("CVE-2026-11070");

    sample.complete(
        sample.task(keyOf("CVE-2026-11070"), "Name the vulnerability again"),
        Map.of("nameChoice", "goOn", "cveId", cve));

    assertThat(sample.formOf(sample.task(keyOf(cve), "Update the software")))
        .containsEntry("tag", "vulnerable-" + cve);
  }

  @Test
  void aVulnerabilityThatNobodyNamesAgainEndsTheSweep() {
    String cve = "CVE-2026-70012";
    start(cve);
    sample.task(keyOf(cve), "Name the vulnerability again");

    sample.endTimer(keyOf(cve), "NamingOverdue");

    assertThat(sample.end(keyOf(cve))).isEqualTo("Vulnerability is unknown");
  }

  // --- what the tests begin with

  private void start(String cve) {
    sample.startByHand("vulnerable-software", Map.of("cveId", cve));
  }

  private JsonNode timerOf(String cve, String activity) {
    String instance =
        sample.read("/process-instance?businessKey=" + keyOf(cve)).path(0).path("id").asText();
    return sample.read("/job?processInstanceId=" + instance + "&activityId=" + activity);
  }

  private static String keyOf(String cve) {
    return "vulnerability:" + cve;
  }

  private void updated(JsonNode ticket) {
    sample.complete(
        ticket, Map.of("ticketChoice", "updated", "ticketReason", "Rolled out by Intune."));
  }

  private JsonNode another(String cve, String name, JsonNode before) {
    return eventually(
        () ->
            sample
                .openTask(keyOf(cve), name)
                .filter(open -> !open.path("id").equals(before.path("id"))));
  }

  private Machine vulnerable(String cve, String name) {
    tenant.put(
        "/api/vulnerabilities",
        JSON.createObjectNode()
            .put("id", cve)
            .put("name", cve)
            .put("description", "A crafted picture lets a page run code.")
            .put("severity", "High")
            .put("publicExploit", true)
            .put("exploitVerified", false)
            .put("exploitInKit", false));
    Machine machine = tenant.addMachine(name + ".northwharf.example");
    ObjectNode reference =
        JSON.createObjectNode()
            .put("id", machine.id())
            .put("computerDnsName", name + ".northwharf.example")
            .put("osPlatform", "Windows11")
            .put("rbacGroupName", "Northwharf devices");
    tenant.put(machinesOf(cve), reference);
    return machine;
  }

  private void fixed(String cve, Machine machine) {
    tenant.remove(machinesOf(cve), machine.id());
  }

  private static String machinesOf(String cve) {
    return "/api/vulnerabilities/" + cve + "/machineReferences";
  }
}
