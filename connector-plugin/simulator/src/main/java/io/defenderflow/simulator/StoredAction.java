package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** A machine action whose status follows from the clock. */
final class StoredAction {

  final ObjectNode json;
  final StoredMachine machine;
  final Instant created;
  final boolean fails;

  StoredAction(ObjectNode json, StoredMachine machine, Instant created, boolean fails) {
    this.json = json;
    this.machine = machine;
    this.created = created;
    this.fails = fails;
  }

  String id() {
    return json.path("id").asText();
  }

  String type() {
    return json.path("type").asText();
  }

  String status() {
    return json.path("status").asText();
  }

  boolean open() {
    return status().equals("Pending") || status().equals("InProgress");
  }

  /** When the device took the action up, which an offline device never does. */
  Instant startsAt(Duration pending) {
    if (!machine.online()) {
      return Instant.MAX;
    }
    Instant reachable = machine.onlineSince.isAfter(created) ? machine.onlineSince : created;
    return reachable.plus(pending);
  }

  void status(String status, Instant at) {
    json.put("status", status).put("lastUpdateDateTimeUtc", Json.time(at));
    if (status.equals("Failed")) {
      json.put("errorHResult", -2147024891)
          .put("troubleshootInfo", "The device refused the action.");
    }
    if (status.equals("Succeeded")) {
      applyToMachine();
    }
    if (status.equals("Succeeded") || status.equals("Failed")) {
      endCommands(status.equals("Failed"), at);
    }
  }

  /** After a live response command that fails the rest are not run. */
  private void endCommands(boolean firstFails, Instant at) {
    for (JsonNode command : json.path("commands")) {
      ((ObjectNode) command)
          .put("commandStatus", firstFails ? "Failed" : "Completed")
          .put("startTime", Json.time(at))
          .put("endTime", Json.time(at));
      if (firstFails) {
        return;
      }
    }
  }

  private void applyToMachine() {
    switch (type()) {
      case "Isolate" -> machine.isolated = true;
      case "Unisolate" -> machine.isolated = false;
      case "RestrictCodeExecution" -> machine.codeExecutionRestricted = true;
      case "UnrestrictCodeExecution" -> machine.codeExecutionRestricted = false;
      default -> {
        // Scans, packages and quarantined files leave the device as it is.
      }
    }
  }
}
