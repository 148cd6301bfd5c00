package io.defenderflow.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved, so that a test decides how late it is. */
public final class AdjustableClock extends Clock {

  private final AtomicReference<Instant> now;

  public AdjustableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  /** Moves the clock by a time that may be negative. */
  public void advance(Duration by) {
    now.updateAndGet(instant -> instant.plus(by));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** The simulator only reads instants, so a zone changes nothing. */
  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
