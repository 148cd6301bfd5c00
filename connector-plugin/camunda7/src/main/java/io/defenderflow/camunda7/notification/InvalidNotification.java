package io.defenderflow.camunda7.notification;

import java.util.List;

/** Settings with which nobody can be told. The message lists every breach. */
public final class InvalidNotification extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidNotification(List<String> problems) {
    super(
        "Nobody can be told of new tasks. Correct these settings and start again:\n - "
            + String.join("\n - ", problems));
  }
}
