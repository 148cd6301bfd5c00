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

  /** The window was read, and there may be more behind it. */
  Position readUntil(Instant from, Instant until, Duration overlap) {
    Optional<Instant> settled =
        newest.map(time -> time.minus(overlap)).map(time -> time.isBefore(until) ? time : until);
    return new Position(settledFrom(from, settled), Optional.of(until), newest);
  }

  /** Everything that Microsoft had from this time on was read. */
  Position readAll(Instant from, Duration overlap) {
    return new Position(
        settledFrom(from, newest.map(time -> time.minus(overlap))), Optional.empty(), newest);
  }

  /**
   * A window that begins behind the watermark moves it no further: what lies between them was read
   * before, when items could still appear late in it, and is read once more by the next look.
   */
  private Optional<Instant> settledFrom(Instant from, Optional<Instant> settled) {
    boolean gap = watermark.filter(from::isAfter).isPresent();
    return gap ? watermark : later(watermark, settled.map(ServerTime::floor));
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
  }
}
