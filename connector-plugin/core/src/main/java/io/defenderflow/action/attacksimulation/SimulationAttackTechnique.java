package io.defenderflow.action.attacksimulation;

import io.defenderflow.catalogue.Wire;

/** What a simulated attack tries. */
public enum SimulationAttackTechnique implements Wire.Graph {
  UNKNOWN,
  CREDENTIAL_HARVESTING,
  ATTACHMENT_MALWARE,
  DRIVE_BY_URL,
  LINK_IN_ATTACHMENT,
  LINK_TO_MALWARE_FILE
}
