package io.defenderflow.audit;

/** What a row of the audit tells. */
public enum Decision {
  /** Everything was checked and the request is about to leave. */
  ALLOWED,
  /** Nothing was sent: the code and the reason say why. */
  DENIED,
  /** Nothing was sent: the step waits until somebody or something lets it go on. */
  PARKED,
  /** Nothing was sent, since a dry run was asked for. */
  SIMULATED,
  /** Work that was there already is followed instead of starting it once more. */
  ADOPTED,
  /** Nothing was sent, since the target is in the wanted state. */
  ALREADY_DONE,
  /** Microsoft has done it or, where nobody waits for the end, has taken it. */
  DONE,
  /** Microsoft refused it, or it ended badly. */
  FAILED,
  /** The request left and nobody can tell whether it was carried out. */
  UNKNOWN,
  /** Somebody changed the position of the stop switch. */
  SWITCHED,
  /** An administrator let a parked containment go on. */
  RELEASED,
  /** An administrator refused a parked containment. */
  REFUSED,
  /** Somebody completed an approval task with an approval. */
  APPROVED,
  /** Somebody completed an approval task with anything else. */
  REFUSED_APPROVAL,
  /**
   * Somebody paused, resumed or reset an intake, let it look at once, or let it take an item in
   * again.
   */
  INTAKE_CHANGED,
  /** Somebody let a playbook run for an incident or an alert without any write. */
  TRIAL_STARTED
}
