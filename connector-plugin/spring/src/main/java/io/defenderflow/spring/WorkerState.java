package io.defenderflow.spring;

import io.defenderflow.catalogue.Lane;
import java.util.Optional;

/** The worker of the application, as health and metrics see it. */
public interface WorkerState {
  /** Why it finds no work, for a person; empty while it looks for work. */
  Optional<String> problem();

  /** How many more steps the lane can take. */
  int freeSlots(Lane lane);

  /** How many steps of the lane wait for Microsoft's work to end. */
  int waiting(Lane lane);
}
