package io.defenderflow.camunda7;

import io.defenderflow.connection.InvalidSettings;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows which settings stopped the start in plain words instead of a stack trace. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettings> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettings cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "The settings come from the application's configuration and from the environment. The"
            + " guide docs/settings.md lists them, and docs/connecting-a-tenant.md says where to"
            + " find their values.",
        cause);
  }
}
