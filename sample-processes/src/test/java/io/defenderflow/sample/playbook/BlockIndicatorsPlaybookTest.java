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
import io.defenderflow.simulator.Indicator;
import io.defenderflow.simulator.SeedData;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each test has its own values, because the tenant keeps what was blocked before. */
@SharedSample
class BlockIndicatorsPlaybookTest {
  private static final String INDICATORS = ".*/api/indicators";
  private final SampleUnderTest sample;

  BlockIndicatorsPlaybookTest(SampleUnderTest sample) {
    this.sample = sample;
  }

  @AfterEach
  void noFaults() {
    sample.simulator().faults().reset();
  }

  @Test
  void whatTheResponderApprovesIsBlockedOnceUntilAnEnd() {
    Incident incident =
        raise(
            url("https://good-path.example/beacon", "malicious"),
            address("198.51.100.31", "suspicious"),
            address("10.1.2.3", "malicious"),
            url("https://portal.northwharf.example/", "malicious"));

    JsonNode doubtful = sample.task(incident, "Decide about doubtful indicators");
    assertThat(sample.formOf(doubtful))
        .containsEntry(
            "doubtfulText",
            "DomainName good-path.example: A link leads to this domain. The bad page may be on a"
                + " good site.")
        .hasEntrySatisfying(
            "leftOutText",
            text ->
                assertThat(text)
                    .contains("IpAddress 10.1.2.3: It is an address of internal networks.")
                    .contains("portal.northwharf.example: It belongs to our own organization."));
    sample.complete(
        doubtful, Map.of("doubtfulChoice", "leave", "doubtfulReason", "A shared host."));
    JsonNode approval = sample.task(incident, "Approve containment");
    assertThat(sample.formOf(approval))
        .containsEntry("defenderApprovalActions", "indicator.submit")
        .containsEntry("defenderApprovalTargets", "https://good-path.example/beacon\n198.51.100.31")
        .hasEntrySatisfying(
            "defenderApprovalParameters",
            text ->
                assertThat(text)
                    .contains("action=Block")
                    .contains("expirationTime=" + inDays(90) + "T00:00:00Z")
                    .contains("expirationTime=" + inDays(14) + "T00:00:00Z"));
    assertThat(blocked("198.51.100.31")).isEmpty();
    sample.approve(approval);

    waitUntilItSays(incident, "blocks 2 indicators");
    ObjectNode blocked = blocked("https://good-path.example/beacon").orElseThrow();
    assertThat(blocked.path("action").asText()).isEqualTo("Block");
    assertThat(blocked.path("indicatorType").asText()).isEqualTo("Url");
    assertThat(blocked.path("expirationTime").asText()).startsWith(inDays(90));
    assertThat(blocked.path("application").asText())
        .isEqualTo("Defenderflow incident " + incident.id());
    assertThat(blocked("198.51.100.31").orElseThrow().path("expirationTime").asText())
        .startsWith(inDays(14));
    assertThat(blocked("good-path.example")).isEmpty();
    assertThat(blocked("10.1.2.3")).isEmpty();
    assertThat(submitted("198.51.100.31")).isEqualTo(1);
    assertThat(comments(incident))
        .contains("Approved by responder")
        .contains("A shared host.")
        .contains("198[.]51[.]100[.]31")
        .doesNotContain("198.51.100.31");

    sample.endTimer(SampleUnderTest.keyOf(incident), "WatchIncident");
    assertThat(sample.end(incident)).isEqualTo("Indicators blocked");
    assertThat(blocked("198.51.100.31")).isPresent();
  }

  @Test
  void theApproverMayTakeSomeOut() {
    Incident incident =
        raise(address("198.51.100.41", "malicious"), address("198.51.100.42", "malicious"));

    sample.complete(
        sample.task(incident, "Approve containment"),
        Map.of(
            "defenderApprovalDecision", "approve",
            "defenderApprovalReason", "The other one is our partner.",
            "defenderApprovalOnlyTargets", "198.51.100.42"));

    waitUntilItSays(incident, "blocks 1 indicator ");
    assertThat(blocked("198.51.100.41")).isEmpty();
    assertThat(blocked("198.51.100.42")).isPresent();
  }

  @Test
  void aRefusalBlocksNothingAndSaysWhoRefused() {
    Incident incident = raise(address("198.51.100.51", "malicious"));

    sample.refuse(sample.task(incident, "Approve containment"), "It is our backup provider.");

    assertThat(sample.end(incident)).isEqualTo("Nothing blocked");
    assertThat(comments(incident))
        .contains("No indicator was blocked.")
        .contains("Refused by responder: It is our backup provider.");
    assertThat(submitted("198.51.100.51")).isZero();
  }

  @Test
  void whereNobodyDecidesNothingIsBlocked() {
    Incident incident = raise(url("https://nobody-decides.example/a", "malicious"));

    sample.task(incident, "Decide about doubtful indicators");
    sample.endTimer(SampleUnderTest.keyOf(incident), "DoubtfulOverdue");
    sample.task(incident, "Approve containment");
    sample.endTimer(SampleUnderTest.keyOf(incident), "Overdue");

    assertThat(sample.end(incident)).isEqualTo("Nothing blocked");
    assertThat(comments(incident))
        .contains("Nobody approved in time.")
        .contains("Nobody decided about the doubtful ones within two hours");
    assertThat(submitted("https://nobody-decides.example/a")).isZero();
  }

