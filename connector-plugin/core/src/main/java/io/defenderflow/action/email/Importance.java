package io.defenderflow.action.email;

import io.defenderflow.catalogue.Wire;

/** How urgent a mail is. */
public enum Importance implements Wire.Graph {
  LOW,
  NORMAL,
  HIGH
}
