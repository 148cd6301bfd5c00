package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** What can be started on a machine. */
public enum MachineActionType implements Wire.Endpoint {
  ISOLATE,
  UNISOLATE,
  RESTRICT_CODE_EXECUTION,
  UNRESTRICT_CODE_EXECUTION,
  RUN_ANTI_VIRUS_SCAN,
  COLLECT_INVESTIGATION_PACKAGE,
  STOP_AND_QUARANTINE_FILE,
  LIVE_RESPONSE,
  OFFBOARD
}
