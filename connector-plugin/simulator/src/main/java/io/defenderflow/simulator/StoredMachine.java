package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A device and what the API does not show of it. */
final class StoredMachine {

  final ObjectNode json;
  boolean isolated;
  boolean codeExecutionRestricted;
  boolean actionsSupported = true;
  Instant onlineSince;

  StoredMachine(ObjectNode json, Instant onlineSince) {
    this.json = json;
    this.onlineSince = onlineSince;
  }

  String id() {
    return json.path("id").asText();
  }

  boolean online() {
    return onlineSince != null;
  }

  boolean onboarded() {
    return json.path("onboardingStatus").asText().equals("Onboarded");
  }

  ObjectNode shown(Instant now) {
    ObjectNode shown = json.deepCopy();
    if (online()) {
      shown.put("lastSeen", Json.time(now));
    }
    return shown;
  }

  Machine snapshot(Instant now) {
    return new Machine(shown(now), isolated, codeExecutionRestricted, online(), actionsSupported);
  }
}
