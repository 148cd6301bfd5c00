package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;

/** Work at Microsoft that goes on after the answer. */
public interface Operation {
  /** How far the work is. Microsoft may add states: an unknown one counts as running. */
  enum Progress {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    CANCELLED
  }

  String id();

  /** The state in Microsoft's word, for people. */
  String status();

  Progress progress();

  /** What Microsoft answered, unchanged. */
  JsonNode json();
}
