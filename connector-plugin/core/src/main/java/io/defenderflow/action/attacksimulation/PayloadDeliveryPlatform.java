package io.defenderflow.action.attacksimulation;

import io.defenderflow.catalogue.Wire;

/** How the message of a simulation is delivered. */
public enum PayloadDeliveryPlatform implements Wire.Graph {
  UNKNOWN,
  SMS,
  EMAIL,
  TEAMS
}
