package io.defenderflow.lane;

import io.defenderflow.journal.Entry;
import java.util.List;
import java.util.Optional;

/**
 * An attempt at a step and how it ended.
 *
 * @param action the action's id; empty where the step names none of the catalogue
 * @param entries the operations, one for each target; for a read the one is in the journal only if
 *     its result was refused
 * @param reads whether the action only reads
 */
record Attempt(
    Task task, Outcome outcome, Optional<String> action, List<Entry> entries, boolean reads) {
  Attempt {
    entries = List.copyOf(entries);
  }

  Attempt with(Outcome other) {
    return new Attempt(task, other, action, entries, reads);
  }

  Attempt with(Entry other) {
    return new Attempt(task, outcome, action, List.of(other), reads);
  }
}
