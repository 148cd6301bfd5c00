package io.defenderflow.camunda7.intake;

/** What became of an update. */
enum UpdateState {
  /** Kept until the playbook can receive it. */
  PENDING,
  DELIVERED,
  /** The playbook had ended before it could receive it. */
  UNDELIVERABLE
}
