package io.defenderflow.connection;

import java.util.List;

/** Settings with which no connection can be opened. The message lists every breach. */
public final class InvalidSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidSettings(List<String> problems) {
    super(
        "The Defender connections cannot be opened. Correct these settings and start again:\n - "
            + String.join("\n - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One full sentence each, starting with the name of the setting. */
  public List<String> problems() {
    return problems;
  }
}
