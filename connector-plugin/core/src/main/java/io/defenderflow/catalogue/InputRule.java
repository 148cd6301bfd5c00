package io.defenderflow.catalogue;

import java.util.Optional;

/** What must hold between several inputs of an action. It is checked before anything is sent. */
public interface InputRule {
  /** Says what is wrong, naming the field, or nothing if all is good. */
  Optional<InvalidInput.Problem> problem(BoundInputs inputs);
}
