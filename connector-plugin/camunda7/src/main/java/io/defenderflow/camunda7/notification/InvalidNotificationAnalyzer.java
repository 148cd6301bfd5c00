package io.defenderflow.camunda7.notification;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows which settings stopped the start in plain words instead of a stack trace. */
final class InvalidNotificationAnalyzer extends AbstractFailureAnalyzer<InvalidNotification> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidNotification cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "The settings come from the application's configuration and from the environment. The"
            + " guide docs/notifications.md lists them.",
        cause);
  }
}
