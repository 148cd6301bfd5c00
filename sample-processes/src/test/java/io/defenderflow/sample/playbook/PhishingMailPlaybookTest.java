package io.defenderflow.sample.playbook;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static io.defenderflow.sample.SampleUnderTest.keyOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.sample.SampleUnderTest;
import io.defenderflow.sample.SharedSample;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.RecordedRequest;
import io.defenderflow.simulator.SeedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a mail and a sender of its own. */
@SharedSample
class PhishingMailPlaybookTest {
  private static final String ALVA = "alva.rinne@northwharf.example";
  private static final String BENDIK = "bendik.soll@northwharf.example";
  private static final String REMEDIATE = ".*/analyzedEmails/remediate";
  private static final String REVOKE = ".*/revokeSignInSessions";
  private static final String SEND = ".*/sendMail";

  private final SampleUnderTest sample;
  private final String messageId = UUID.randomUUID().toString();
  private final String domain = "d" + messageId.substring(0, 8) + ".example";

  PhishingMailPlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
  }

  @BeforeEach
  @AfterEach
  void noFaults() {
    sample.simulator().faults().reset();
  }

  @BeforeEach
  void onlyTheRequestsOfThisTest() {
    sample.simulator().requests().clear();
  }

  @Test
  void theMailIsRemovedAndWhoOpenedItsLinkIsSignedOutAfterOneApproval() {
    received("Inbound", "billing@" + domain, ALVA, BENDIK);
    clicked(BENDIK);
    Incident incident = raise(mail());

    JsonNode approval = sample.task(incident, "Approve containment");
    assertThat(sample.formOf(approval))
        .containsEntry(
            "defenderApprovalActions",
            "analyzedEmail.remediate, user.revokeSignInSessions, indicator.submit")
        .hasEntrySatisfying(
            "defenderApprovalTargets",
            text -> assertThat(text.lines()).containsExactlyInAnyOrder(ALVA, BENDIK, url(), domain))
        .hasEntrySatisfying(
            "defenderApprovalParameters",
            text -> assertThat(text).contains("action=softDelete").contains(messageId))
        .hasEntrySatisfying(
            "defenderApprovalEvidence",
            text -> assertThat(text).contains("Opened the link: " + BENDIK));
    assertThat(sample.simulator().requests().count("POST", REMEDIATE)).isZero();
    sample.approve(approval);

    JsonNode secondLook = sample.task(incident, "Second look at the phishing mail");
    assertThat(removals()).singleElement().satisfies(this::movesBothMails);
    assertThat(sample.simulator().requests().count("POST", REVOKE)).isEqualTo(1);
    assertThat(blocked()).containsExactlyInAnyOrder(url(), domain);
    assertThat(sentTo(BENDIK)).contains("ended your sessions").doesNotContain(domain);
    assertThat(sentTo(ALVA)).contains("we have removed it").doesNotContain(domain);
    assertThat(sentTo("reporter@northwharf.example")).contains("Thank you");
    assertThat(comments(incident))
        .contains("Removed: 2 copies. Signed out: 1. Blocked: 2 indicators.")
        .contains("Approved by responder");
    sample.complete(secondLook, Map.of("outcome", "close", "outcomeReason", "Looked at it."));

    assertThat(sample.end(incident)).isEqualTo("Phishing mail handled");
    assertThat(sample.tenant().incident(incident.id()).status()).isEqualTo("resolved");
    assertThat(sample.tenant().incident(incident.id()).determination()).isEqualTo("phishing");
  }

  @Test
  void theApproverMayLeaveAMailAndAPerson() {
    received("Inbound", "billing@" + domain, ALVA, BENDIK);
    clicked(BENDIK);
    Incident incident = raise(mail());

    sample.complete(
        sample.task(incident, "Approve containment"),
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalReason", "Bendik's mailbox is on legal hold.",
            "defenderApprovalOnlyTargets", ALVA + "\n" + domain));

    sample.task(incident, "Second look at the phishing mail");
    assertThat(removals())
        .singleElement()
        .satisfies(request -> assertThat(request.body()).contains(ALVA).doesNotContain(BENDIK));
    assertThat(sample.simulator().requests().count("POST", REVOKE)).isZero();
    assertThat(blocked()).containsExactly(domain);
  }

  @Test
  void aRefusalLeavesTheMailAndSaysSo() {
    received("Inbound", "billing@" + domain, ALVA);
    Incident incident = raise(mail());

    sample.refuse(sample.task(incident, "Approve containment"), "It is our newsletter.");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident))
        .contains("Refused by responder: It is our newsletter.")
        .contains("were left as they are");
    nothingWasDone();
  }

  @Test
  void whereNobodyApprovesTheMailStays() {
    received("Inbound", "billing@" + domain, ALVA);
    Incident incident = raise(mail());

    sample.task(incident, "Approve containment");
    sample.endTimer(keyOf(incident), "Overdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident)).contains("Nobody approved in time.");
    nothingWasDone();
  }

  @Test
  void aMailFromInsideIsHandedOver() {
    received("Intra-org", ALVA, BENDIK);
    Incident incident = raise(mail());

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident)).contains("one of our own accounts");
    nothingWasDone();
  }

  @Test
  void aMailOfAPartnerIsLookedAtFirst() {
    received("Inbound", "sales@partner.example", ALVA);
    Incident incident = raise(mail());

    JsonNode look = sample.task(incident, "Look at the mail");
    assertThat(sample.formOf(look))
        .containsEntry("mailSender", "sales@partner.example")
        .containsEntry("mailRecipients", ALVA);
    sample.complete(look, Map.of("mailChoice", "stop", "mailReason", "A real invoice."));

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident)).contains("A real invoice.");
    nothingWasDone();
  }

  @Test
  void whereNobodyLooksAtAPartnersMailNothingHappens() {
    received("Inbound", "sales@partner.example", ALVA);
    Incident incident = raise(mail());

    sample.task(incident, "Look at the mail");
    sample.endTimer(keyOf(incident), "LookOverdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    nothingWasDone();
  }

  @Test
  void evidenceWithoutAMailAsksAPerson() {
    received("Inbound", "billing@" + domain, ALVA);
    Incident incident = raise(evidence("mailboxEvidence").put("primaryAddress", ALVA));

    sample.complete(
        sample.task(incident, "Name the mail by hand"),
        Map.of("messageChoice", "goOn", "messageId", messageId, "messageReason", "Found it."));

    assertThat(sample.formOf(sample.task(incident, "Approve containment")))
        .hasEntrySatisfying("defenderApprovalTargets", text -> assertThat(text).contains(ALVA));
  }

  @Test
  void aRemovalThatFailsIsShownAndTriedAgain() {
    received("Inbound", "billing@" + domain, ALVA);
    sample
        .simulator()
        .faults()
        .on("POST", REMEDIATE)
        .times(1)
        .error(409, "Conflict", "Another remediation of these mails is running.");
    Incident incident = raise(mail());

    sample.approve(sample.task(incident, "Approve containment"));
    sample.complete(
        sample.task(incident, "Mails could not be removed"),
        Map.of("nextStep", "again", "stepReason", "It has ended."));

    sample.task(incident, "Second look at the phishing mail");
    assertThat(removals()).hasSize(2);
    assertThat(comments(incident)).contains("Removed: 1 copies.");
  }

  @Test
  void aFalseAlarmPutsTheMailsBackAndUnblocks() {
    received("Inbound", "billing@" + domain, ALVA);
    Incident incident = raise(mail());
    sample.approve(sample.task(incident, "Approve containment"));

    sample.complete(
        sample.task(incident, "Second look at the phishing mail"),
        Map.of("outcome", "falsePositive", "outcomeReason", "A real invoice."));

    assertThat(sample.end(incident)).isEqualTo("Phishing mail handled");
    assertThat(removals()).hasSize(2);
    assertThat(removals().get(1).body()).contains("moveToInbox").contains(ALVA);
    assertThat(blocked()).isEmpty();
    assertThat(sample.tenant().incident(incident.id()).classification()).isEqualTo("falsePositive");
  }

  @Test
  void mailsAreDeletedForGoodOnlyWithAnApprovalOfItsOwn() {
    received("Inbound", "billing@" + domain, ALVA);
    Incident incident = raise(mail());
    sample.approve(sample.task(incident, "Approve containment"));
    JsonNode first = sample.task(incident, "Second look at the phishing mail");
    sample.complete(first, Map.of("outcome", "hardDelete", "outcomeReason", "It holds malware."));

    JsonNode approval = sample.task(incident, "Approve containment");
    assertThat(sample.formOf(approval).get("defenderApprovalParameters"))
        .contains("action=hardDelete");
    assertThat(removals()).hasSize(1);
    sample.approve(approval);

    eventually(() -> assertThat(comments(incident)).contains("deleted for good"));
    assertThat(removals().get(1).body()).contains("hardDelete");
    sample.complete(
        sample.task(incident, "Second look at the phishing mail"),
        Map.of("outcome", "open", "outcomeReason", "Forensics go on."));
    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
  }

  @Test
  void aFalsePositiveInThePortalUndoesTheResponse() {
    received("Inbound", "billing@" + domain, ALVA);
    Incident incident = raise(mail());
    sample.approve(sample.task(incident, "Approve containment"));
    sample.task(incident, "Second look at the phishing mail");

    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(keyOf(incident), "LetStepsEnd");

    assertThat(sample.end(incident)).isEqualTo("Response undone");
    assertThat(removals().get(1).body()).contains("moveToInbox");
    assertThat(blocked()).isEmpty();
  }

  @Test
  void anIncidentThatIsClosedWhileTheApprovalWaitsEndsThePlaybook() {
    received("Inbound", "billing@" + domain, ALVA);
    Incident incident = raise(mail());
    sample.task(incident, "Approve containment");

    sample.closeInPortal(incident.id(), "truePositive");

    assertThat(sample.end(incident)).isEqualTo("Incident closed, response stays");
    nothingWasDone();
  }

  @Test
  void tooManyCopiesAreLeftToThreatExplorerAndTheRestGoesOn() {
    String[] many = new String[26];
    for (int i = 0; i < many.length; i++) {
      many[i] = "person" + i + "@northwharf.example";
    }
    received("Inbound", "billing@" + domain, many);
    clicked(BENDIK);
    Incident incident = raise(mail());

    JsonNode approval = sample.task(incident, "Approve containment");
    assertThat(sample.formOf(approval))
        .containsEntry("defenderApprovalActions", "user.revokeSignInSessions, indicator.submit")
        .hasEntrySatisfying(
            "defenderApprovalWhy", text -> assertThat(text).contains("Threat Explorer"));
    sample.approve(approval);

    sample.task(incident, "Second look at the phishing mail");
    assertThat(removals()).isEmpty();
    assertThat(sample.simulator().requests().count("POST", REVOKE)).isEqualTo(1);
  }

  // --- what the tests are made of

  private Incident raise(ObjectNode... evidence) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(List.of(evidence));
    return sample.raise(
        "Phishing mail delivered",
        "medium",
        SeedData.FINANCE_LAPTOP,
        SeedData.FINANCE_USER,
        incident -> {},
        alert -> {
          alert.put("serviceSource", "microsoftDefenderForOffice365");
          alert.set("evidence", all);
        });
  }

  private ObjectNode[] mail() {
    ObjectNode message = evidence("analyzedMessageEvidence").put("networkMessageId", messageId);
    message.putArray("urls").add(url());
    ObjectNode cluster = evidence("mailClusterEvidence");
    cluster.putArray("networkMessageIds").add(messageId);
    return new ObjectNode[] {
      message,
      cluster,
      evidence("submissionMailEvidence")
          .put("networkMessageId", messageId)
          .put("submitter", "reporter@northwharf.example")
    };
  }

  private String url() {
    return "https://" + domain + "/pay";
  }

  private static ObjectNode evidence(String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("@odata.type", "#microsoft.graph.security." + type)
        .put("createdDateTime", "2026-11-21T02:41:07Z")
        .put("verdict", "malicious");
  }

  private void received(String direction, String sender, String... recipients) {
    List<ObjectNode> rows = new ArrayList<>();
    for (String recipient : recipients) {
      rows.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("NetworkMessageId", messageId)
              .put("InternetMessageId", "<" + messageId + "@" + domain + ">")
              .put("RecipientEmailAddress", recipient)
              .put("SenderFromAddress", sender)
              .put("EmailDirection", direction)
              .put("LatestDeliveryLocation", "Inbox/folder"));
    }
    sample.tenant().answerHunting("[\"" + messageId + "\"]);\nlet senders", rows);
    clicks(false, ALVA);
  }

  private void clicked(String... people) {
    clicks(true, people);
  }

  private void clicks(boolean opened, String... people) {
    sample
        .tenant()
        .answerHunting(
            "[\"" + messageId + "\"]);\nUrlClickEvents",
            Arrays.stream(people)
                .map(
                    person ->
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("AccountUpn", person)
                            .put("Url", url())
                            .put("PageOpened", opened))
                .toList());
  }

  private List<RecordedRequest> removals() {
    return sample.simulator().requests().list("POST", REMEDIATE);
  }

  private void movesBothMails(RecordedRequest request) {
    assertThat(request.body())
        .contains("softDelete")
        .contains(messageId)
        .contains(ALVA)
        .contains(BENDIK);
  }

  private String sentTo(String address) {
    return sample.simulator().requests().list("POST", SEND).stream()
        .map(RecordedRequest::body)
        .filter(body -> body.contains("\"" + address + "\""))
        .findFirst()
        .orElse("");
  }

  private List<String> blocked() {
    return sample.tenant().indicators().stream()
        .map(io.defenderflow.simulator.Indicator::indicatorValue)
        .filter(value -> value.contains(domain))
        .toList();
  }

  private void nothingWasDone() {
    assertThat(removals()).isEmpty();
    assertThat(sample.simulator().requests().count("POST", REVOKE)).isZero();
    assertThat(sample.simulator().requests().count("POST", SEND)).isZero();
    assertThat(blocked()).isEmpty();
  }

  private String comments(Incident incident) {
    return String.join("\n", sample.tenant().incident(incident.id()).comments());
  }
}
