package io.defenderflow.guard;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Effect;
import java.util.Locale;
import java.util.Optional;

/**
 * What a step is about to do.
 *
 * @param operationKey the same for every attempt at it
 * @param target what is acted upon, for example a machine id
 * @param clientRequestId under which the last request for it went out
 */
public record Write(
    ActionEntry action,
    BoundInputs inputs,
    String connection,
    String operationKey,
    String target,
    Step step,
    Optional<String> clientRequestId) {
  public Write {
    connection = connection.isBlank() ? DEFAULT : connection.strip();
  }

  private static final String DEFAULT = "default";

  /** Why it is done, as the step's comment says. */
  public Optional<String> reason() {
    return action.inputs().stream()
        .filter(input -> input.name().toLowerCase(Locale.ROOT).equals("comment"))
        .flatMap(input -> inputs.text(input.name()).stream())
        .findFirst();
  }

  Write under(String newClientRequestId) {
    return new Write(
        action, inputs, connection, operationKey, target, step, Optional.of(newClientRequestId));
  }

  /** Whether it takes something away from a machine, a file or a person. */
  boolean contains() {
    return action.effect() == Effect.CONTAIN && !action.releases();
  }

  boolean changes() {
    return action.effect() != Effect.READ;
  }
}