  @Test
  void anIncidentWithoutAnythingToBlockAsksNobody() {
    Incident incident = raise(address("10.9.8.7", "malicious"));

    assertThat(sample.end(incident)).isEqualTo("Nothing blocked");
    assertThat(comments(incident)).contains("There was nothing to block.");
  }

  @Test
  void aSingleFailureIsShownAndDoesNotStopTheOthers() {
    sample
        .simulator()
        .faults()
        .on("POST", INDICATORS)
        .times(1)
        .error(409, "Conflict", "Somebody changes the indicators at this moment.");
    Incident incident =
        raise(address("198.51.100.61", "malicious"), address("198.51.100.62", "malicious"));

    sample.approve(sample.task(incident, "Approve containment"));
    JsonNode failed = sample.task(incident, "Some indicators are not in place");
    assertThat(sample.formOf(failed))
        .containsEntry("notInPlaceText", "198.51.100.61")
        .hasEntrySatisfying("problemsText", text -> assertThat(text).startsWith("198.51.100.61: "));
    assertThat(blocked("198.51.100.62")).isPresent();
    sample.complete(failed, Map.of("nextStep", "again", "stepReason", "It was busy."));

    waitUntilItSays(incident, "blocks 2 indicators");
    assertThat(submitted("198.51.100.61")).isEqualTo(2);
    assertThat(submitted("198.51.100.62")).isEqualTo(1);
  }

  @Test
  void whatStaysMissingIsTold() {
    Incident incident = raise(address("198.51.100.71", "malicious"));
    sample
        .simulator()
        .faults()
        .on("POST", INDICATORS)
        .error(409, "Conflict", "Somebody changes the indicators at this moment.");

    sample.approve(sample.task(incident, "Approve containment"));
    sample.complete(
        sample.task(incident, "Some indicators are not in place"),
        Map.of("nextStep", "goOn", "stepReason", "Blocked on the firewall."));

    assertThat(sample.end(incident)).isEqualTo("Nothing blocked");
    assertThat(comments(incident)).contains("NOT in place, look at them: 198[.]51[.]100[.]71.");
  }

  @Test
  void aFalsePositiveTakesBackWhatWasMadeAndLeavesWhatWasThere() {
    Incident before = raise(address("198.51.100.81", "malicious"));
    sample.approve(sample.task(before, "Approve containment"));
    eventually(() -> assertThat(blocked("198.51.100.81")).isPresent());
    Incident incident =
        raise(address("198.51.100.81", "malicious"), address("198.51.100.82", "malicious"));
    sample.approve(sample.task(incident, "Approve containment"));
    waitUntilItSays(incident, "blocks 1 indicator ");

    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(SampleUnderTest.keyOf(incident), "LetStepsEnd");

    assertThat(sample.end(incident)).isEqualTo("Indicators taken back");
    assertThat(blocked("198.51.100.82")).isEmpty();
    assertThat(blocked("198.51.100.81")).isPresent();
    assertThat(comments(incident)).contains("deleted the 1 indicators that it had made");
  }

  @Test
  void aTruePositiveThatIsClosedKeepsItsIndicators() {
    Incident incident = raise(address("198.51.100.91", "malicious"));
    sample.approve(sample.task(incident, "Approve containment"));
    waitUntilItSays(incident, "blocks 1 indicator ");

    sample.closeInPortal(incident.id(), "truePositive");

    assertThat(sample.end(incident)).isEqualTo("Incident closed, indicators stay");
    assertThat(blocked("198.51.100.91")).isPresent();
  }

  @Test
  void anIncidentThatIsClosedBeforeTheApprovalBlocksNothing() {
    Incident incident = raise(address("198.51.100.101", "malicious"));
    sample.task(incident, "Approve containment");

    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(SampleUnderTest.keyOf(incident), "LetStepsEnd");

    assertThat(sample.end(incident)).isEqualTo("Indicators taken back");
    assertThat(sample.openTask(SampleUnderTest.keyOf(incident), "Approve containment")).isEmpty();
    assertThat(submitted("198.51.100.101")).isZero();
  }

  @Test
  void aPersonIsToldWhatCouldNotBeTakenBack() {
    Incident incident = raise(address("198.51.100.111", "malicious"));
    sample.approve(sample.task(incident, "Approve containment"));
    waitUntilItSays(incident, "blocks 1 indicator ");
    sample
        .simulator()
        .faults()
        .on("DELETE", INDICATORS + "/.*")
        .times(1)
        .error(409, "Conflict", "Somebody changes the indicators at this moment.");

    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(SampleUnderTest.keyOf(incident), "LetStepsEnd");
    JsonNode task = sample.task(incident, "Some indicators are still blocked");
    assertThat(sample.formOf(task)).containsEntry("notTakenBackText", "198.51.100.111");
    sample.complete(task, Map.of("nextStep", "again", "stepReason", "It was busy."));

    assertThat(sample.end(incident)).isEqualTo("Indicators taken back");
    assertThat(blocked("198.51.100.111")).isEmpty();
  }

