package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Download;
import java.time.Instant;
import java.util.List;

/** What an action that changes something or starts work has come to. */
sealed interface StepResult {
  /**
   * It is over.
   *
   * @param files what was downloaded; the taker closes each of them
   */
  record Done(JsonNode json, List<Download> files) implements StepResult {
    public Done {
      files = List.copyOf(files);
    }

    Done(JsonNode json) {
      this(json, List.of());
    }
  }

  /** Microsoft works on it. */
  record Running(Instant pollAt) implements StepResult {}
}
