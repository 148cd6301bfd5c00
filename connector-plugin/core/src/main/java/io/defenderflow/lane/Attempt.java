package io.defenderflow.lane;

import io.defenderflow.journal.Entry;
import java.util.Optional;

/**
 * An attempt at a step and how it ended.
 *
 * @param action the action's id; empty where the step names none of the catalogue
 * @param entry the operation; for a read it is in the journal only if its result was refused
 * @param reads whether the action only reads
 */
record Attempt(
    Task task, Outcome outcome, Optional<String> action, Optional<Entry> entry, boolean reads) {
  Attempt with(Outcome other) {
    return new Attempt(task, other, action, entry, reads);
  }

  Attempt with(Entry other) {
    return new Attempt(task, outcome, action, Optional.of(other), reads);
  }
}
