package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What a call that changes something has come to. */
sealed interface StepResult {
  record Done(JsonNode json) implements StepResult {}

  /** Microsoft works on it. */
  record Running(Instant pollAt) implements StepResult {}
}
