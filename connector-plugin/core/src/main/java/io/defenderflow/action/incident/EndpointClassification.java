package io.defenderflow.action.incident;

import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.InputRule;
import io.defenderflow.catalogue.InvalidInput.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Classification and determination of alerts in Defender for Endpoint fit together. Where
 * Microsoft's pages differ in a name, both names pass.
 */
public final class EndpointClassification implements InputRule {
  private static final ClassificationPairs PAIRS =
      new ClassificationPairs(
          Map.of(
              "TruePositive",
              List.of(
                  "MultiStagedAttack",
                  "MaliciousUserActivity",
                  "CompromisedUser",
                  "Malware",
                  "Phishing",
                  "UnwantedSoftware",
                  "Other"),
              "InformationalExpectedActivity",
              List.of(
                  "SecurityTesting",
                  "LineOfBusinessApplication",
                  "ConfirmedActivity",
                  "ConfirmedUserActivity",
                  "Other"),
              "FalsePositive",
              List.of("NotMalicious", "Clean", "InsufficientData", "Other")),
          "");

  @Override
  public Optional<Problem> problem(BoundInputs inputs) {
    return PAIRS.problem(inputs);
  }
}
