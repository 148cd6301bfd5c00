package io.defenderflow.camunda7.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of Microsoft's time in which items were last changed.
 *
 * @param until the first moment behind it; empty where it has no end
 */
record Window(Instant from, Optional<Instant> until) {
  /**
   * Not divided any more: whatever many items were changed in it at once stand on several pages.
   */
  static final Duration SMALLEST = Duration.ofMillis(1);

  static Window open(Instant from) {
    return new Window(from, Optional.empty());
  }

  /**
   * A window of this width; it has no end where it would reach {@code horizon}.
   *
   * @param horizon a time at which there was nothing newer
   */
  static Window of(Instant from, Duration width, Instant horizon) {
    Instant end = ServerTime.floor(from.plus(width));
    return end.isBefore(horizon) ? new Window(from, Optional.of(end)) : open(from);
  }

  boolean isSmallest() {
    return until.isPresent() && Duration.between(from, until.get()).compareTo(SMALLEST) <= 0;
  }

  /** Half of it. */
  Duration half(Instant horizon) {
    Duration half = Duration.between(from, until.orElse(horizon)).dividedBy(2);
    return half.compareTo(SMALLEST) < 0 ? SMALLEST : half;
  }

  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    conditions.add("lastUpdateDateTime ge " + ServerTime.text(from));
    until.ifPresent(end -> conditions.add("lastUpdateDateTime lt " + ServerTime.text(end)));
    return conditions;
  }

  /** {@code 2026-11-21T03:00:00.0000000Z/2026-11-21T03:00:00.0010000Z}. */
  String text() {
    return ServerTime.text(from) + "/" + until.map(ServerTime::text).orElse("");
  }

  static Window parse(String text) {
    String[] ends = text.split("/", -1);
    return new Window(
        ServerTime.parse(ends[0]).orElseThrow(),
        ends.length < 2 ? Optional.empty() : ServerTime.parse(ends[1]));
  }
}
