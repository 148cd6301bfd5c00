package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhishingMailDecisionsTest {
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @ParameterizedTest(name = "{0} from {1}, {2} copies, {4} clicks -> {5}")
  @CsvSource({
    "Intra-org, northwharf.example, 3,  300,  1, handOver,       The sender is one of our own",
    "Outbound,  northwharf.example, 3,  300,  0, handOver,       The sender is one of our own",
    "Inbound,   northwharf.example, 3,  300,  0, ask,            The sender shows our own domain",
    "Inbound,   partner.example,    3,  300,  0, ask,            The mail comes from a partner",
    "Inbound,   bad.example,        26, 2600, 0, withoutRemoval, There are too many copies",
    "Inbound,   bad.example,        25, 2801, 0, withoutRemoval, The list of copies is too long",
    "Inbound,   bad.example,        25, 2800, 0, remove,         Copies of the mail",
    "Inbound,   bad.example,        0,  2,    1, withoutRemoval, No mailbox holds the mail any",
    "Inbound,   bad.example,        0,  2,    0, nothing,        'No mailbox holds the mail, and'",
    "'',        '',                 1,  100,  0, remove,         Copies of the mail"
  })
  void everyRowOfThePolicyAnswersAsItSays(
      String direction,
      String domain,
      int copies,
      int length,
      int clicks,
      String handling,
      String reason) {
    Map<String, Object> mail =
        Map.of("direction", direction, "senderDomain", domain, "copies", copies, "clicks", clicks);

    Map<String, Object> result =
        decide("phishing-mail-policy", Map.of("mail", mail, "mailListLength", length));

    assertThat(result.get("handling")).isEqualTo(handling);
    assertThat(result.get("reason")).asString().startsWith(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "clicked,   1, '',      yes, We have ended your sessions",
    "clicked,   0, '',      yes, We have ended your sessions",
    "clicked,   1, a@b.example, yes, Sign out of all your devices now",
    "recipient, 1, '',      yes, A phishing mail from billing@bad[.]example was in your mailbox",
    "recipient, 0, '',      no,  ''",
    "reporter,  0, '',      yes, that you reported was phishing",
    "somebody,  1, '',      no,  ''"
  })
  void peopleReadWhatConcernsThemAndIsTrue(
      String audience, int removed, String notRevoked, String send, String text) {
    Map<String, Object> result =
        decide(
            "inform-people",
            Map.of(
                "person",
                Map.of("audience", audience, "address", "a@b.example"),
                "mailsRemoved",
                Collections.nCopies(removed, Map.of()),
                "notRevoked",
                List.of(notRevoked),
                "safeSender",
                "billing@bad[.]example"));

    assertThat(result.get("send")).isEqualTo(send);
    assertThat(result.get("content")).asString().containsIgnoringCase(text);
  }

  @Test
  void mailsAreReadFromEveryKindOfEvidenceOnce() {
    Map<String, Object> found =
        context(
            "read-mail-evidence",
            Map.of(
                "incident",
                Map.of(
                    "alerts",
                    List.of(
                        Map.of(
                            "evidence",
                            List.of(
                                Map.of("networkMessageId", "one", "submitter", "who@b.example"),
                                Map.of("primaryAddress", "alva@b.example"))),
                        Map.of(
                            "evidence",
                            List.of(Map.of("networkMessageIds", List.of("one", "two"))))))));

    assertThat(found.get("messageIds")).isEqualTo(List.of("one", "two"));
    assertThat(found.get("reporters")).isEqualTo(List.of("who@b.example"));
  }

  @Test
  void copiesThatAreNoLongerInMailboxesAreNotCounted() {
    Map<String, Object> found =
        context(
            "mail-facts",
            Map.of(
                "recipientsFound",
                Map.of(
                    "results",
                    List.of(
                        received("bendik@b.example", "Quarantine"),
                        received("alva@b.example", "Inbox/folder"),
                        received("alva@b.example", "Inbox/folder"),
                        received("carla@b.example", "Junk folder"))),
                "clicksFound",
                Map.of(
                    "results",
                    List.of(
                        Map.of("AccountUpn", "alva@b.example", "PageOpened", true),
                        Map.of("AccountUpn", "alva@b.example", "PageOpened", true),
                        Map.of("AccountUpn", "carla@b.example", "PageOpened", false))),
                "indicators",
                List.of(
                    Map.of("type", "EmailAddress", "value", "billing@bad.example"),
                    Map.of("type", "Url", "value", "https://bad.example/pay"))));

    assertThat(found.get("copies")).hasToString("2");
    assertThat(found.get("recipient")).isEqualTo("alva@b.example");
    assertThat(found.get("clickers")).isEqualTo(List.of("alva@b.example"));
    assertThat(found.get("senderDomain")).isEqualTo("bad.example");
    assertThat(found.get("internetMessageId")).isEqualTo("<it''s@bad.example>");
    assertThat((List<?>) found.get("indicators"))
        .extracting(indicator -> ((Map<?, ?>) indicator).get("value"))
        .isEqualTo(List.of("https://bad.example/pay", "bad.example"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          no,,,, The mail was not submitted to Microsoft.
          yes, succeeded, phishing, none, The mail was submitted to Microsoft. Verdict: phishing.
          yes, skipped, noResultAvailable, messageNotFound, which gave no verdict: messageNotFound.
          yes, running,,, There is no verdict yet; the portal shows it under Submissions.
          yes,,,, There is no verdict yet; the portal shows it under Submissions.
          """)
  void theCommentTellsWhatBecameOfTheSubmission(
      String submitted, String status, String verdict, String detail, String text) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("mail", Map.of("sender", "billing@bad.example"));
    facts.put("approval", "approve");
    facts.put("approver", "responder");
    facts.put("approvalReason", "It is phishing.");
    facts.put("policyReason", "It came from outside.");
    facts.put("decisionNote", "");
    for (String list :
        List.of(
            "mailsRemoved",
            "clickers",
            "notRevoked",
            "notInformed",
            "indicatorsInPlace",
            "indicatorsNotInPlace")) {
      facts.put(list, List.of());
    }
    facts.put("submitted", submitted);
    facts.put("submissionStatus", status);
    facts.put("verdict", verdict);
    facts.put("verdictDetail", detail);

    assertThat(context("phishing-report", facts).get("comment")).asString().endsWith(text);
  }

  private static Map<String, Object> received(String recipient, String location) {
    return Map.of(
        "NetworkMessageId", "one",
        "InternetMessageId", "<it's@bad.example>",
        "RecipientEmailAddress", recipient,
        "SenderFromAddress", "billing@Bad.example",
        "LatestDeliveryLocation", location);
  }

  private Map<String, Object> decide(String decision, Map<String, Object> variables) {
    return engine
        .evaluateDecisionTable(decision(decision), new HashMap<>(variables))
        .getSingleResult()
        .getEntryMap();
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> context(String decision, Map<String, Object> variables) {
    return (Map<String, Object>)
        engine
            .evaluateDecision(decision(decision), new HashMap<>(variables))
            .getSingleResult()
            .getSingleEntry();
  }

  private DmnDecision decision(String id) {
    try (InputStream file =
        getClass().getResourceAsStream("/processes/phishing-mail/" + id + ".dmn")) {
      return engine.parseDecision(id, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
