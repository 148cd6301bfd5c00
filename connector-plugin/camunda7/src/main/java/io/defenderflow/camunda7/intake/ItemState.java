package io.defenderflow.camunda7.intake;

/** What became of an item. */
enum ItemState {
  /** It has started a playbook, which is told of changes as long as it runs. */
  STARTED,
  /** Its playbook has ended. */
  ENDED,
  /** It started nothing, because the decision said so or because it was merged into another one. */
  IGNORED,
  /** It could not be taken in yet and is tried again. */
  RETRYING,
  /** It could not be taken in many times. It is tried again at growing intervals. */
  QUARANTINED,
  /** A person wants it to start a playbook, whether or not it has started one before. */
  REPLAY,
  /**
   * What only a newer version knows, during an update or after going back from it. The item is left
   * alone: one that is held up for it must not hold up all others.
   */
  NEWER;

  static ItemState of(String name) {
    try {
      return valueOf(name);
    } catch (IllegalArgumentException e) {
      return NEWER;
    }
  }
}
