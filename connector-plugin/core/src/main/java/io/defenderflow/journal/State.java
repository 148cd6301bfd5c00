package io.defenderflow.journal;

/** How far an operation is, as far as this side can know. */
public enum State {
  /** Written down. Nothing has left, or Microsoft refused what was sent. */
  INTENT,
  /** The request left or was about to leave. Its answer is not known. */
  SENT,
  /** Microsoft works on it, or the work has ended and its result can be read again, under an id. */
  CONFIRMED,
  /** The outcome is recorded. The action is never called again, only the outcome is delivered. */
  DONE,
  /** The answer was lost and reading back did not help: a person was asked to look. */
  UNKNOWN
}
