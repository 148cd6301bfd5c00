package io.defenderflow.guard;

import java.util.List;

/** Settings with which the guard cannot decide. The message lists every breach. */
public final class InvalidGuardSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidGuardSettings(List<String> problems) {
    super(
        "The Defender steps cannot be guarded. Correct these settings and start again:\n - "
            + String.join("\n - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One full sentence each, starting with the name of the setting. */
  public List<String> problems() {
    return problems;
  }
}
