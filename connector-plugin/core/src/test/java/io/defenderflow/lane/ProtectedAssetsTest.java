package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.ADMIN_USER;
import static io.defenderflow.simulator.SeedData.DOMAIN_CONTROLLER;
import static io.defenderflow.simulator.SeedData.FINANCE_LAPTOP;
import static io.defenderflow.simulator.SeedData.FINANCE_USER;
import static io.defenderflow.simulator.SeedData.SALES_LAPTOP;
import static io.defenderflow.simulator.SeedData.SALES_USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProtectionSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is protected is not contained, by whichever of its ids a step names it. */
@Timeout(60)
class ProtectedAssetsTest {
  private static final String FINANCE_IN_INTUNE = "7a02b404-730a-542a-8c48-918ce167838d";
  private static final String FINANCE_IN_ENTRA = "0dd8ee2c-1325-5dfd-b7aa-e0518fe19a35";
  private static final String FINANCE_DEVICE_ID = "00000000-1111-4222-8333-1a0c5d7e9f2b";
  private static final String SALES_IN_INTUNE = "3de3bf7a-615e-543e-9bc1-4cde5ea65ebd";
  private static final String SIGN_IN_OF_FINANCE_USER = "8b9ad889-14f1-5806-952b-8eb6dcb97cca";
  private static final String BACKUP_APP = "ab857b61-87e0-589b-9dba-c1afe97cbaf1";
  private static final String QUARANTINE_GROUP = "7b58c455-9899-5c39-95f9-365def3e80e3";
  private static final String REFUSED = "PROTECTED_ASSET 0";

