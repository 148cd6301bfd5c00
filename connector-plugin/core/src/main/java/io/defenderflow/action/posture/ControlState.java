package io.defenderflow.action.posture;

import io.defenderflow.catalogue.Wire;

/** What was decided about a control of the secure score. */
public enum ControlState implements Wire.Endpoint {
  DEFAULT,
  IGNORED,
  THIRD_PARTY,
  REVIEWED
}
