package io.defenderflow.sample;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static io.defenderflow.sample.SampleUnderTest.keyOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Indicator;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.RecordedRequest;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Tenant;
import io.defenderflow.simulator.User;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The strictest setting on the database of production: whatever contains needs an approval, and
 * every playbook comes to its end with those that its tasks ask for.
 */
class PlaybookOnPostgresTest {
  private static final String APPROVE = "Approve containment";
  private static final String ALVA = "alva.rinne@northwharf.example";
  private static final String BENDIK = "bendik.soll@northwharf.example";

  private static EmbeddedPostgres postgres;
  private static SampleUnderTest sample;
  private static Tenant tenant;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    sample =
        SampleUnderTest.start(
            postgres.getJdbcUrl("postgres", "postgres"), "defender.approval.required=containment");
    tenant = sample.tenant();
  }

  @AfterAll
  static void stop() throws IOException {
    sample.close();
    postgres.close();
  }

  @Test
  void aMachineIsContainedOnceAfterAResponderApprovedAndReleasedAfterTheSecondLook() {
    Machine machine = tenant.addMachine("nw-pg-01.northwharf.example", "finance");
    Incident incident = raise("Ransomware behaviour", machine);

    sample.approve(sample.task(incident, APPROVE));
    JsonNode look = sample.task(incident, "Look a second time");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    sample.complete(
        look, Map.of("machineNext", "release", "verdict", "malware", "lookReason", "Clean."));

    assertThat(sample.end(incident)).isEqualTo("Machine contained and released");
    assertThat(tenant.machine(machine.id()).isolated()).isFalse();
    assertThat(sample.simulator().requests().count("POST", ".*/" + machine.id() + "/isolate"))
        .isEqualTo(1);
    assertThat(tenant.incident(incident.id()).status()).isEqualTo("resolved");
  }

  @Test
  void aServerIsIsolatedOnlyWithTheApprovalOfAResponder() {
    Machine server = tenant.addMachine("nw-pg-02.northwharf.example", "auto-contain", "server");
    Incident incident = raise("Ransomware on a server", server);

    JsonNode task = sample.task(incident, APPROVE);
    assertThat(tenant.actions(server.id())).isEmpty();
    sample.refuse(task, "The server stays.");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(tenant.actions(server.id())).isEmpty();
  }

  @Test
  void closingInThePortalReleasesTheMachineOnlyAfterAPersonAgreed() {
    Machine machine = tenant.addMachine("nw-pg-03.northwharf.example", "auto-contain");
    Incident incident = raise("Closed while isolated", machine);
    JsonNode approval = sample.task(incident, APPROVE);
    assertThat(tenant.actions(machine.id())).isEmpty();
    sample.approve(approval);
    sample.task(incident, "Look a second time");

    sample.closeInPortal(incident.id(), "falsePositive");
    JsonNode question = sample.task(incident, "Release the machine?");
    assertThat(tenant.machine(machine.id()).isolated()).isTrue();
    sample.complete(question, Map.of("machineNext", "release", "lookReason", "A false alarm."));

    assertThat(sample.end(incident)).isEqualTo("Released after closing");
    assertThat(tenant.machine(machine.id()).isolated()).isFalse();
  }

  @Test
  void aPhishingMailIsRemovedAndPutBackWithAnApprovalEach() {
    PhishingMail mail = new PhishingMail(tenant);
    mail.received(ALVA, BENDIK);
    mail.clicked(BENDIK);
    Incident incident = mail.raise(sample);

    sample.approve(sample.task(incident, APPROVE));
    sample.complete(
        sample.task(incident, "Second look at the phishing mail"),
        Map.of("outcome", "falsePositive", "outcomeReason", "A real invoice."));
    JsonNode putBack = anotherApproval(incident, "2 mails to put back");
    assertThat(sample.formOf(putBack).get("defenderApprovalParameters"))
        .contains("action=moveToInbox")
        .contains(mail.messageId());
    sample.approve(putBack);

    assertThat(sample.end(incident)).isEqualTo("Phishing mail handled");
    assertThat(mail.removals(sample.simulator())).hasSize(2);
    assertThat(comments(incident)).contains("put back 2 mails").contains("Signed out: 1.");
    assertThat(indicators()).noneMatch(value -> value.contains(mail.domain()));
  }

  @Test
  void mailsThatAreLeftOfAnApprovalAreApprovedAnewOrStay() {
    PhishingMail mail = new PhishingMail(tenant);
    mail.received(ALVA, BENDIK);
    Incident incident = mail.raise(sample);

    withoutBendik(incident, mail);
    JsonNode left = anotherApproval(incident, "1 mails to remove");
    assertThat(sample.formOf(left).get("defenderApprovalParameters"))
        .contains(ALVA)
        .doesNotContain(BENDIK);
    sample.refuse(left, "Not in office hours.");

    sample.task(incident, "Second look at the phishing mail");
    assertThat(mail.removals(sample.simulator())).isEmpty();
    assertThat(indicators()).contains(mail.domain());
    assertThat(comments(incident)).contains("NOT removed").contains("Not in office hours.");
  }

  @Test
  void mailsThatMayNotBePutBackStayRemovedAndTheIncidentSaysSo() {
    PhishingMail mail = new PhishingMail(tenant);
    mail.received(ALVA, BENDIK);
    Incident incident = mail.raise(sample);
    withoutBendik(incident, mail);
    sample.approve(anotherApproval(incident, "1 mails to remove"));

    sample.complete(
        sample.task(incident, "Second look at the phishing mail"),
        Map.of("outcome", "falsePositive", "outcomeReason", "A real invoice."));
    sample.refuse(anotherApproval(incident, "1 mails to put back"), "It is phishing.");

    assertThat(sample.end(incident)).isEqualTo("Phishing mail handled");
    assertThat(mail.removals(sample.simulator()))
        .singleElement()
        .extracting(RecordedRequest::body)
        .asString()
        .contains("softDelete")
        .contains(ALVA)
        .doesNotContain(BENDIK);
    assertThat(comments(incident))
        .contains("put back 0 mails")
        .contains("NOT put back, because not all of it was approved (responder): It is phishing.");
  }

  @Test
  void aCompromisedUserIsLockedOutCleanedUpAndBroughtBack() {
    User user = person("runa.tveit@northwharf.example");
    ObjectNode rule = object().put("id", UUID.randomUUID().toString()).put("displayName", "..");
    rule.put("sequence", 1).put("isEnabled", true);
    rule.putObject("actions")
        .putArray("forwardTo")
        .addObject()
        .putObject("emailAddress")
        .put("address", "drop@ledger-sync.example");
    String rules = "/v1.0/users/" + user.id() + "/mailFolders/inbox/messageRules";
    tenant.put(rules, rule);
    Incident incident =
        sample.raise(
            "Unfamiliar sign-in",
            "high",
            SeedData.SALES_LAPTOP,
            user.id(),
            json -> {},
            alert -> {
              alert.put("serviceSource", "azureAdIdentityProtection");
              ArrayNode evidence = alert.withArray("evidence");
              List<JsonNode> users =
                  evidence.valueStream().filter(one -> one.has("userAccount")).toList();
              evidence.removeAll().addAll(users);
            });

    sample.complete(
        sample.task(incident, "Is the user compromised?"),
        Map.of("compromiseChoice", "compromised", "confirmReason", "The user did not do it."));
    JsonNode lockOut = sample.task(incident, APPROVE);
    assertThat(tenant.user(user.id()).sessionRevocations()).isZero();
    sample.approve(lockOut);
    sample.approve(anotherApproval(incident, "messageRule.delete"));
    JsonNode back = sample.task(incident, "Bring the user back?");
    assertThat(tenant.list(rules)).isEmpty();
    assertThat(tenant.user(user.id()).accountEnabled()).isFalse();
    sample.complete(back, Map.of("restoreChoice", "enable", "restoreReason", "Called the user."));
    sample.complete(
        sample.task(incident, "Has the user registered anew?"),
        Map.of("registerChoice", "registered", "registerReason", "The app works."));

    assertThat(sample.end(incident)).isEqualTo("User is safe again");
    assertThat(tenant.user(user.id()).sessionRevocations()).isEqualTo(1);
    assertThat(tenant.user(user.id()).accountEnabled()).isTrue();
  }

  @Test
  void indicatorsAreBlockedWithAnApprovalAndTakenBackWithout() {
    Incident incident =
        sample.raise(
            "Malware on a laptop",
            "high",
            SeedData.FINANCE_LAPTOP,
            SeedData.FINANCE_USER,
            json -> json.putArray("customTags").add("block-indicators"),
            alert ->
                alert
                    .putArray("evidence")
                    .addObject()
                    .put("@odata.type", "#microsoft.graph.security.ipEvidence")
                    .put("createdDateTime", "2026-11-21T02:41:07Z")
                    .put("verdict", "malicious")
                    .put("ipAddress", "198.51.100.201"));

    sample.approve(sample.task(incident, APPROVE));
    eventually(
        () -> {
          assertThat(comments(incident)).contains("blocks 1 indicator ");
          assertThat(tenant.incident(incident.id()).status()).isEqualTo("inProgress");
        });
    assertThat(indicators()).contains("198.51.100.201");
    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(keyOf(incident), "LetStepsEnd");

    assertThat(sample.end(incident)).isEqualTo("Indicators taken back");
    assertThat(indicators()).doesNotContain("198.51.100.201");
  }

  @Test
  void anOutbreakIsContainedWithApprovalsForTheWholeList() {
    Machine workstation = tenant.addMachine("nw-pg-11.northwharf.example");
    Machine server = tenant.addMachine("nw-pg-12.northwharf.example", "server");
    for (Machine machine : List.of(workstation, server)) {
      tenant.answerHunting(machine.id(), List.of());
    }
    Incident incident =
        sample.raise(
            "Files are encrypted",
            "high",
            workstation.id(),
            SeedData.FINANCE_USER,
            json -> json.putArray("customTags").add("ransomware"),
            alert -> {
              ArrayNode evidence = alert.withArray("evidence");
              evidence.add(
                  ((ObjectNode) evidence.get(0))
                      .deepCopy()
                      .put("mdeDeviceId", server.id())
                      .put("deviceDnsName", server.computerDnsName()));
            });

    JsonNode list = sample.task(incident, APPROVE);
    assertThat(tenant.machine(workstation.id()).isolated()).isFalse();
    sample.approve(list);
    sample.complete(
        sample.task(incident, "Some machines were not isolated"),
        Map.of("failedChoice", "approve", "failedReason", "Ask for it."));
    sample.approve(anotherApproval(incident, "machine.isolate"));
    JsonNode look = sample.task(incident, "Look a second time");
    assertThat(tenant.machine(workstation.id()).isolated()).isTrue();
    assertThat(tenant.machine(server.id()).isolated()).isTrue();
    sample.complete(
        look,
        Map.of(
            "releaseWhich", "all",
            "verdict", "malware",
            "releaseNames", "",
            "lookReason", "All of them are clean."));

    assertThat(sample.end(incident)).isEqualTo("Outbreak handled");
    assertThat(tenant.machine(workstation.id()).isolated()).isFalse();
    assertThat(tenant.machine(server.id()).isolated()).isFalse();
  }

  // --- what the tests are made of

  private static Incident raise(String title, Machine machine) {
    return sample.raise(
        title, "high", machine.id(), SeedData.FINANCE_USER, incident -> {}, alert -> {});
  }

  private static User person(String name) {
    String id = UUID.randomUUID().toString();
    tenant.put(
        "/v1.0/identityProtection/riskyUsers",
        object()
            .put("id", id)
            .put("riskLevel", "high")
            .put("riskState", "atRisk")
            .put("riskDetail", "none")
            .put("riskLastUpdatedDateTime", "2026-11-21T02:41:07Z")
            .put("userPrincipalName", name));
    tenant.put(
        "/v1.0/users/" + id + "/authentication/microsoftAuthenticatorMethods",
        object()
            .put("id", UUID.randomUUID().toString())
            .put("createdDateTime", "2025-11-21T02:41:07Z"));
    return tenant.addUser(
        tenant
            .user(SeedData.SALES_USER)
            .json()
            .deepCopy()
            .put("id", id)
            .put("displayName", name)
            .put("mail", name)
            .put("userPrincipalName", name)
            .put("accountEnabled", true));
  }

  /** The responder approves everything but the mail in one of the two mailboxes. */
  private static void withoutBendik(Incident incident, PhishingMail mail) {
    sample.complete(
        sample.task(incident, APPROVE),
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalReason", "Bendik's mailbox is on legal hold.",
            "defenderApprovalOnlyTargets", ALVA + "\n" + mail.domain()));
  }

  /** The approval task with these words among its actions, or as what it is about. */
  private static JsonNode anotherApproval(Incident incident, String words) {
    return eventually(
        () ->
            sample
                .openTask(keyOf(incident), APPROVE)
                .filter(
                    task -> {
                      Map<String, String> form = sample.formOf(task);
                      return form.get("defenderApprovalActions").contains(words)
                          || form.get("defenderApprovalSubject").contains(words);
                    }));
  }

  private static List<String> indicators() {
    return tenant.indicators().stream().map(Indicator::indicatorValue).toList();
  }

  private static String comments(Incident incident) {
    return String.join("\n", tenant.incident(incident.id()).comments());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
