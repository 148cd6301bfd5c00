package io.defenderflow.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmailSubmissionTest {
  private static final String MAILBOX = "/users/alva.rinne@northwharf.example/messages";
  private static final String SUBMISSIONS = "/beta/security/threatSubmission/emailThreats";

  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Caller caller = new Caller(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void aMailIsFoundByItsInternetMessageIdAndSubmittedWithWhatIsKnownOfIt() {
    JsonNode mail = caller.graph(MAILBOX).json().at("/value/0");
    String internetMessageId = mail.path("internetMessageId").asText();
    JsonNode found =
        caller
            .graph(
                MAILBOX
                    + "?$select=id&$filter="
                    + URLEncoder.encode("internetMessageId eq '" + internetMessageId + "'", UTF_8))
            .json()
            .path("value");
    assertThat(found.findValuesAsText("id")).containsExactly(mail.path("id").asText());

    Caller.Reply reply = submit(MAILBOX + "/" + mail.path("id").asText());

    assertThat(reply.status()).isEqualTo(201);
    JsonNode submission = reply.json();
    assertThat(submission.path("status").asText()).isEqualTo("running");
    assertThat(submission.path("subject")).isEqualTo(mail.path("subject"));
    assertThat(submission.path("sender")).isEqualTo(mail.at("/from/emailAddress/address"));
    assertThat(submission.path("internetMessageId")).isEqualTo(mail.path("internetMessageId"));
    JsonNode analyzed = later(submission);
    assertThat(analyzed.path("status").asText()).isEqualTo("succeeded");
    assertThat(analyzed.at("/result/category").asText()).isEqualTo("phishing");
  }

  @Test
  void aMailThatIsNoLongerInTheMailboxIsSkipped() {
    JsonNode skipped = later(submit(MAILBOX + "/gone").json());

    assertThat(skipped.path("status").asText()).isEqualTo("skipped");
    assertThat(skipped.at("/result/detail").asText()).isEqualTo("messageNotFound");
  }

  @Test
  void whatIsNoAddressOfAMessageIsRefused() {
    assertThat(submit("/me/messages/1").status()).isEqualTo(400);
    assertThat(simulator.tenant().list(SUBMISSIONS)).hasSize(1);
  }

  private Caller.Reply submit(String message) {
    return caller.graphAt(
        "POST",
        SUBMISSIONS,
        Json.object()
            .put("@odata.type", "#microsoft.graph.security.emailUrlThreatSubmission")
            .put("category", "phishing")
            .put("recipientEmailAddress", "alva.rinne@northwharf.example")
            .put("messageUrl", "https://graph.microsoft.com/beta" + message)
            .toString());
  }

  private JsonNode later(JsonNode submission) {
    clock.advance(Duration.ofMinutes(10));
    return caller.graphAt("GET", SUBMISSIONS + "/" + submission.path("id").asText(), "").json();
  }
}
