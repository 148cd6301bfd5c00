package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * A machine action as it was when it was asked for.
 *
 * @param json the action as Defender for Endpoint returns it
 */
public record MachineAction(ObjectNode json) {

  public MachineAction {
    Objects.requireNonNull(json, "json");
  }

  public String id() {
    return json.path("id").asText();
  }

  /** Isolate, Unisolate, RunAntiVirusScan and so on. */
  public String type() {
    return json.path("type").asText();
  }

  /** Pending, InProgress, Succeeded, Failed, TimeOut or Cancelled. */
  public String status() {
    return json.path("status").asText();
  }

  public String machineId() {
    return json.path("machineId").asText();
  }

  public String comment() {
    return json.path("requestorComment").asText();
  }

  /** Client id of the application that asked for the action. */
  public String requestor() {
    return json.path("requestor").asText();
  }
}
