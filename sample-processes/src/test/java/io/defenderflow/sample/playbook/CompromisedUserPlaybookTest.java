package io.defenderflow.sample.playbook;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.sample.SampleUnderTest;
import io.defenderflow.sample.SharedSample;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Tenant;
import io.defenderflow.simulator.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@SharedSample
class CompromisedUserPlaybookTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METHODS = "/v1.0/users/%s/authentication/%s";
  private static final String RULES = "/v1.0/users/%s/mailFolders/inbox/messageRules";

  private final SampleUnderTest sample;
  private final Tenant tenant;

  CompromisedUserPlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
    this.tenant = sample.tenant();
  }

  @Test
  void aCompromisedUserIsLockedOutCleanedUpAndBroughtBack() {
    User user = person("Filip", "Askeland");
    String rule = rule(user, "..", "drop@ledger-sync.example");
    String ownRule = rule(user, "Newsletters", "filip.askeland@northwharf.example");
    String attackers = method(user, "softwareOathMethods", Duration.ofDays(2));
    String phone = method(user, "phoneMethods", Duration.ofDays(300));
    method(user, "microsoftAuthenticatorMethods", Duration.ofDays(300));
    String pass = method(user, "temporaryAccessPassMethods", Duration.ofDays(1));
    signIn(user, "203.0.113.77");
    Incident incident = raise(user, "Unfamiliar sign-in");

    JsonNode question = sample.task(incident, "Is the user compromised?");
    assertThat(sample.formOf(question))
        .containsEntry("userPrincipalName", "filip.askeland@northwharf.example")
        .hasEntrySatisfying("riskText", text -> assertThat(text).startsWith("high, atRisk"))
        .hasEntrySatisfying("signInsText", text -> assertThat(text).contains("203.0.113.77"))
        .hasEntrySatisfying("inboxRulesText", text -> assertThat(text).contains("Newsletters"))
        .hasEntrySatisfying("methodsText", text -> assertThat(text).contains("softwareOath"))
        .hasEntrySatisfying("policyReason", text -> assertThat(text).contains("ordinary"));
    assertThat(tenant.user(user.id()).sessionRevocations()).isZero();
    sample.complete(
        question,
        Map.of(
            "compromiseChoice", "compromised",
            "confirmReason", "The user was on a ship without network."));

    JsonNode disabling = sample.task(incident, "Approve containment");
    assertThat(sample.formOf(disabling))
        .containsEntry("defenderApprovalActions", "user.disable")
        .containsEntry("defenderApprovalTargets", user.id());
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    assertThat(risk(user).path("riskState").asText()).isEqualTo("confirmedCompromised");
    sample.approve(disabling);

    JsonNode cleanUp = approvalNaming(incident, "messageRule.delete");
    assertThat(tenant.user(user.id()).accountEnabled()).isFalse();
    assertThat(sample.formOf(cleanUp))
        .hasEntrySatisfying(
            "defenderApprovalActions",
            text ->
                assertThat(text.lines())
                    .containsExactlyInAnyOrder(
                        "messageRule.delete",
                        "authMethod.softwareOath.delete",
                        "authMethod.temporaryAccessPass.delete"))
        .hasEntrySatisfying(
            "defenderApprovalTargets",
            text -> assertThat(text.lines()).containsExactlyInAnyOrder(rule, attackers, pass))
        .containsEntry("defenderApprovalParameters", "userId=" + user.id());
    sample.approve(cleanUp);

    JsonNode back = sample.task(incident, "Bring the user back?");
    assertThat(tenant.list(RULES.formatted(user.id())))
        .extracting(left -> left.path("id").asText())
        .containsExactly(ownRule);
    assertThat(tenant.list(METHODS.formatted(user.id(), "softwareOathMethods"))).isEmpty();
    assertThat(tenant.list(METHODS.formatted(user.id(), "temporaryAccessPassMethods"))).isEmpty();
    assertThat(tenant.list(METHODS.formatted(user.id(), "phoneMethods")))
        .extracting(left -> left.path("id").asText())
        .containsExactly(phone);
    sample.complete(
        back, Map.of("restoreChoice", "enable", "restoreReason", "Called the user on the ship."));
    JsonNode anew = sample.task(incident, "Has the user registered anew?");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    sample.complete(
        anew, Map.of("registerChoice", "registered", "registerReason", "The app works."));

    assertThat(sample.end(incident)).isEqualTo("User is safe again");
    assertThat(risk(user).path("riskState").asText()).isEqualTo("dismissed");
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
    Incident after = tenant.incident(incident.id());
    assertThat(after.status()).isEqualTo("resolved");
    assertThat(after.determination()).isEqualTo("compromisedAccount");
    assertThat(String.join("\n", after.comments()))
        .contains("Compromise confirmed by responder: The user was on a ship")
        .contains("Removed: ")
        .contains("Brought back by responder: Called the user");
  }

  @Test
  void aFalseAlarmDismissesTheRiskAndTouchesNothing() {
    User user = person("Gro", "Hellevik");
    Incident incident = raise(user, "Travel that is impossible");

    sample.complete(
        sample.task(incident, "Is the user compromised?"),
        Map.of("compromiseChoice", "dismiss", "confirmReason", "It was the new VPN."));

    assertThat(sample.end(incident)).isEqualTo("Not compromised");
    assertThat(risk(user).path("riskState").asText()).isEqualTo("dismissed");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    assertThat(tenant.user(user.id()).sessionRevocations()).isZero();
    assertThat(tenant.incident(incident.id()).classification()).isEqualTo("falsePositive");
  }

  @Test
  void whoeverRefusesKeepsTheAccountEnabledWhileTheSessionsAreEnded() {
    User user = person("Hauk", "Indrebo");
    Incident incident = raise(user, "Stolen token");
    compromised(incident);

    sample.refuse(sample.task(incident, "Approve containment"), "The user is on stage.");

    JsonNode back = sample.task(incident, "Bring the user back?");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
    assertThat(comments(incident))
        .contains("did not disable the account")
        .contains("The user is on stage.");
    sample.complete(back, Map.of("restoreChoice", "keep", "restoreReason", "IT goes on."));
    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
  }

  @Test
  void whatTheApproverLeavesOutStaysAndWhatFailsIsTriedAgain() {
    User user = person("Runa", "Sandvik");
    String rule = rule(user, "..", "drop@ledger-sync.example");
    String other = rule(user, ",", "copy@ledger-sync.example");
    String own = method(user, "microsoftAuthenticatorMethods", Duration.ofDays(1));
    sample
        .simulator()
        .faults()
        .on("DELETE", ".*/users/" + user.id() + "/.*messageRules/" + rule)
        .times(1)
        .error(409, "Conflict", "The mailbox is being moved.");
    Incident incident = raise(user, "A new phone and a rule");
    compromised(incident);
    sample.approve(sample.task(incident, "Approve containment"));

    sample.complete(
        approvalNaming(incident, "messageRule.delete"),
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalOnlyTargets", rule + "\n" + other,
            "defenderApprovalReason", "The phone is the user's own new one."));
    JsonNode failed = sample.task(incident, "Removal did not work");
    assertThat(sample.formOf(failed)).containsEntry("defenderErrorCode", "CONFLICT");
    assertThat(tenant.list(RULES.formatted(user.id())))
        .extracting(left -> left.path("id").asText())
        .as("the other rule was removed before")
        .containsExactly(rule);
    sample.complete(failed, Map.of("nextStep", "again", "stepReason", "The move is over."));

    JsonNode back = sample.task(incident, "Bring the user back?");
    assertThat(sample.formOf(back).get("cleanUpText"))
        .startsWith("Removed: ")
        .contains("Left as they are: microsoftAuthenticator", "The phone is the user's own");
    assertThat(tenant.list(RULES.formatted(user.id()))).isEmpty();
    assertThat(tenant.list(METHODS.formatted(user.id(), "microsoftAuthenticatorMethods")))
        .extracting(left -> left.path("id").asText())
        .containsExactly(own);
  }

  @Test
  void anAdministratorIsNeverDisabledByThePlaybook() {
    User user = person("Ida", "Juvet");
    tenant.put(
        "/v1.0/users/" + user.id() + "/transitiveMemberOf",
        JSON.createObjectNode()
            .put("@odata.type", "#microsoft.graph.directoryRole")
            .put("id", UUID.randomUUID().toString())
            .put("displayName", "Helpdesk Administrator"));
    Incident incident = raise(user, "Administrator signs in from afar");
    compromised(incident);

    JsonNode byHand = sample.task(incident, "Disable the account by hand");
    assertThat(sample.formOf(byHand).get("policyReason")).contains("administrator role");
    sample.endTimer(SampleUnderTest.keyOf(incident), "ByHandReminder");
    eventually(() -> assertThat(comments(incident)).contains("may not disable the account"));
    sample.complete(
        byHand, Map.of("handChoice", "left", "handReason", "Only the role was taken away."));

    sample.task(incident, "Bring the user back?");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    assertThat(sample.simulator().requests().count("PATCH", ".*/users/" + user.id())).isZero();
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
  }

  @Test
  void anAdministratorWhomNobodyDisablesStaysEnabledAndIsNamed() {
    User user = person("Ivar", "Kleppe");
    tenant.put(
        "/v1.0/users/" + user.id() + "/transitiveMemberOf",
        JSON.createObjectNode()
            .put("@odata.type", "#microsoft.graph.directoryRole")
            .put("id", UUID.randomUUID().toString())
            .put("displayName", "Global Administrator"));
    Incident incident = raise(user, "Nobody disables the administrator");
    compromised(incident);
    sample.task(incident, "Disable the account by hand");

    sample.endTimer(SampleUnderTest.keyOf(incident), "ByHandOverdue");

    sample.task(incident, "Bring the user back?");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    assertThat(comments(incident)).contains("Nobody said within a day");
  }

  @Test
  void anApprovalThatNobodyGivesLeavesTheAccountEnabledUntilPeopleTakeOver() {
    User user = person("Live", "Myhre");
    Incident incident = raise(user, "Nobody approves");
    String key = SampleUnderTest.keyOf(incident);
    compromised(incident);
    sample.task(incident, "Approve containment");

    sample.endTimer(key, "Overdue");
    sample.task(incident, "Bring the user back?");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
    assertThat(comments(incident)).contains("Disabling was not approved. Nobody decided in time.");

    sample.endTimer(key, "RestoreReminder");
    eventually(() -> assertThat(comments(incident)).contains("still waits to come back"));
    sample.endTimer(key, "RestoreOverdue");
    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident))
        .contains("Nobody decided whether the user comes back.")
        .doesNotContain("The account is disabled; enable it by hand");
  }

  @Test
  void aLockOutThatMicrosoftRefusesIsTriedAgainAndThenGivenUp() {
    User user = person("Magne", "Nilsen");
    sample
        .simulator()
        .faults()
        .on("PATCH", ".*/users/" + user.id())
        .times(2)
        .error(409, "Conflict", "The user is being moved.");
    Incident incident = raise(user, "Disabling is refused");
    compromised(incident);
    sample.approve(sample.task(incident, "Approve containment"));

    JsonNode failed = sample.task(incident, "Lock-out did not work");
    assertThat(sample.formOf(failed)).containsEntry("defenderErrorCode", "CONFLICT");
    sample.complete(failed, Map.of("nextStep", "again", "stepReason", "The move is over."));
    another(incident, "Lock-out did not work", failed);
    sample.endTimer(SampleUnderTest.keyOf(incident), "StepFailedOverdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
    assertThat(comments(incident)).contains("All sessions were ended, but disabling the account");
  }

  @Test
  void whoeverRefusesTheCleanUpKeepsEverythingAndTheCommentNamesIt() {
    User user = person("Nora", "Odland");
    String rule = rule(user, "..", "drop@ledger-sync.example");
    Incident incident = raise(user, "The clean-up is refused");
    compromised(incident);
    sample.approve(sample.task(incident, "Approve containment"));

    sample.refuse(approvalNaming(incident, "messageRule.delete"), "It is evidence.");

    JsonNode back = sample.task(incident, "Bring the user back?");
    assertThat(sample.formOf(back).get("cleanUpText"))
        .isEqualTo("Not removed, for want of an approval: inbox rule ... It is evidence.");
    assertThat(tenant.list(RULES.formatted(user.id())))
        .extracting(left -> left.path("id").asText())
        .containsExactly(rule);
  }

  @Test
  void aMethodWithoutAStepIsRemovedByHandOrLeftAndNamed() {
    User user = person("Ola", "Pettersen");
    tenant.put(
        METHODS.formatted(user.id(), "softwareOathMethods"),
        JSON.createObjectNode()
            .put("@odata.type", "#microsoft.graph.hardwareOathAuthenticationMethod")
            .put("id", UUID.randomUUID().toString())
            .put("createdDateTime", Instant.now().minus(Duration.ofDays(1)).toString()));
    Incident incident = raise(user, "A token of hardware");
    String key = SampleUnderTest.keyOf(incident);
    compromised(incident);
    JsonNode lockOut = sample.task(incident, "Approve containment");
    sample.approve(lockOut);
    sample.approve(another(incident, "Approve containment", lockOut));

    sample.task(incident, "Remove it by hand");
    sample.endTimer(key, "RemovalReminder");
    eventually(
        () -> assertThat(comments(incident)).contains("has to be removed by hand: hardwareOath"));
    sample.endTimer(key, "HandRemovalOverdue");

    assertThat(sample.formOf(sample.task(incident, "Bring the user back?")).get("cleanUpText"))
        .startsWith("Left as they are: hardwareOath");
  }

  @Test
  void whoCannotBeEnabledIsAskedForAgainAndWithoutAStrongMethodTheQuestionComesBack() {
    User user = person("Pia", "Rasch");
    Incident incident = raise(user, "Coming back is hard");
    compromised(incident);
    sample.approve(sample.task(incident, "Approve containment"));
    JsonNode back = sample.task(incident, "Bring the user back?");
    sample
        .simulator()
        .faults()
        .on("PATCH", ".*/users/" + user.id())
        .times(1)
        .error(409, "Conflict", "The user is being moved.");

    Map<String, String> agreed = Map.of("restoreChoice", "enable", "restoreReason", "Called her.");
    sample.complete(back, agreed);
    JsonNode again = another(incident, "Bring the user back?", back);
    assertThat(sample.formOf(again).get("defenderErrorMessage")).contains("being moved");
    assertThat(tenant.user(user.id()).accountEnabled()).isFalse();
    sample.complete(again, agreed);

    JsonNode anew = sample.task(incident, "Has the user registered anew?");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
    sample.complete(anew, Map.of("registerChoice", "registered", "registerReason", "She says so."));
    JsonNode stillWeak = another(incident, "Has the user registered anew?", anew);
    sample.complete(
        stillWeak, Map.of("registerChoice", "accept", "registerReason", "A key comes by mail."));
    assertThat(sample.end(incident)).isEqualTo("User is safe again");
    assertThat(comments(incident)).contains("Sign-in methods: A key comes by mail.");
  }

  @Test
  void whoDoesNotRegisterAnewIsHandedOverAsEnabled() {
    User user = person("Rolf", "Sletten");
    Incident incident = raise(user, "Never registered");
    String key = SampleUnderTest.keyOf(incident);
    compromised(incident);
    sample.approve(sample.task(incident, "Approve containment"));
    sample.complete(
        sample.task(incident, "Bring the user back?"),
        Map.of("restoreChoice", "enable", "restoreReason", "Called him."));
    sample.task(incident, "Has the user registered anew?");

    sample.endTimer(key, "RegisterReminder");
    eventually(
        () -> assertThat(comments(incident)).contains("has not registered safe sign-in methods"));
    sample.endTimer(key, "RegisterOverdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident))
        .contains("The user may sign in again, but nobody said whether safe sign-in methods")
        .doesNotContain("The account is disabled; enable it by hand");
  }

  @Test
  void aQuestionThatNobodyAnswersIsRememberedAndThenHandedOver() {
    User user = person("Jorunn", "Kvamme");
    Incident incident = raise(user, "Nobody looks at the user");
    sample.task(incident, "Is the user compromised?");

    sample.endTimer(SampleUnderTest.keyOf(incident), "ConfirmReminder");
    eventually(
        () ->
            assertThat(comments(incident))
                .contains("waits for somebody to decide whether Jorunn Kvamme"));
    sample.endTimer(SampleUnderTest.keyOf(incident), "ConfirmOverdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(tenant.user(user.id()).sessionRevocations()).isZero();
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
  }

  @Test
  void whatCannotBeReadDoesNotHoldUpTheDecision() {
    User user = person("Kari", "Lerfald");
    sample
        .simulator()
        .faults()
        .on("GET", ".*/users/" + user.id() + "/transitiveMemberOf.*")
        .missingApplicationRoles();
    Incident incident = raise(user, "Groups cannot be read");
    String instance =
        eventually(
            () ->
                sample
                    .read("/process-instance?businessKey=" + SampleUnderTest.keyOf(incident))
                    .findValuesAsText("id")
                    .stream()
                    .findFirst());
    // All others are read: only the step that lacks its permission is left, and waits for a person.
    eventually(
        () -> {
          assertThat(sample.read("/incident?processInstanceId=" + instance)).hasSize(1);
          assertThat(sample.read("/external-task?processInstanceId=" + instance)).hasSize(1);
        });

    sample.endTimer(SampleUnderTest.keyOf(incident), "FactsTakeTooLong");

    Map<String, String> form = sample.formOf(sample.task(incident, "Is the user compromised?"));
    assertThat(form.get("membershipsText")).isEqualTo("Groups and roles could not be read.");
    assertThat(form.get("policyReason")).contains("may be an administrator");
    assertThat(form.get("riskText")).startsWith("high");
  }

  @Test
  void aThrottledStepWaitsAndIsDoneOnce() {
    User user = person("Lars", "Mogstad");
    sample
        .simulator()
        .faults()
        .on("PATCH", ".*/users/" + user.id())
        .times(1)
        .retryAfter(Duration.ofSeconds(1));
    Incident incident = raise(user, "Disabling is throttled");
    compromised(incident);

    sample.approve(sample.task(incident, "Approve containment"));

    sample.task(incident, "Bring the user back?");
    assertThat(tenant.user(user.id()).accountEnabled()).isFalse();
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
  }

  @Test
  void whoClosesTheIncidentInThePortalIsAskedWhetherTheUserComesBack() {
    User user = person("Mari", "Nesse");
    Incident incident = raise(user, "Closed in the portal");
    compromised(incident);
    sample.approve(sample.task(incident, "Approve containment"));
    sample.task(incident, "Bring the user back?");

    sample.closeInPortal(incident.id(), "falsePositive");

    JsonNode question = sample.task(incident, "Enable the user again?");
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), "Bring the user back?")).isEmpty();
    assertThat(tenant.user(user.id()).accountEnabled()).isFalse();
    sample.complete(question, Map.of("enableChoice", "enable", "enableReason", "False alarm."));
    assertThat(sample.end(incident)).isEqualTo("User is enabled again");
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
  }

  @Test
  void aUserWhomNobodyEnablesAfterTheClosingStaysDisabledAndTheIncidentSaysSo() {
    User user = person("Siri", "Tangen");
    Incident incident = raise(user, "Closed and forgotten");
    String key = SampleUnderTest.keyOf(incident);
    compromised(incident);
    sample.approve(sample.task(incident, "Approve containment"));
    sample.task(incident, "Bring the user back?");
    sample.closeInPortal(incident.id(), "truePositive");
    sample.task(incident, "Enable the user again?");

    sample.endTimer(key, "EnableAgainReminder");
    eventually(() -> assertThat(comments(incident)).contains("is still disabled"));
    sample.endTimer(key, "EnableAgainOverdue");

    assertThat(sample.end(incident)).isEqualTo("Nobody decided");
    assertThat(tenant.user(user.id()).accountEnabled()).isFalse();
    assertThat(comments(incident)).contains("The account stays disabled");
  }

  @Test
  void aUserWhomEntraDoesNotKnowIsAskedForAndThenHandedOver() {
    User user = person("Terje", "Ulstein");
    Incident incident =
        sample.raise(
            "The user was deleted",
            "high",
            SeedData.SALES_LAPTOP,
            user.id(),
            nothing -> {},
            alert -> {
              identityAlert(alert);
              ((ObjectNode) evidenceOf(alert).path("userAccount"))
                  .put("azureAdUserId", UUID.randomUUID().toString());
            });
    sample.task(incident, "Choose the user by hand");

    sample.endTimer(SampleUnderTest.keyOf(incident), "ChoiceOverdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident)).contains("Nobody chose a user in time.");
  }

  @Test
  void anIncidentThatIsClosedBeforeAnythingWasDoneEndsThePlaybook() {
    User user = person("Nils", "Oppedal");
    Incident incident = raise(user, "Closed before anybody decided");
    sample.task(incident, "Is the user compromised?");

    sample.closeInPortal(incident.id(), "informationalExpectedActivity");

    assertThat(sample.end(incident)).isEqualTo("Nothing to undo");
    assertThat(tenant.user(user.id()).sessionRevocations()).isZero();
  }

  @Test
  void severalUsersAreChosenFromByAResponder() {
    User user = person("Oda", "Prestegard");
    Incident incident = raise(user, "Two users in the evidence");
    User other = person("Per", "Qvale");
    Incident two =
        sample.raise(
            "Two users at once",
            "high",
            SeedData.SALES_LAPTOP,
            user.id(),
            nothing -> {},
            alert -> {
              identityAlert(alert);
              ObjectNode second = evidenceOf(alert).deepCopy();
              ((ObjectNode) second.path("userAccount"))
                  .put("azureAdUserId", other.id())
                  .put("userPrincipalName", other.userPrincipalName());
              alert.withArray("evidence").add(second);
            });

    JsonNode choice = sample.task(two, "Choose the user by hand");
    assertThat(sample.formOf(choice).get("usersText"))
        .contains(user.userPrincipalName(), other.userPrincipalName());
    sample.complete(
        choice,
        Map.of(
            "userChoice", "goOn",
            "userReference", "nobody@northwharf.example",
            "choiceReason", "A slip of the pen."));
    JsonNode again = another(two, "Choose the user by hand", choice);
    sample.complete(
        again,
        Map.of(
            "userChoice", "goOn",
            "userReference", other.userPrincipalName(),
            "choiceReason", "The other one is the victim."));

    assertThat(sample.formOf(sample.task(two, "Is the user compromised?")))
        .containsEntry("userName", "Per Qvale");
    assertThat(sample.formOf(sample.task(incident, "Is the user compromised?")))
        .containsEntry("userName", "Oda Prestegard");
  }

  // --- what the tests begin with

  private void compromised(Incident incident) {
    sample.complete(
        sample.task(incident, "Is the user compromised?"),
        Map.of("compromiseChoice", "compromised", "confirmReason", "The user did not do it."));
  }

  private JsonNode approvalNaming(Incident incident, String action) {
    return eventually(
        () ->
            sample
                .openTask(SampleUnderTest.keyOf(incident), "Approve containment")
                .filter(
                    task -> sample.formOf(task).get("defenderApprovalActions").contains(action)));
  }

  /** The task that comes after one of the same name. */
  private JsonNode another(Incident incident, String name, JsonNode before) {
    return eventually(
        () ->
            sample
                .openTask(SampleUnderTest.keyOf(incident), name)
                .filter(open -> !open.path("id").equals(before.path("id"))));
  }

  private String comments(Incident incident) {
    return String.join("\n", tenant.incident(incident.id()).comments());
  }

  private void signIn(User user, String address) {
    tenant.put(
        "/v1.0/auditLogs/signIns",
        JSON.createObjectNode()
            .put("id", UUID.randomUUID().toString())
            .put("userId", user.id())
            .put("createdDateTime", "2026-11-21T02:40:51Z")
            .put("appDisplayName", "Office 365 Exchange Online")
            .put("ipAddress", address));
  }

  private User person(String givenName, String surname) {
    String id = UUID.randomUUID().toString();
    String name = (givenName + "." + surname).toLowerCase(Locale.ROOT) + "@northwharf.example";
    ObjectNode user = tenant.user(SeedData.SALES_USER).json().deepCopy();
    user.put("id", id)
        .put("displayName", givenName + " " + surname)
        .put("givenName", givenName)
        .put("surname", surname)
        .put("mail", name)
        .put("userPrincipalName", name)
        .put("accountEnabled", true);
    tenant.put(
        "/v1.0/identityProtection/riskyUsers",
        JSON.createObjectNode()
            .put("id", id)
            .put("riskLevel", "high")
            .put("riskState", "atRisk")
            .put("riskDetail", "none")
            .put("riskLastUpdatedDateTime", "2026-11-21T02:41:07Z")
            .put("userPrincipalName", name));
    return tenant.addUser(user);
  }

  private JsonNode risk(User user) {
    return tenant.list("/v1.0/identityProtection/riskyUsers").stream()
        .filter(risky -> risky.path("id").asText().equals(user.id()))
        .findFirst()
        .orElseThrow();
  }

  private String rule(User user, String name, String forwardTo) {
    String id = UUID.randomUUID().toString();
    ObjectNode rule = JSON.createObjectNode().put("id", id).put("displayName", name);
    rule.put("sequence", 1).put("isEnabled", true);
    rule.putObject("actions")
        .putArray("forwardTo")
        .addObject()
        .putObject("emailAddress")
        .put("address", forwardTo);
    tenant.put(RULES.formatted(user.id()), rule);
    return id;
  }

  private String method(User user, String kind, Duration age) {
    String id = UUID.randomUUID().toString();
    tenant.put(
        METHODS.formatted(user.id(), kind),
        JSON.createObjectNode()
            .put("id", id)
            .put("createdDateTime", Instant.now().minus(age).toString()));
    return id;
  }

  private Incident raise(User user, String title) {
    return sample.raise(
        title,
        "high",
        SeedData.SALES_LAPTOP,
        user.id(),
        nothing -> {},
        CompromisedUserPlaybookTest::identityAlert);
  }

  /** An alert of Entra ID Protection, which names the user and no machine. */
  private static void identityAlert(ObjectNode alert) {
    alert.put("serviceSource", "azureAdIdentityProtection");
    ObjectNode user = evidenceOf(alert);
    alert.putArray("evidence").add(user);
  }

  private static ObjectNode evidenceOf(ObjectNode alert) {
    for (JsonNode evidence : alert.path("evidence")) {
      if (evidence.has("userAccount")) {
        return (ObjectNode) evidence;
      }
    }
    throw new AssertionError("The alert names no user: " + alert);
  }
}
