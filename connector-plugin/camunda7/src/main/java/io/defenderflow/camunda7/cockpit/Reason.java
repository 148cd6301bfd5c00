package io.defenderflow.camunda7.cockpit;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.rest.exception.RestException;

/** Why a person decides something, in her words. */
public record Reason(String why) {

  /** Refuses an answer without words: the decision is recorded with them. */
  static String of(Reason reason) {
    if (reason == null || reason.why() == null || reason.why().isBlank()) {
      throw new RestException(
          Status.BAD_REQUEST, "A reason is needed, and nothing was changed. Write down why.");
    }
    return reason.why();
  }
}
