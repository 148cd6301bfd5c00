package io.defenderflow.camunda7.intake;

/** What is looked for in the items of a window. */
enum Stream {
  /** Items that match the filter and start playbooks. */
  START,
  /** All items, of which those with a playbook count. */
  FOLLOW
}
