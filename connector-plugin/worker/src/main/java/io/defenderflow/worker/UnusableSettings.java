package io.defenderflow.worker;

import java.util.List;

/** Settings with which the worker cannot start. The message lists every breach. */
final class UnusableSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnusableSettings(List<String> problems) {
    super(
        "The worker cannot start with these settings. Correct them and start again:\n - "
            + String.join("\n - ", problems));
  }
}
