package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RansomwarePolicyTest {
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @ParameterizedTest(name = "{0}, {1}, {2}, {3} -> {4}")
  @CsvSource({
    "domain-controller, WindowsServer2022, Normal, named by the incident, never",
    "tier0,             Windows11,         Normal, named by the incident, never",
    "never-contain,     Windows11,         Normal, named by the incident, never",
    "finance,           WindowsServer2022, Normal, named by the incident, ask",
    "server,            Windows11,         Normal, named by the incident, ask",
    "finance,           Windows11,         Normal, same account,          ask",
    "finance,           Windows11,         High,   named by the incident, ask",
    "finance,           Windows11,         Normal, named by the incident, contain",
    "finance,           Windows10,         ,       named by the incident, contain",
    "finance,           macOS,             Low,    named by the incident, contain",
    "finance,           Linux,             Normal, named by the incident, ask"
  })
  void everyRuleAboutAMachineAnswersAsItSays(
      String tag, String system, String value, String relation, String response) {
    Map<String, Object> details = new HashMap<>();
    details.put("machineTags", List.of("laptop", tag));
    details.put("osPlatform", system);
    details.put("deviceValue", value);

    assertThat(
            decide("ransomware-device", Map.of("details", details, "relation", relation))
                .get("response"))
        .isEqualTo(response);
  }

  @ParameterizedTest(name = "{0} at once, {1} asked about, {2} never, {3} left out -> {4}")
  @CsvSource({
    "0, 0,  4, 0, nothing",
    "5, 20, 9, 0, goOn",
    "6, 0,  0, 0, askAll",
    "0, 25, 0, 0, goOn",
    "1, 25, 0, 0, tooMany",
    "26, 0, 0, 0, tooMany",
    "1, 0,  0, 1, tooMany",
    "0, 0,  4, 1, tooMany"
  })
  void theLimitsHold(int automatic, int asked, int never, int leftOut, String mode) {
    List<Map<String, String>> scope =
        Stream.of(machines("contain", automatic), machines("ask", asked), machines("never", never))
            .flatMap(List::stream)
            .toList();

    assertThat(
            decide(
                    "ransomware-cap",
                    Map.of("scope", scope, "leftOut", Collections.nCopies(leftOut, "machine x")))
                .get("mode"))
        .isEqualTo(mode);
  }

  @Test
  void theSummaryOfALargeOutbreakFitsIntoAComment() {
    assertThat(summary("x".repeat(2_000), "r".repeat(1_100)))
        .hasSizeLessThan(3_900)
        .contains("x .... Not isolated: x", "Limits: x", "r ...");
    assertThat(summary("none", "Approved."))
        .isEqualTo(
            "none. Not isolated: none. Of these, the isolation may still be carried out: none."
                + " Never isolated by the policy: none. Limits: none Approved.");
  }

  @Test
  void whoSignedInIsAskedAboutAfterTheUsersOfTheIncident() {
    Map<?, ?> question = question(1, List.of(user(1)), signIns(List.of(user(1), user(2))));

    assertThat(question.get("targets").toString().lines())
        .containsExactly("machine 0", user(1), user(2));
    assertThat(question.get("askText").toString().lines())
        .containsExactly(
            "name 0 machine 0: It is a server. (named by the incident)",
            "upn " + user(1) + " " + user(1) + ": sessions are ended (named by the incident)",
            "upn " + user(2) + " " + user(2) + ": sessions are ended (signed in at pc-1)");
    assertThat(question.get("askCount")).hasToString("3");
    assertThat(question.get("scopeNotes")).isEqualTo("Nothing was left out.");
  }

  @Test
  void usersWhoSignedInAndAreTooManyForOneQuestionAreNamed() {
    List<String> many = IntStream.range(0, 17).mapToObj(RansomwarePolicyTest::user).toList();

    Map<?, ?> question = question(0, List.of(), signIns(many));

    assertThat(question.get("targets").toString().lines()).hasSize(15);
    assertThat(question.get("scopeNotes"))
        .isEqualTo(
            "Signed in at the machines as well, and not asked about: upn "
                + user(15)
                + ", upn "
                + user(16)
                + ".");
  }

  @Test
  void nobodyIsAskedAboutWhomTheTextHasNoRoomFor() {
    Map<?, ?> question = question(60, List.of(user(1)), signIns(List.of(user(2))));

    assertThat(question.get("targets").toString().lines()).hasSize(61).contains(user(1));
    assertThat(question.get("scopeNotes").toString()).contains("not asked about: upn " + user(2));
  }

  @Test
  void anApproverReadsThatSignInsCouldNotBeLookedUp() {
    assertThat(question(1, List.of(), null).get("scopeNotes").toString())
        .startsWith("Who signed in at the machines could not be looked up");
  }

  private Map<?, ?> question(int machines, List<String> users, Map<String, Object> signIns) {
    Map<String, Object> variables = new HashMap<>();
    variables.put(
        "ask",
        IntStream.range(0, machines)
            .mapToObj(
                i ->
                    Map.of(
                        "machineId",
                        "machine " + i,
                        "name",
                        "name " + i,
                        "reason",
                        "It is a server.",
                        "relation",
                        "named by the incident"))
            .toList());
    variables.put(
        "enriched",
        Map.of(
            "users",
            users.stream().map(id -> Map.of("id", id, "userPrincipalName", "upn " + id)).toList()));
    variables.put("signIns", signIns);
    variables.put("scopeNotes", "Nothing was left out.");
    return list("outbreak-question", variables);
  }

  private static Map<String, Object> signIns(List<String> users) {
    return Map.of(
        "results",
        users.stream()
            .map(id -> Map.of("AccountObjectId", id, "AccountUpn", "upn " + id, "Machines", "pc-1"))
            .toList());
  }

  private static String user(int number) {
    return "00000000-0000-0000-0000-%012d".formatted(number);
  }

  private String summary(String lists, String decided) {
    Map<String, Object> variables = new HashMap<>();
    for (String list :
        List.of("isolatedText", "failedNames", "pendingText", "neverText", "scopeNotes")) {
      variables.put(list, lists);
    }
    variables.put("approvalText", decided);
    variables.put("retryText", null);
    return list("outbreak-summary", variables).get("text").toString();
  }

  private Map<?, ?> list(String decision, Map<String, Object> variables) {
    try (InputStream file =
        getClass().getResourceAsStream("/processes/ransomware/ransomware-lists.dmn")) {
      return engine
          .evaluateDecision(engine.parseDecision(decision, file), variables)
          .getSingleEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, String>> machines(String response, int count) {
    return IntStream.range(0, count).mapToObj(i -> Map.of("response", response)).toList();
  }

  private DmnDecisionRuleResult decide(String decision, Map<String, Object> variables) {
    try (InputStream table =
        getClass().getResourceAsStream("/processes/ransomware/" + decision + ".dmn")) {
      return engine
          .evaluateDecisionTable(engine.parseDecision(decision, table), variables)
          .getSingleResult();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
