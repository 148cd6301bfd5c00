package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** The reason for the classification of an alert of Defender for Endpoint. */
public enum EndpointAlertDetermination implements Wire.Endpoint {
  MULTI_STAGED_ATTACK,
  MALICIOUS_USER_ACTIVITY,
  COMPROMISED_USER,
  MALWARE,
  PHISHING,
  UNWANTED_SOFTWARE,
  SECURITY_TESTING,
  LINE_OF_BUSINESS_APPLICATION,
  CONFIRMED_ACTIVITY,
  CONFIRMED_USER_ACTIVITY,
  NOT_MALICIOUS,
  CLEAN,
  INSUFFICIENT_DATA,
  OTHER
}
