package io.defenderflow.limit;

import java.time.Duration;
import java.time.Instant;

/**
 * Stops sending to a service that fails again and again. After a pause one request tries whether it
 * works again; each time that fails the pause doubles.
 */
final class Breaker {
  /** So many failures in a row open it. */
  static final int FAILURES = 10;

  static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** Failures that are further apart than this belong to different troubles. */
  private static final Duration MEMORY = Duration.ofMinutes(5);

  private int failures;
  private Instant lastFailure = Instant.EPOCH;
  private Instant openUntil = Instant.EPOCH;
  private Duration pause = FIRST_PAUSE;
  private boolean open;
  private boolean trying;

  boolean isOpen() {
    return open;
  }

  /** The earliest time at which a request may be sent. */
  Instant free() {
    return openUntil;
  }

  /**
   * A request is sent. While the breaker is open it is the one that tries, and all others wait for
   * it.
   *
   * @param longest how long it may take
   */
  void sent(Instant now, Duration longest) {
    if (open) {
      trying = true;
      openUntil = now.plus(longest);
    }
  }

  /** The service answered, with whatever result. */
  void answered() {
    failures = 0;
    open = false;
    trying = false;
    openUntil = Instant.EPOCH;
    pause = FIRST_PAUSE;
  }

  /** The service failed or did not answer. */
  void failed(Instant now) {
    if (open && !trying) {
      return; // sent before it opened
    }
    boolean old = Duration.between(lastFailure, now).compareTo(MEMORY) > 0;
    failures = old && !open ? 1 : failures + 1;
    lastFailure = now;
    if (open || failures >= FAILURES) {
      openUntil = now.plus(pause);
      pause = longer(pause);
      open = true;
      trying = false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
