package io.defenderflow.camunda7;

import io.defenderflow.database.DatabaseUnavailable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows which script the tables need in plain words instead of a stack trace. */
final class TablesFailureAnalyzer extends AbstractFailureAnalyzer<DatabaseUnavailable> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, DatabaseUnavailable cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "The tables stand in the engine's database. The guide docs/settings.md says under"
            + " \"Tables\" which scripts make them.",
        cause);
  }
}
