package io.defenderflow.camunda7.intake;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows which settings stopped the start in plain words instead of a stack trace. */
final class InvalidIntakeAnalyzer extends AbstractFailureAnalyzer<InvalidIntake> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidIntake cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "The settings come from the application's configuration and from the environment. The"
            + " guide docs/intake.md lists them.",
        cause);
  }
}
