package io.defenderflow.sample.playbook;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static io.defenderflow.sample.SampleUnderTest.keyOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.sample.PhishingMail;
import io.defenderflow.sample.SampleUnderTest;
import io.defenderflow.sample.SharedSample;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.RecordedRequest;
import io.defenderflow.simulator.SeedData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has a mail and a sender of its own. */
@SharedSample
class PhishingMailPlaybookTest {
  private static final String ALVA = "alva.rinne@northwharf.example";
  private static final String BENDIK = "bendik.soll@northwharf.example";
  private static final String REVOKE = ".*/revokeSignInSessions";
  private static final String SUBMIT = ".*/threatSubmission/emailThreats";
  private static final String SEND = ".*/sendMail";

  private final SampleUnderTest sample;
  private final PhishingMail mail;

  PhishingMailPlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
    mail = new PhishingMail(sample.tenant());
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
    mail.received(ALVA, BENDIK);
    mail.clicked(BENDIK);
    Incident incident = mail.raise(sample);

    JsonNode approval = sample.task(incident, "Approve containment");
    assertThat(sample.formOf(approval))
        .containsEntry(
            "defenderApprovalActions",
            "analyzedEmail.remediate, user.revokeSignInSessions, indicator.submit")
        .hasEntrySatisfying(
            "defenderApprovalTargets",
            text ->
                assertThat(text.lines())
                    .containsExactlyInAnyOrder(ALVA, BENDIK, mail.url(), mail.domain()))
        .hasEntrySatisfying(
            "defenderApprovalParameters",
            text -> assertThat(text).contains("action=softDelete").contains(mail.messageId()))
        .hasEntrySatisfying(
            "defenderApprovalEvidence",
            text -> assertThat(text).contains("Opened the link: " + BENDIK));
    assertThat(sample.simulator().requests().count("POST", PhishingMail.REMEDIATE)).isZero();
    sample.approve(approval);

    JsonNode secondLook = sample.task(incident, "Second look at the phishing mail");
    assertThat(removals()).singleElement().satisfies(this::movesBothMails);
    assertThat(sample.simulator().requests().count("POST", REVOKE)).isEqualTo(1);
    assertThat(blocked()).containsExactlyInAnyOrder(mail.url(), mail.domain());
    assertThat(sentTo(BENDIK)).contains("ended your sessions").doesNotContain(mail.domain());
    assertThat(sentTo(ALVA)).contains("we have removed it").doesNotContain(mail.domain());
    assertThat(sentTo(PhishingMail.REPORTER)).contains("Thank you");
    assertThat(comments(incident))
        .contains("Removed: 2 copies. Signed out: 1. Blocked: 2 indicators.")
        .contains("Approved by responder")
        .doesNotContain("NOT informed");
    sample.complete(secondLook, Map.of("outcome", "close", "outcomeReason", "Looked at it."));

