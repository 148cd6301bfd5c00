package io.defenderflow.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DepartureTest {
  private static final Duration PASSED = Duration.ofNanos(-1);
  private static final Duration AHEAD = Duration.ofHours(1);

  private final Departure departure = new Departure("6d3f2f0e-41b7-4c55-9a0e-7b1c5e0d2a11");

  @Test
  void theFirstRequestLeavesInTimeOrNotAtAll() {
    assertThat(departure.isOver(AHEAD)).isFalse();
    assertThat(departure.isOver(PASSED)).isTrue();
  }

  @Test
  void whatFollowsTheFirstRequestIsNotHeldBackHalfWay() {
    departure.left();

    assertThat(departure.isOver(PASSED)).isFalse();
  }
}
