package io.defenderflow.action.incident;

import io.defenderflow.catalogue.Wire;

/** Why alerts or incidents belong together. */
public enum CorrelationReason implements Wire {
  REPEATED_ALERT_OCCURRENCE("repeatedAlertOccurrence"),
  SAME_GEOGRAPHY("sameGeography"),
  SIMILAR_ARTIFACTS("similarArtifacts"),
  SAME_TARGETED_ASSET("sameTargetedAsset"),
  SAME_NETWORK_SEGMENT("sameNetworkSegment"),
  EVENT_SEQUENCE("eventSequence"),
  TIME_FRAME("timeFrame"),
  SAME_THREAT_SOURCE("sameThreatSource"),
  SIMILAR_TT_PS_OR_BEHAVIOR("similarTTPsOrBehavior"),
  SAME_ACTOR("sameActor"),
  SAME_CAMPAIGN("sameCampaign"),
  SHARED_INDICATORS("sharedIndicators"),
  SAME_ASSET("sameAsset"),
  NETWORK_PROXIMITY("networkProximity"),
  EVENT_CASUAL_SEQUENCE("eventCasualSequence"),
  TEMPORAL_PROXIMITY("temporalProximity"),
  LATERAL_MOVEMENT_PATH("lateralMovementPath");

  private final String wire;

  CorrelationReason(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
