package io.defenderflow.camunda7.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far one stream of a source was read, by Microsoft's times.
 *
 * @param watermark everything before it was read, and nothing that appears late can lie before it;
 *     empty before the first look
 * @param scan where a look that found more than one page goes on; empty where none is going on
 * @param newest the newest time that was ever seen
 */
record Position(Optional<Instant> watermark, Optional<Instant> scan, Optional<Instant> newest) {
  static final Position NONE = new Position(Optional.empty(), Optional.empty(), Optional.empty());

  static Position at(Instant time) {
    return new Position(Optional.of(ServerTime.floor(time)), Optional.empty(), Optional.empty());
  }

  /** Where the next window begins. */
  Optional<Instant> next() {
    return scan.or(() -> watermark);
  }

  /** After a look at some items, whatever becomes of the window. */
  Position seen(Optional<Instant> newestSeen) {
    return new Position(watermark, scan, later(newest, newestSeen));
  }

  /** Everything before {@code until} was read, and there is more behind it. */
  Position readUntil(Instant until, Duration overlap) {
    Optional<Instant> settled =
        newest.map(time -> time.minus(overlap)).map(time -> time.isBefore(until) ? time : until);
    return new Position(
        later(watermark, settled.map(ServerTime::floor)), Optional.of(until), newest);
  }

  /** Everything that Microsoft had was read. */
  Position readAll(Duration overlap) {
    return new Position(
        later(watermark, newest.map(time -> ServerTime.floor(time.minus(overlap)))),
        Optional.empty(),
        newest);
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
  }
}
