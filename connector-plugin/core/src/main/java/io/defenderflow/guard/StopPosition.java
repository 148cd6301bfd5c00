package io.defenderflow.guard;

/** What the stop switch stops. */
public enum StopPosition {
  /** Nothing. */
  NOTHING,
  /** Everything that contains. What takes a containment back still works. */
  CONTAINMENT,
  /** Everything that changes something. Reading goes on. */
  WRITES
}
