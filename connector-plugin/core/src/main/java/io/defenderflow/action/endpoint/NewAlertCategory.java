package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** The category of an alert that is created from an event. */
public enum NewAlertCategory implements Wire.Endpoint {
  GENERAL,
  COMMAND_AND_CONTROL,
  COLLECTION,
  CREDENTIAL_ACCESS,
  DEFENSE_EVASION,
  DISCOVERY,
  EXFILTRATION,
  EXPLOIT,
  EXECUTION,
  INITIAL_ACCESS,
  LATERAL_MOVEMENT,
  MALWARE,
  PERSISTENCE,
  PRIVILEGE_ESCALATION,
  RANSOMWARE,
  SUSPICIOUS_ACTIVITY
}
