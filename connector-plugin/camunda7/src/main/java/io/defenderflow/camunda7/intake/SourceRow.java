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

  /**
   * How far a stream is. Where the settings have changed, so that one look now serves both or no
   * longer does, it goes on from where the other one was: no change in between is passed over.
   */
  Position position(Source source, Stream stream) {
    if (stream == Stream.FOLLOW) {
      return follow.watermark().isPresent() || start.watermark().isEmpty()
          ? follow
          : Position.at(earlier(start.watermark().orElseThrow(), now.minus(source.lookBack())));
    }
    boolean behind =
        source.readsForBoth()
            && follow.watermark().isPresent()
            && start.watermark().filter(follow.watermark().get()::isBefore).isPresent();
    return behind ? follow : start;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
