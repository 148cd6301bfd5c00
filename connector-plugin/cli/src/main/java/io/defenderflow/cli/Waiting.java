package io.defenderflow.cli;

import io.defenderflow.catalogue.ActionEntry;
import java.time.Duration;

/**
 * Whether a command waits for work that goes on after the answer.
 *
 * @param asked whether it waits for all of it
 * @param longest how long at most
 */
record Waiting(boolean asked, Duration longest) {
  /** An action that promises what the work brings has nothing to show before its end. */
  boolean forEndOf(ActionEntry action) {
    return action.longRunning().isPresent() && (asked || action.alwaysWaits());
  }
}
