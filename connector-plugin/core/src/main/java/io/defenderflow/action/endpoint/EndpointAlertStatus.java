package io.defenderflow.action.endpoint;

import io.defenderflow.catalogue.Wire;

/** How far the work on an alert of Defender for Endpoint got. */
public enum EndpointAlertStatus implements Wire.Endpoint {
  NEW,
  IN_PROGRESS,
  RESOLVED
}
