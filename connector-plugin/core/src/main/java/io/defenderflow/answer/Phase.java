package io.defenderflow.answer;

/** How far a request got. */
public enum Phase {
  /** No byte of it can have reached Microsoft. */
  CONNECTING("Nothing was sent"),
  /** It left, and no complete answer came. */
  WAITING("The request left, and no usable answer came"),
  /** A complete answer came. */
  ANSWERED("Microsoft answered"),
  /** The status of the answer is good, and its body cannot be used. */
  READING("The status is good, and the body is not");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** A short sentence for people, without its full stop. */
  public String label() {
    return label;
  }
}
