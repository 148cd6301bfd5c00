package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseClassificationTest {
  private final DecisionFile decision =
      new DecisionFile("contain-compromised-device/close-classification.dmn");

  @ParameterizedTest(name = "{0}, released {1} -> {2}, {3}, {4}")
  @CsvSource({
    "open,             true,  inProgress, ,             ,                  it is not known yet",
    "open,             false, inProgress, ,             ,                  it is not known yet",
    "falsePositive,    false, inProgress, ,             ,                  machine is released",
    "securityTesting,  false, inProgress, ,             ,                  machine is released",
    "malware,          false, inProgress, truePositive, malware,           machine is clean",
    "multiStagedAttack, false, inProgress, truePositive, multiStagedAttack, machine is clean",
    "unwantedSoftware, false, inProgress, truePositive, unwantedSoftware,  machine is clean",
    "falsePositive,    true,  resolved,   falsePositive, notMalicious,     a false alarm",
    "securityTesting,  true,  resolved,   informationalExpectedActivity, securityTesting, a"
        + " security test",
    "malware,          true,  resolved,   truePositive, malware,           is closed",
    "multiStagedAttack, true, resolved,   truePositive, multiStagedAttack, is closed",
    "unwantedSoftware, true,  resolved,   truePositive, unwantedSoftware,  is closed",
    "phishing,         true,  inProgress, ,             ,                  does not know"
  })
  void everyRowAnswersAsItSays(
      String verdict,
      boolean released,
      String status,
      String classification,
      String determination,
      String note) {
    Map<String, Object> closing =
        decision.decide("{\"verdict\": \"" + verdict + "\", \"released\": " + released + "}");

    assertThat(closing)
        .containsEntry("closeStatus", status)
        .containsEntry("classification", classification)
        .containsEntry("determination", determination);
    assertThat(closing.get("note")).asString().contains(note);
  }
}
