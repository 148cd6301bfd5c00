package io.defenderflow.camunda7.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of an item.
 *
 * @param stateName as it stands in the table
 * @param instance the process instance that it started
 * @param known what its playbook knows of it
 */
record ItemRow(
    String id,
    String stateName,
    Optional<String> title,
    Optional<String> reason,
    int attempts,
    Optional<Instant> nextTry,
    Optional<String> instance,
    Optional<Known> known,
    Instant firstSeen,
    Instant changed) {
  ItemState state() {
    return ItemState.of(stateName);
  }
}
