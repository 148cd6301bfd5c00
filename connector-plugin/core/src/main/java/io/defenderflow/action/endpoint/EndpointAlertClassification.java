package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** What an alert of Defender for Endpoint turned out to be. */
public enum EndpointAlertClassification implements Wire.Endpoint {
  TRUE_POSITIVE,
  INFORMATIONAL_EXPECTED_ACTIVITY,
  FALSE_POSITIVE
}
