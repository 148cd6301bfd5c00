package io.defenderflow.camunda7;

import io.defenderflow.connection.InvalidSettings;
import io.defenderflow.guard.InvalidGuardSettings;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows which settings stopped the start in plain words instead of a stack trace. */
final class SettingsFailureAnalyzer implements FailureAnalyzer {
  @Override
  public FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidSettings || cause instanceof InvalidGuardSettings) {
        return new FailureAnalysis(
            cause.getMessage(),
            "The settings come from the application's configuration and from the environment. The"
                + " guide docs/settings.md lists them, and docs/connecting-a-tenant.md says where"
                + " to find their values.",
            cause);
      }
    }
    return null;
  }
}
