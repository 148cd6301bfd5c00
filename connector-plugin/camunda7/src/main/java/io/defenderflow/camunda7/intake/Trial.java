package io.defenderflow.camunda7.intake;

import java.util.List;
import java.util.Optional;

/**
 * The playbooks that were started for a trial.
 *
 * @param items each item that was found or named, the newest first
 * @param more why there may be more items than these; empty where these are all
 */
public record Trial(List<Tried> items, Optional<String> more) {
  public Trial {
    items = List.copyOf(items);
  }

  /** How many playbooks were started. */
  public long started() {
    return items.stream().filter(item -> item.processInstance().isPresent()).count();
  }

  /**
   * One item of a trial.
   *
   * @param id Microsoft's id
   * @param businessKey of the playbook, for example {@code trial:incident:1042}
   * @param processInstance the playbook; empty where none was started
   * @param problem why none was started
   */
  public record Tried(
      String id,
      String title,
      String businessKey,
      Optional<String> processInstance,
      Optional<String> problem) {}
}
