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
  ASK
}
