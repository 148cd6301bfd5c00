package io.defenderflow.simulator;

/** What a machine action is answered while one of the same type is open on the device. */
public enum RepeatedAction {
  /** 400 "Action is already in progress", the documented answer. */
  REFUSED,
  /** 201 with the action that is already open, as users have reported. */
  EXISTING_ACTION
}