    assertThat(sample.end(incident)).isEqualTo("Phishing mail handled");
    assertThat(sample.tenant().incident(incident.id()).status()).isEqualTo("resolved");
    assertThat(sample.tenant().incident(incident.id()).determination()).isEqualTo("phishing");
  }

  @Test
  void theMailIsSubmittedToMicrosoftAndTheVerdictIsTold() {
    mail.received(ALVA, BENDIK);
    String id = mail.liesInMailboxOf(SeedData.FINANCE_USER);
    Incident incident = mail.raise(sample);

    sample.approve(sample.task(incident, "Approve containment"));
    JsonNode secondLook = sample.task(incident, "Second look at the phishing mail");

    assertThat(submissions())
        .singleElement()
        .extracting(RecordedRequest::body)
        .asString()
        .contains("\"category\":\"phishing\"")
        .contains("\"recipientEmailAddress\":\"" + ALVA + "\"")
        .contains("https://graph.microsoft.com/beta/users/" + ALVA + "/messages/" + id + "\"");
    assertThat(sample.tenant().list("/beta/security/threatSubmission/emailThreats"))
        .filteredOn(
            submission ->
                submission.path("internetMessageId").asText().equals(mail.internetMessageId()))
        .hasSize(1);
    assertThat(comments(incident))
        .contains("The mail was submitted to Microsoft. Verdict: phishing.");
    assertThat(sample.formOf(secondLook).get("outcomeText")).contains("submitted to Microsoft.");
  }

  @Test
  void aMailboxThatMicrosoftCannotOpenHoldsUpNothing() {
    mail.received(ALVA);
    sample
        .simulator()
        .faults()
        .on("GET", ".*/messages.*")
        .error(404, "MailboxNotEnabledForRESTAPI", "The mailbox is hosted on-premise.");
    Incident incident = mail.raise(sample);

    sample.approve(sample.task(incident, "Approve containment"));

    everythingButTheSubmissionIsDone(incident);
    assertThat(submissions()).isEmpty();
  }

  @Test
  void aSubmissionWithoutAnAnswerHoldsUpForTwoMinutesOnly() {
    mail.received(ALVA);
    mail.liesInMailboxOf(SeedData.FINANCE_USER);
    sample.simulator().faults().on("POST", SUBMIT).missingApplicationRoles();
    Incident incident = mail.raise(sample);

    sample.approve(sample.task(incident, "Approve containment"));
    eventually(() -> assertThat(submissions()).isNotEmpty());
    sample.endTimer(keyOf(incident), "SubmissionStuck");

    everythingButTheSubmissionIsDone(incident);
  }

  @Test
  void theApproverMayLeaveAMailAndAPerson() {
    mail.received(ALVA, BENDIK);
    mail.clicked(BENDIK);
    Incident incident = mail.raise(sample);

    sample.complete(
        sample.task(incident, "Approve containment"),
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalReason", "Bendik's mailbox is on legal hold.",
            "defenderApprovalOnlyTargets", ALVA + "\n" + mail.domain()));

    sample.task(incident, "Second look at the phishing mail");
    assertThat(removals())
        .singleElement()
        .satisfies(request -> assertThat(request.body()).contains(ALVA).doesNotContain(BENDIK));
    assertThat(sample.simulator().requests().count("POST", REVOKE)).isZero();
    assertThat(blocked()).containsExactly(mail.domain());
  }

  @Test
  void aRefusalLeavesTheMailAndSaysSo() {
    mail.received(ALVA);
    Incident incident = mail.raise(sample);

    sample.refuse(sample.task(incident, "Approve containment"), "It is our newsletter.");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident))
        .contains("Refused by responder: It is our newsletter.")
        .contains("were left as they are");
    nothingWasDone();
  }

  @Test
  void whereNobodyApprovesTheMailStays() {
    mail.received(ALVA);
    Incident incident = mail.raise(sample);

    sample.task(incident, "Approve containment");
    sample.endTimer(keyOf(incident), "Overdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident)).contains("Nobody approved in time.");
    nothingWasDone();
  }

  @Test
  void aMailFromInsideIsHandedOver() {
    mail.receivedFrom(ALVA, "Intra-org", BENDIK);
    Incident incident = mail.raise(sample);

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    assertThat(comments(incident)).contains("one of our own accounts");
    nothingWasDone();
  }

  @Test
  void aMailOfAPartnerIsLookedAtFirst() {
    mail.receivedFrom("sales@partner.example", "Inbound", ALVA);
    Incident incident = mail.raise(sample);

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
    mail.receivedFrom("sales@partner.example", "Inbound", ALVA);
    Incident incident = mail.raise(sample);

    sample.task(incident, "Look at the mail");
    sample.endTimer(keyOf(incident), "LookOverdue");

    assertThat(sample.end(incident)).isEqualTo("Handed over to people");
    nothingWasDone();
  }

  @Test
  void evidenceWithoutAMailAsksAPerson() {
    mail.received(ALVA);
    Incident incident =
        mail.raise(sample, PhishingMail.evidence("mailboxEvidence").put("primaryAddress", ALVA));

    sample.complete(
        sample.task(incident, "Name the mail by hand"),
        Map.of(
            "messageChoice", "goOn", "messageId", mail.messageId(), "messageReason", "Found it."));

    assertThat(sample.formOf(sample.task(incident, "Approve containment")))
        .hasEntrySatisfying("defenderApprovalTargets", text -> assertThat(text).contains(ALVA));
  }

  @Test
  void aRemovalThatFailsIsShownAndTriedAgain() {
    mail.received(ALVA);
    sample
        .simulator()
        .faults()
        .on("POST", PhishingMail.REMEDIATE)
        .times(1)
        .error(409, "Conflict", "Another remediation of these mails is running.");
    Incident incident = mail.raise(sample);

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
    mail.received(ALVA);
    Incident incident = mail.raise(sample);
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
  void aSecondLookThatNobodyTakesIsRememberedAgainAndAgain() {
    mail.received(ALVA);
    Incident incident = mail.raise(sample);
    sample.approve(sample.task(incident, "Approve containment"));
    sample.task(incident, "Second look at the phishing mail");

    remindedTwice(incident, "SecondLookOverdue", "waits for the second look");
  }

  @Test
  void mailsThatCannotBePutBackAreRememberedUntilSomebodyDecides() {
    mail.received(ALVA);
    Incident incident = mail.raise(sample);
    sample.approve(sample.task(incident, "Approve containment"));
    JsonNode secondLook = sample.task(incident, "Second look at the phishing mail");
    sample
        .simulator()
        .faults()
        .on("POST", PhishingMail.REMEDIATE)
        .error(409, "Conflict", "Another remediation of these mails is running.");
    sample.complete(
        secondLook, Map.of("outcome", "falsePositive", "outcomeReason", "A real invoice."));

    JsonNode notPutBack = sample.task(incident, "Mails could not be put back");
    remindedTwice(incident, "NotPutBackWaits", "still missing from the mailboxes");
    sample.complete(notPutBack, Map.of("nextStep", "goOn", "stepReason", "Done in Explorer."));

    assertThat(sample.end(incident)).isEqualTo("Phishing mail handled");
    assertThat(comments(incident))
        .contains("put back 0 mails")
        .contains("NOT put back by the playbook; responder: Done in Explorer.");
    assertThat(blocked()).isEmpty();
  }

  @Test
  void mailsAreDeletedForGoodOnlyWithAnApprovalOfItsOwn() {
    mail.received(ALVA);
    Incident incident = mail.raise(sample);
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
    mail.received(ALVA);
    Incident incident = mail.raise(sample);
    sample.approve(sample.task(incident, "Approve containment"));
    sample.task(incident, "Second look at the phishing mail");

    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(keyOf(incident), "LetStepsEnd");

    assertThat(sample.end(incident)).isEqualTo("Response undone");
    assertThat(removals().get(1).body()).contains("moveToInbox");
    assertThat(blocked()).isEmpty();
  }

  @Test
  void aFalsePositiveInTheMiddleOfTheResponsePutsBackWhatWasRemoved() {
    mail.received(ALVA);
    sample.simulator().faults().on("POST", ".*/api/indicators").missingApplicationRoles();
    Incident incident = mail.raise(sample);
    sample.approve(sample.task(incident, "Approve containment"));
    eventually(
        () ->
            assertThat(sample.simulator().requests().count("POST", ".*/api/indicators"))
                .isPositive());

    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(keyOf(incident), "LetStepsEnd");

    assertThat(sample.end(incident)).isEqualTo("Response undone");
    assertThat(removals()).hasSize(2);
    assertThat(removals().get(1).body()).contains("moveToInbox").contains(ALVA);
  }

  @Test
  void anIncidentThatIsClosedWhileTheApprovalWaitsEndsThePlaybook() {
    mail.received(ALVA);
    Incident incident = mail.raise(sample);
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
    mail.received(many);
    mail.clicked(BENDIK);
    Incident incident = mail.raise(sample);

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

  private void everythingButTheSubmissionIsDone(Incident incident) {
    sample.task(incident, "Second look at the phishing mail");
    assertThat(removals()).hasSize(1);
    assertThat(blocked()).hasSize(2);
    assertThat(comments(incident)).contains("The mail was not submitted to Microsoft.");
  }

  /** The time of the timer passes two times, and each time a comment says so. */
  private void remindedTwice(Incident incident, String timer, String text) {
    for (int times = 1; times <= 2; times++) {
      int so = times;
      sample.endTimer(keyOf(incident), timer);
      eventually(
          () ->
              assertThat(sample.tenant().incident(incident.id()).comments())
                  .filteredOn(comment -> comment.contains(text))
                  .hasSize(so));
    }
  }

  private List<RecordedRequest> removals() {
    return mail.removals(sample.simulator());
  }

  private List<RecordedRequest> submissions() {
    return sample.simulator().requests().list("POST", SUBMIT);
  }

  private void movesBothMails(RecordedRequest request) {
    assertThat(request.body())
        .contains("softDelete")
        .contains(mail.messageId())
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
        .filter(value -> value.contains(mail.domain()))
        .toList();
  }

  private void nothingWasDone() {
    assertThat(removals()).isEmpty();
    assertThat(submissions()).isEmpty();
    assertThat(sample.simulator().requests().count("POST", REVOKE)).isZero();
    assertThat(sample.simulator().requests().count("POST", SEND)).isZero();
    assertThat(blocked()).isEmpty();
  }

  private String comments(Incident incident) {
    return String.join("\n", sample.tenant().incident(incident.id()).comments());
  }
}
