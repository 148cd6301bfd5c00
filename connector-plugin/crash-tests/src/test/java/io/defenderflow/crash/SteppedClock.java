package io.defenderflow.crash;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The system's clock as somebody steps it: for the plugin and for the engine alike. */
final class SteppedClock extends Clock {
  private volatile Duration step = Duration.ZERO;

  void step(Duration from) {
    step = from;
    ClockUtil.offset(from.toMillis());
    System.out.println("The clock is stepped by " + from);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(step);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
