package io.defenderflow.camunda7.intake;

import java.util.List;

/** Settings with which nothing can be taken in. The message lists every breach. */
public final class InvalidIntake extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  InvalidIntake(List<String> problems) {
    super(
        "The intake of incidents and alerts cannot start. Correct these settings and start again:\n"
            + " - "
            + String.join("\n - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One full sentence each, starting with the name of the setting. */
  public List<String> problems() {
    return problems;
  }
}
