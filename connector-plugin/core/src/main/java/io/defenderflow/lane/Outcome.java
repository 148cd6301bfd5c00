package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.fault.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** How an attempt at a step ended. */
public sealed interface Outcome {

  /**
   * The step is done.
   *
   * @param json what the action brought back
   * @param variables what the author asked for
   */
  record Completed(JsonNode json, Map<String, Value> variables, Placement placement)
      implements Outcome {}

  /** A business error that the model catches. */
  record BusinessError(
      ErrorCode code, String message, Map<String, Value> variables, Placement placement)
      implements Outcome {}

  /**
   * A failure. With no retries left the engine shows an incident.
   *
   * @param message for a person, 666 characters at most, cause and cure first
   * @param details the whole story
   * @param retryAfter when to try again, where retries are left
   */
  record Failed(ErrorCode code, String message, String details, int retries, Duration retryAfter)
      implements Outcome {}

  /**
   * Microsoft works on it. The step is looked at again at this time, by whichever worker holds it
   * then.
   */
  record Waiting(Instant pollAt) implements Outcome {}
}
