package io.defenderflow.action.incident;

import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.InputRule;
import io.defenderflow.catalogue.InvalidInput.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Classification and determination of incidents and alerts in Microsoft Graph fit together. Two
 * determinations fit nothing: Microsoft withdrew apt and securityPersonnel, and only old items
 * still have them.
 */
public final class GraphClassification implements InputRule {
  private static final ClassificationPairs PAIRS =
      new ClassificationPairs(
          Map.of(
              "truePositive",
              List.of(
                  "multiStagedAttack",
                  "maliciousUserActivity",
                  "compromisedAccount",
                  "malware",
                  "phishing",
                  "unwantedSoftware",
                  "other"),
              "informationalExpectedActivity",
              List.of("securityTesting", "lineOfBusinessApplication", "confirmedActivity", "other"),
              "falsePositive",
              List.of("notMalicious", "notEnoughDataToValidate", "other")),
          "unknown");

  @Override
  public Optional<Problem> problem(BoundInputs inputs) {
    return PAIRS.problem(inputs);
  }
}
