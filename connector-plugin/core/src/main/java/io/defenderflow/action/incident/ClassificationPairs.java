package io.defenderflow.action.incident;

import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.InvalidInput.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which determinations fit which classification.
 *
 * @param unset how the service writes that nobody decided yet, empty where that cannot be sent
 */
record ClassificationPairs(Map<String, List<String>> allowed, String unset) {
  static final String CLASSIFICATION = "classification";
  static final String DETERMINATION = "determination";

  /** Says which determination does not fit, and which do. */
  Optional<Problem> problem(BoundInputs inputs) {
    Optional<String> determination =
        inputs.text(DETERMINATION).filter(value -> !value.equals(unset));
    if (determination.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> classification = inputs.text(CLASSIFICATION);
    if (classification.isEmpty()) {
      return Optional.of(
          new Problem(
              CLASSIFICATION,
              "The determination \""
                  + determination.get()
                  + "\" needs its classification in the same step, because what it means depends on"
                  + " it. Fill in the input \"Classification\" (classification)."));
    }
    List<String> fitting = allowed.getOrDefault(classification.get(), List.of());
    if (fitting.contains(determination.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            DETERMINATION,
            "The determination \""
                + determination.get()
                + "\" does not fit the classification \""
                + classification.get()
                + "\". "
                + (fitting.isEmpty()
                    ? "Leave the determination empty, or choose another classification."
                    : "Allowed is one of " + String.join(", ", fitting) + ".")));
  }
}
