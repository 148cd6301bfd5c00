package io.defenderflow.action.indicator;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.InputRule;
import io.defenderflow.catalogue.InvalidInput.Problem;
import java.util.Optional;

/** What is called a STIX bundle is one, and one step can deal with it. */
public final class StixRule implements InputRule {
  static final int MAX_OBJECTS = 5_000;

  @Override
  public Optional<Problem> problem(BoundInputs inputs) {
    JsonNode bundle = inputs.get("bundle").map(JsonNode.class::cast).orElseThrow();
    if (!bundle.path("type").asText().equals("bundle")) {
      return Optional.of(
          new Problem(
              "bundle",
              "The input \"STIX bundle\" (bundle) is no STIX bundle: its type must be bundle."));
    }
    return bundle.path("objects").size() > MAX_OBJECTS
        ? Optional.of(
            new Problem(
                "bundle",
                "The STIX bundle has "
                    + bundle.path("objects").size()
                    + " objects and may have "
                    + MAX_OBJECTS
                    + " at most. Split it over several steps."))
        : Optional.empty();
  }
}