  @Test
  void whatNobodyTakesBackIsRememberedAndToldAtTheEnd() {
    Incident incident = raise(address("198.51.100.131", "malicious"));
    sample.approve(sample.task(incident, "Approve containment"));
    waitUntilItSays(incident, "blocks 1 indicator ");
    sample
        .simulator()
        .faults()
        .on("DELETE", INDICATORS + "/.*")
        .error(409, "Conflict", "Somebody changes the indicators at this moment.");
    sample.closeInPortal(incident.id(), "falsePositive");
    sample.endTimer(SampleUnderTest.keyOf(incident), "LetStepsEnd");
    JsonNode task = sample.task(incident, "Some indicators are still blocked");

    for (int times = 1; times <= 2; times++) {
      int so = times;
      sample.endTimer(SampleUnderTest.keyOf(incident), "NotTakenBackWaits");
      eventually(
          () ->
              assertThat(sample.tenant().incident(incident.id()).comments())
                  .filteredOn(comment -> comment.contains("They still block on all machines."))
                  .hasSize(so));
    }
    sample.complete(task, Map.of("nextStep", "goOn", "stepReason", "I do it in the portal."));

    assertThat(sample.end(incident)).isEqualTo("Indicators taken back");
    assertThat(comments(incident)).contains("Delete by hand").contains("198[.]51[.]100[.]131");
  }

  @Test
  void aLongListIsApprovedInParts() {
    ObjectNode[] many = new ObjectNode[22];
    for (int i = 0; i < many.length; i++) {
      many[i] = address("203.0.113." + (100 + i), "malicious");
    }
    Incident incident = raise(many);

    JsonNode first = sample.task(incident, "Approve containment");
    assertThat(sample.formOf(first).get("defenderApprovalTargets").lines()).hasSize(20);
    sample.approve(first);
    eventually(
        () ->
            assertThat(
                    sample
                        .formOf(sample.task(incident, "Approve containment"))
                        .get("defenderApprovalTargets"))
                .isEqualTo("203.0.113.120\n203.0.113.121"));
    sample.refuse(sample.task(incident, "Approve containment"), "Enough.");

    waitUntilItSays(incident, "blocks 20 indicators");
    assertThat(blocked("203.0.113.119")).isPresent();
    assertThat(blocked("203.0.113.120")).isEmpty();
  }

  @Test
  void aResponderStartsItByHand() {
    Incident incident =
        sample.raise(
            "Malware on a laptop",
            "high",
            SeedData.FINANCE_LAPTOP,
            SeedData.FINANCE_USER,
            json -> json.put("status", "inProgress"),
            alert -> alert.set("evidence", evidence(address("198.51.100.121", "malicious"))));

    sample.startByHand("block-indicators", Map.of("incidentId", incident.id()));
    sample.approve(sample.task(incident, "Approve containment"));

    eventually(() -> assertThat(blocked("198.51.100.121")).isPresent());
  }

  // --- what the tests are made of

  private Incident raise(ObjectNode... evidence) {
    return sample.raise(
        "Malware on a laptop",
        "high",
        SeedData.FINANCE_LAPTOP,
        SeedData.FINANCE_USER,
        incident -> incident.putArray("customTags").add("block-indicators"),
        alert -> alert.set("evidence", evidence(evidence)));
  }

  private static ArrayNode evidence(ObjectNode... evidence) {
    return JsonNodeFactory.instance.arrayNode().addAll(List.of(evidence));
  }

  private static ObjectNode url(String url, String verdict) {
    return evidence("urlEvidence", verdict).put("url", url);
  }

  private static ObjectNode address(String address, String verdict) {
    return evidence("ipEvidence", verdict).put("ipAddress", address);
  }

  private static ObjectNode evidence(String type, String verdict) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("@odata.type", "#microsoft.graph.security." + type)
        .put("createdDateTime", "2026-11-21T02:41:07Z")
        .put("verdict", verdict);
  }

  private static String inDays(int days) {
    return LocalDate.now(ZoneOffset.systemDefault()).plusDays(days).toString();
  }

  private Optional<ObjectNode> blocked(String value) {
    return sample.tenant().indicators().stream()
        .filter(indicator -> indicator.indicatorValue().equals(value))
        .map(Indicator::json)
        .findFirst();
  }

  private long submitted(String value) {
    return sample.simulator().requests().list("POST", INDICATORS).stream()
        .filter(request -> request.body().contains("\"" + value + "\""))
        .count();
  }

  /** The comment comes first, then the status. */
  private void waitUntilItSays(Incident incident, String text) {
    eventually(
        () -> {
          assertThat(comments(incident)).contains(text);
          assertThat(sample.tenant().incident(incident.id()).status()).isEqualTo("inProgress");
        });
  }

  private String comments(Incident incident) {
    return String.join("\n", sample.tenant().incident(incident.id()).comments());
  }
}
