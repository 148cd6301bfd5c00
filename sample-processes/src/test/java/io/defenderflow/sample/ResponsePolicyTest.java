package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsePolicyTest {
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @ParameterizedTest(name = "{0}, {1}, {2} -> {3}")
  @CsvSource({
    "informational, Normal, finance,      watch,   The severity is low.",
    "low,           High,   tier0,        watch,   The severity is low.",
    "medium,        Normal, tier0,        ask,     The machine belongs to tier 0.",
    "high,          Normal, tier0,        ask,     The machine belongs to tier 0.",
    "high,          Normal, auto-contain, isolate, 'The severity is high, and the owner'",
    "high,          Low,    auto-contain, isolate, 'The severity is high, and the owner'",
    "high,          High,   auto-contain, ask,     The severity is high.",
    "high,          Normal, finance,      ask,     The severity is high.",
    "medium,        High,   finance,      ask,     'The severity is medium, and the machine is of'",
    "medium,        Normal, auto-contain, watch,   'The severity is medium, and the machine is"
        + " not'",
    "medium,        Low,    finance,      watch,   'The severity is medium, and the machine is"
        + " not'",
    "unknown,       Normal, finance,      ask,     The policy has no rule for this severity."
  })
  void everyRuleAnswersAsItSays(
      String severity, String deviceValue, String tag, String response, String reason) {
    Map<String, Object> result = decide(severity, deviceValue, List.of("laptop", tag));

    assertThat(result.get("response")).isEqualTo(response);
    assertThat(result.get("reason")).asString().startsWith(reason);
  }

  @ParameterizedTest
  @CsvSource({"high, ask", "medium, watch"})
  void aMachineWithoutValueAndTagsIsDecidedBySeverity(String severity, String response) {
    assertThat(decide(severity, null, List.of()).get("response")).isEqualTo(response);
  }

  @ParameterizedTest(name = "{0}, {1}, {2} -> {3}")
  @CsvSource({
    "low,     Normal, finance,      PT4H",
    "high,    Normal, tier0,        PT4H",
    "high,    Normal, auto-contain, PT2H",
    "high,    Normal, finance,      PT2H",
    "medium,  High,   finance,      PT4H",
    "medium,  Normal, finance,      PT4H",
    "unknown, Normal, finance,      PT4H"
  })
  void anApprovalIsWaitedForAsLongAsTheRuleSays(
      String severity, String deviceValue, String tag, String patience) {
    assertThat(decide(severity, deviceValue, List.of(tag)).get("patience")).isEqualTo(patience);
  }

  private Map<String, Object> decide(String severity, String deviceValue, List<String> tags) {
    Map<String, Object> machine = new java.util.HashMap<>();
    machine.put("deviceValue", deviceValue);
    machine.put("machineTags", tags);
    return engine
        .evaluateDecisionTable(policy(), Map.of("incidentSeverity", severity, "machine", machine))
        .getSingleResult()
        .getEntryMap();
  }

  private DmnDecision policy() {
    try (InputStream table =
        getClass()
            .getResourceAsStream("/processes/contain-compromised-device/response-policy.dmn")) {
      return engine.parseDecision("response-policy", table);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
