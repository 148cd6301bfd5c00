package io.defenderflow.transport;

import io.defenderflow.answer.Silence;

/** A request that got no usable answer. */
final class Unanswered extends Exception {
  private static final long serialVersionUID = 1L;

  private final Silence silence;

  /**
   * @param detail what the library said, cleaned; may be empty
   */
  Unanswered(Silence silence, String detail) {
    super(detail);
    this.silence = silence;
  }

  Silence silence() {
    return silence;
  }
}
