package io.defenderflow.transport;

import java.time.Duration;
import java.util.UUID;

/**
 * A request that was cleared to leave. Its clearance holds for a short time only: it was given
 * while the lock of the task was fresh, and when a slow database, a slow sign-in or a pause of this
 * host lies in between, another worker may hold the task by now.
 */
final class Departure {
  private final String clientRequestId;
  private final long cleared = System.nanoTime();
  private volatile boolean left;

  /**
   * @param clientRequestId a GUID
   */
  Departure(String clientRequestId) {
    this.clientRequestId = clientRequestId;
  }

  /** A request that needs no clearance. */
  static Departure now() {
    return new Departure(UUID.randomUUID().toString());
  }

  String clientRequestId() {
    return clientRequestId;
  }

  /** Whether nothing has left so far, and nothing may leave any more. */
  boolean isOver(Duration longest) {
    return !left && System.nanoTime() - cleared > longest.toNanos();
  }

  /** What follows in the same step is not held back half-way. */
  void left() {
    left = true;
  }
}
