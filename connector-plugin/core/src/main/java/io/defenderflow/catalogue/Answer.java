package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What an action brought back.
 *
 * @param json the result for the process: Microsoft's JSON, unchanged; pages are joined
 * @param operation the work that goes on, where the action started some
 * @param files what was downloaded; the taker of the answer closes each of them
 */
public record Answer(JsonNode json, Optional<Operation> operation, List<Download> files) {
  public Answer {
    files = List.copyOf(files);
  }
}
