package io.defenderflow.catalogue;

/** What may be done after a request left and its answer was lost. */
public enum LostAnswer {
  /**
   * The same request may be sent again, since it ends in the same state. Every read is of this
   * kind.
   */
  REPEAT,
  /**
   * The machine actions of the target are read back; only a clean "nothing there" allows one more
   * request.
   */
  FIND_MACHINE_ACTION,
  /** The comments of the target are read back; the comment is sent again only if it is absent. */
  FIND_COMMENT,
  /** The target counts as deleted when it is gone. */
  GONE_IS_DONE,
  /** Machine actions are read back, and a person decides where nothing is found. */
  FIND_OR_ASK,
  /** Nothing can be read back: a person looks and decides. */
  ASK;

  /**
   * How many requests may be sent whose answers are lost, before a person decides.
   *
   * @param attempts of the step's retry schedule
   */
  public int mostSends(int attempts) {
    return switch (this) {
      case REPEAT, GONE_IS_DONE, FIND_COMMENT -> Math.max(2, attempts);
      case FIND_MACHINE_ACTION -> 2;
      case FIND_OR_ASK, ASK -> 1;
    };
  }
}
