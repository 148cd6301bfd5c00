package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Operation.Progress;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What became of each target of an action that has many: {@code {"value": [{"machineId": ..,
 * "outcome": "succeeded", "result": {..}}, {"machineId": .., "outcome": "failed", "error": {"code":
 * .., "message": ..}}], "succeeded": 1, "running": 0, "failed": 1, "unknown": 0}}.
 */
public final class TargetOutcomes {
  private enum Outcome {
    SUCCEEDED,
    RUNNING,
    FAILED,
    /** The request left, and nobody can tell whether it was carried out. */
    UNKNOWN
  }

  private final String name;
  private final ArrayNode value = JsonNodeFactory.instance.arrayNode();
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final List<Fault> faults = new ArrayList<>();

  /**
   * @param name the field that names the target, for example {@code machineId}
   */
  public TargetOutcomes(String name) {
    this.name = name;
  }

  public void succeeded(String target, JsonNode result) {
    add(target, Outcome.SUCCEEDED).set("result", result);
  }

  /** Microsoft has taken the request and works on it. */
  public void running(String target, JsonNode result) {
    add(target, Outcome.RUNNING).set("result", result);
  }

  /** The target's state as Microsoft answered it. */
  public void answered(String target, Operation work) {
    Outcome outcome =
        work.progress() == Progress.SUCCEEDED
            ? Outcome.SUCCEEDED
            : work.progress() == Progress.RUNNING ? Outcome.RUNNING : Outcome.FAILED;
    add(target, outcome).set("result", work.json());
  }

  /** There is no result for the target. */
  public void ended(String target, Fault fault) {
    Outcome outcome =
        switch (fault.code()) {
          case WAIT_TIMED_OUT -> Outcome.RUNNING;
          case OUTCOME_UNKNOWN, LOST_ANSWER -> Outcome.UNKNOWN;
          default -> Outcome.FAILED;
        };
    ObjectNode error = add(target, outcome).putObject("error");
    error.put("code", fault.code().name()).put("message", fault.getMessage());
    if (!fault.details().isNull()) {
      error.set("details", fault.details());
    }
    faults.add(fault);
  }

  private ObjectNode add(String target, Outcome outcome) {
    counts.merge(outcome, 1, Integer::sum);
    return value.addObject().put(name, target).put("outcome", text(outcome));
  }

  /**
   * The outcomes.
   *
   * @throws Fault where no target came to a result and all ended with the same code: then the step
   *     ends with this code; the outcomes are in its details
   */
  public ObjectNode result() {
    if (!value.isEmpty() && faults.size() == value.size()) {
      Set<ErrorCode> codes = new HashSet<>();
      faults.forEach(fault -> codes.add(fault.code()));
      if (codes.size() == 1) {
        throw common();
      }
    }
    return json();
  }

  private Fault common() {
    Fault first = faults.get(0);
    String message =
        faults.size() == 1
            ? first.getMessage()
            : "All "
                + faults.size()
                + " targets ended in the same way, which the details list. The first one: "
                + first.getMessage();
    return first.saying(message).withDetails(json());
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("value", value);
    for (Outcome outcome : Outcome.values()) {
      json.put(text(outcome), counts.getOrDefault(outcome, 0));
    }
    return json;
  }

  private static String text(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