  private final SimulatedSteps steps = new SimulatedSteps();

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  // --- a machine has several ids

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine-ids=" + FINANCE_LAPTOP,
        "machine-names=nw-fin-*",
        "machine-names=*.northwharf.example",
        "machine-tags=finance",
        "machine-values=high",
        "machine-groups=northwharf*",
        "device-ids=" + FINANCE_DEVICE_ID
      })
  void aProtectedMachineIsNotWipedThroughItsIdInIntuneOrEntraId(String rule) {
    financeIsOfHighValue();
    protect(rule);

    for (String action :
        List.of("wipe", "retire", "delete", "remoteLock", "rebootNow", "shutDown")) {
      assertThat(managed("managedDevice." + action, FINANCE_IN_INTUNE))
          .as(action)
          .isEqualTo(REFUSED);
    }
    assertThat(device("device.delete")).isEqualTo(REFUSED);
    assertThat(device("device.update", "accountEnabled", "false")).isEqualTo(REFUSED);
    assertThat(attempt(isolation())).isEqualTo(REFUSED);
    assertNothingWasSent();
  }

  @Test
  void anotherDeviceMayBeWiped() {
    protect("machine-tags=finance");

    assertThat(managed("managedDevice.wipe", SALES_IN_INTUNE)).isEqualTo("completed");
  }

  @Test
  void aDeviceThatDefenderKnowsByNameAloneIsTheSameMachine() {
    steps
        .simulator
        .tenant()
        .changeMachine(FINANCE_LAPTOP, machine -> machine.putNull("aadDeviceId"));
    protect("machine-tags=finance");

    assertThat(managed("managedDevice.wipe", FINANCE_IN_INTUNE)).isEqualTo(REFUSED);
  }

  @Test
  void aDeviceWhoseMachineCannotBeReadIsNotWiped() {
    protect("machine-tags=tier0");
    steps.simulator.faults().on("GET", ".*/api/machines.*").status(403);

    assertThat(managed("managedDevice.wipe", SALES_IN_INTUNE)).doesNotStartWith("completed");
    assertThat(steps.message).contains("could not be read whether");
    assertNothingWasSent();
  }

  @Test
  void aDeviceThatIntuneCannotNameIsNotWiped() {
    protect("machine-names=nw-dc-*");
    steps.simulator.faults().on("GET", ".*/managedDevices/.*").status(500);

    assertThat(managed("managedDevice.wipe", SALES_IN_INTUNE)).startsWith("SERVICE_UNAVAILABLE");
    assertNothingWasSent();
  }

  @Test
  void anOldRecordOfAProtectedMachineIsProtectedToo() {
    steps
        .simulator
        .tenant()
        .changeMachine(
            SALES_LAPTOP, machine -> machine.put("mergedIntoMachineId", DOMAIN_CONTROLLER));
    protect("machine-ids=" + DOMAIN_CONTROLLER);

    assertThat(attempt(machine("machine.offboard", SALES_LAPTOP))).isEqualTo(REFUSED);
  }

  @Test
  void everyWayToContainAMachineIsCovered() {
    protect("machine-tags=tier0");

    for (Map<String, Object> step :
        List.of(
            machine("machine.offboard", DOMAIN_CONTROLLER),
            machine("machine.restrictCodeExecution", DOMAIN_CONTROLLER),
            machine("machine.startInvestigation", DOMAIN_CONTROLLER),
            with(
                machine("machine.stopAndQuarantineFile", DOMAIN_CONTROLLER),
                "Sha1",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            with(machine("liveResponse.runScript", DOMAIN_CONTROLLER), "ScriptName", "clean.ps1"),
            with(machine("liveResponse.getFile", DOMAIN_CONTROLLER), "Path", "C:\\\\x.txt"),
            with(machine("liveResponse.putFile", DOMAIN_CONTROLLER), "FileName", "clean.ps1"))) {
      assertThat(attempt(with(step, "defenderResult", "found")))
          .as(step.toString())
          .isEqualTo(REFUSED);
    }
    assertNothingWasSent();
  }

  // --- people and applications

  @Test
  void aProtectedPersonKeepsAccountSessionsMethodsAndMessages() {
    protect("users=alva.rinne@*");

    for (Map<String, Object> step :
        List.of(
            user("user.disable"),
            user("user.revokeSignInSessions"),
            with(user("user.setPassword"), "password", "Tr4wler-Harbour-9"),
            with(user("authMethod.phone.delete"), "phoneMethodId", FINANCE_DEVICE_ID),
            step("riskyUser.confirmCompromised", "userIds", FINANCE_USER),
            step("signIn.confirmCompromised", "requestIds", SIGN_IN_OF_FINANCE_USER),
            with(step("group.member.add", "groupId", QUARANTINE_GROUP), "memberId", FINANCE_USER),
            identity("S-1-5-21-1004336348-1177238915-682003330-1104"),
            remediation("alva.rinne@northwharf.example"))) {
      assertThat(attempt(step)).as(step.toString()).isEqualTo(REFUSED);
    }
    assertNothingWasSent();
  }

  @Test
  void aMemberOfAProtectedGroupIsProtected() {
    protect("user-groups=tier 0*");

    assertThat(attempt(step("user.disable", "userId", ADMIN_USER))).isEqualTo(REFUSED);
    assertThat(attempt(step("user.disable", "userId", SALES_USER))).isEqualTo("completed");
  }

  @Test
  void aPersonWhoseGroupsCannotBeReadIsNotDisabled() {
    protect("user-groups=tier 0*");
    steps.simulator.faults().on("GET", ".*/transitiveMemberOf.*").status(403);

    assertThat(attempt(step("user.disable", "userId", SALES_USER))).doesNotStartWith("completed");
    assertThat(steps.message).contains("could not be read whether");
    assertNothingWasSent();
  }

  @Test
  void aGroupOfUnknownPeopleIsNotPutIntoAGroup() {
    protect("users=alva.rinne@*");

    assertThat(
            attempt(
                with(
                    step("group.member.add", "groupId", QUARANTINE_GROUP),
                    "memberId",
                    "d1bfaf85-b7b3-597e-b6ca-44d81369e67c")))
        .isEqualTo(REFUSED);
    assertNothingWasSent();
  }

  @Test
  void aProtectedApplicationIsNotDisabled() {
    protect("service-principals=northwharf*");

    assertThat(attempt(step("servicePrincipal.disable", "servicePrincipalId", BACKUP_APP)))
        .isEqualTo(REFUSED);
    assertThat(
            attempt(
                step(
                    "riskyServicePrincipal.confirmCompromised", "servicePrincipalIds", BACKUP_APP)))
        .isEqualTo(REFUSED);
    assertNothingWasSent();
  }

  // --- requests by path

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1.0/deviceManagement/managedDevices/" + FINANCE_IN_INTUNE + "/wipe",
        "/v1.0/users/" + SALES_USER + "/managedDevices/" + FINANCE_IN_INTUNE + "/wipe",
        "/v1.0/devices/" + FINANCE_IN_ENTRA
      })
  void aRequestByPathDoesNotReachAProtectedDevice(String path) {
    protect("machine-tags=finance");

    assertThat(byPath("graph.request", path, "{}")).isEqualTo(REFUSED);
    assertNothingWasSent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"/users/"
            + FINANCE_USER
            + "/revokeSignInSessions\"}]}",
        "{\"requests\":[{\"id\":\"1\",\"method\":\"POST\",\"url\":\"\\u002fusers\\u002falva.rinne@northwharf.example\\u002frevokeSignInSessions\"}]}",
        "{\"userIds\":[\"" + FINANCE_USER + "\"]}"
      })
  void aProtectedPersonInTheBodyOfARequestByPathIsFound(String body) {
    protect("users=alva.rinne@*");

    assertThat(
            byPath("graph.request", "/v1.0/identityProtection/riskyUsers/confirmCompromised", body))
        .isEqualTo(REFUSED);
    assertNothingWasSent();
  }

  @Test
  void aMachineThatARequestByPathNamesByItsNameIsNotContained() {
    protect("machine-tags=tier0");

    assertThat(
            byPath(
                "endpoint.request",
                "/api/machines/nw-dc-01.northwharf.example/isolate",
                "{\"Comment\":\"Now.\",\"IsolationType\":\"Full\"}"))
        .isEqualTo("INPUT_INVALID 0");
    assertThat(steps.message).contains("machine id");
    assertNothingWasSent();
  }

  // --- nothing takes a protection away

  @Test
  void noStepTakesAwayByWhatAMachineIsProtected() {
    financeIsOfHighValue();

    protect("machine-tags=finance");
    Map<String, Object> untag = new HashMap<>(step("machine.tag.set", "machineId", FINANCE_LAPTOP));
    untag.put("Value", "Finance");
    untag.put("Action", "Remove");
    assertThat(change(untag)).isEqualTo(REFUSED);
    Map<String, Object> many = new HashMap<>(untag);
    many.remove("machineId");
    many.put("defenderAction", "machine.tag.setMany");
    many.put("MachineIds", FINANCE_LAPTOP);
    assertThat(change(many)).isEqualTo(REFUSED);
    assertThat(
            change(
                with(step("machine.update", "machineId", FINANCE_LAPTOP), "machineTags", "laptop")))
        .isEqualTo(REFUSED);

    protect("machine-values=high");
    assertThat(
            change(
                with(
                    step("machine.setDeviceValue", "machineId", FINANCE_LAPTOP),
                    "DeviceValue",
                    "Low")))
        .isEqualTo(REFUSED);
    assertThat(
            change(
                with(step("machine.update", "machineId", FINANCE_LAPTOP), "deviceValue", "Normal")))
        .isEqualTo(REFUSED);
    assertNothingWasSent();
  }

  @Test
  void aTagThatProtectsNothingMayBeSetOnAProtectedMachine() {
    protect("machine-tags=finance");
    Map<String, Object> tag = new HashMap<>(step("machine.tag.set", "machineId", FINANCE_LAPTOP));
    tag.put("Value", "incident-1042");
    tag.put("Action", "Add");

    assertThat(change(tag)).isEqualTo("completed");
  }

  // --- patterns

  @Test
  void aPatternMadeToTakeForEverTakesNoTime() {
    protect("machine-names=" + "*a".repeat(40) + "b", "(a+)+$");
    steps
        .simulator
        .tenant()
        .changeMachine(
            FINANCE_LAPTOP, machine -> machine.put("computerDnsName", "a".repeat(20_000)));

    long start = System.nanoTime();
    assertThat(attempt(isolation())).isEqualTo("waiting");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  // --- the parts

  private void protect(String rule, String... more) {
    String[] entries = new String[more.length + 1];
    entries[0] = rule.substring(rule.indexOf('=') + 1);
    System.arraycopy(more, 0, entries, 1, more.length);
    ProtectionSettings settings = Rules.of(rule.substring(0, rule.indexOf('=')), entries);
    steps.protect(settings, CapSettings.NONE);
  }

  private void financeIsOfHighValue() {
    steps
        .simulator
        .tenant()
        .changeMachine(FINANCE_LAPTOP, machine -> machine.put("deviceValue", "High"));
  }

  private String managed(String action, String device) {
    return attempt(step(action, "managedDeviceId", device));
  }

  private String device(String action, String... input) {
    Map<String, Object> step = step(action, "deviceObjectId", FINANCE_IN_ENTRA);
    return attempt(input.length == 0 ? step : with(step, input[0], input[1]));
  }

  private String byPath(String action, String path, String body) {
    return attempt(with(with(step(action, "method", "POST"), "path", path), "body", body));
  }

  private static Map<String, Object> user(String action) {
    return step(action, "userId", FINANCE_USER);
  }

  private static Map<String, Object> identity(String account) {
    Map<String, Object> step = step("identity.account.invokeAction", "identityId", FINANCE_USER);
    return with(
        with(with(step, "accountId", account), "action", "disable"),
        "identityProvider",
        "activeDirectory");
  }

  private static Map<String, Object> remediation(String recipient) {
    Map<String, Object> step = step("analyzedEmail.remediate", "displayName", "Incident 1042");
    step.put("description", "Phishing.");
    step.put("severity", "high");
    step.put("action", "softDelete");
    step.put("remediateSendersCopy", "false");
    step.put(
        "analyzedEmails",
        "[{\"networkMessageId\":\"73ca4154-58d8-43d0-a890-08dc18c52e6d\",\"recipientEmailAddress\":\""
            + recipient
            + "\"}]");
    return step;
  }

  private static Map<String, Object> isolation() {
    return with(machine("machine.isolate", FINANCE_LAPTOP), "IsolationType", "Full");
  }

  private static Map<String, Object> machine(String action, String machine) {
    return with(step(action, "machineId", machine), "Comment", "Incident 1042.");
  }

  private static Map<String, Object> step(String action, String input, String value) {
    Map<String, Object> step = new HashMap<>();
    step.put("defenderAction", action);
    step.put(input, value);
    return step;
  }

  private static Map<String, Object> with(Map<String, Object> step, String input, String value) {
    Map<String, Object> more = new HashMap<>(step);
    more.put(input, value);
    return more;
  }

  private String attempt(Map<String, Object> inputs) {
    return steps.attempt(Lane.CONTAIN, inputs);
  }

  private String change(Map<String, Object> inputs) {
    return steps.attempt(Lane.CHANGE, inputs);
  }

  private void assertNothingWasSent() {
    for (String verb : List.of("POST", "PATCH", "PUT", "DELETE")) {
      assertThat(steps.simulator.requests().count(verb, ".*/(api|v1.0|beta)/.*")).as(verb).isZero();
    }
  }
}
