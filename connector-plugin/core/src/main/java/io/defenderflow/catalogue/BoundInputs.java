package io.defenderflow.catalogue;

import java.util.Map;
import java.util.Optional;

/**
 * Inputs that passed every check.
 *
 * @param values the converted values by input name; absent inputs are not in it
 */
public record BoundInputs(Map<String, Object> values) {
  public Optional<Object> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public Optional<String> text(String name) {
    return get(name).map(Wire::text);
  }
}
