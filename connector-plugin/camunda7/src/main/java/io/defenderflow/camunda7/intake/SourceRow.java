package io.defenderflow.camunda7.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * The row of a source.
 *
 * @param rev counts the writes: who has read an older one may not write
 * @param completeUntil everything that Microsoft had at this time, by the database's clock, was
 *     read
 * @param lastItem when the newest item was changed that was ever seen
 * @param now the time of the database at the moment of reading
 */
record SourceRow(
    long rev,
    Optional<String> leaseOwner,
    Optional<Instant> leaseUntil,
    Optional<String> pausedBy,
    Optional<String> pausedWhy,
    Position start,
    Position follow,
    Optional<Instant> completeUntil,
    Optional<Instant> lastPoll,
    Optional<Instant> lastSuccess,
    Optional<Instant> lastItem,
    Optional<Instant> nextPoll,
    long started,
    long updates,
    int failures,
    Optional<String> lastError,
    Instant now) {

  boolean isLeased() {
    return leaseOwner.isPresent() && leaseUntil.isPresent() && leaseUntil.get().isAfter(now);
  }

  boolean isPaused() {
    return pausedBy.isPresent();
  }

  boolean isDue() {
    return nextPoll.isEmpty() || !nextPoll.get().isAfter(now);
  }

  Position position(Stream stream) {
    return stream == Stream.START ? start : follow;
  }
}
