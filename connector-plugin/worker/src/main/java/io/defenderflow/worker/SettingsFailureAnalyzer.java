package io.defenderflow.worker;

import io.defenderflow.connection.InvalidSettings;
import io.defenderflow.database.DatabaseUnavailable;
import io.defenderflow.guard.InvalidGuardSettings;
import io.defenderflow.journal.JournalUnavailable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows what stopped the start in plain words instead of a stack trace. */
final class SettingsFailureAnalyzer implements FailureAnalyzer {
  @Override
  public FailureAnalysis analyze(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnusableSettings
          || cause instanceof InvalidSettings
          || cause instanceof InvalidGuardSettings) {
        return new FailureAnalysis(
            cause.getMessage(),
            "The settings come from application.yaml beside the worker and from the environment."
                + " The guide docs/standalone-worker.md lists them.",
            failure);
      }
      if (cause instanceof JournalUnavailable || cause instanceof DatabaseUnavailable) {
        return new FailureAnalysis(
            cause.getMessage(),
            "Check spring.datasource.url, or the rights to the directory that"
                + " defender.worker.data-directory names. A journal in a file can be opened by one"
                + " worker only: several workers share a PostgreSQL database.",
            failure);
      }
    }
    return null;
  }
}
