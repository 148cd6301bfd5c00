package io.defenderflow.catalogue;

/** What an action may do to the tenant. It decides the lane and the credential. */
public enum Effect {
  /** Changes nothing. */
  READ,
  /** Changes records: incidents, alerts, tags, indicators. */
  CHANGE,
  /** Changes what a machine, a file or a person may do. */
  CONTAIN
}
