package io.defenderflow.lane;

import io.defenderflow.catalogue.Lane;
import java.time.Duration;
import java.util.Optional;

/** Hears how steps end, for metrics. */
@FunctionalInterface
public interface TaskEvents {
  /**
   * An attempt has ended and the engine has taken its outcome.
   *
   * @param action the action's id; empty where the step names none of the catalogue
   * @param took the time of this attempt; a wait consists of many attempts
   */
  void ended(Lane lane, Optional<String> action, Outcome outcome, Duration took);
}
