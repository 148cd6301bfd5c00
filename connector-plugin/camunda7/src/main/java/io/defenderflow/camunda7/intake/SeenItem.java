package io.defenderflow.camunda7.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of an item, for people.
 *
 * @param id Microsoft's id, or what stands for a stretch of time that could not be read
 * @param state STARTED, ENDED, IGNORED, RETRYING, QUARANTINED, REPLAY or what a newer version has
 *     written
 * @param reason why it is in this state, where that needs a reason
 * @param nextTry when it is tried again by itself
 * @param processInstance the playbook that it has started last
 */
public record SeenItem(
    String source,
    String id,
    String state,
    Optional<String> title,
    Optional<String> reason,
    int attempts,
    Optional<Instant> nextTry,
    Optional<String> processInstance,
    Instant firstSeen,
    Instant changed) {
  static SeenItem of(Source source, ItemRow row) {
    return new SeenItem(
        source.name(),
        row.id(),
        row.stateName(),
        row.title(),
        row.reason(),
        row.attempts(),
        row.nextTry(),
        row.instance(),
        row.firstSeen(),
        row.changed());
  }
}
