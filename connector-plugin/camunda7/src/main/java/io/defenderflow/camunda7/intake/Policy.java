package io.defenderflow.camunda7.intake;

/** What a source does with what it reads. */
enum Policy {
  /** New items start playbooks; what becomes of them later is not told. */
  START,
  /** Playbooks that somebody else started are told what becomes of their items. */
  UPDATE,
  /** New items start playbooks, and those are told what becomes of their items. */
  BOTH;

  boolean starts() {
    return this != UPDATE;
  }

  boolean follows() {
    return this != START;
  }
}
