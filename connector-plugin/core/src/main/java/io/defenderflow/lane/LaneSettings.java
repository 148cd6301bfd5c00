package io.defenderflow.lane;

import java.time.Duration;

/**
 * How one lane works.
 *
 * @param threads how many steps run at the same time
 * @param mostWaiting how many steps may wait for Microsoft's work at the same time; they hold no
 *     thread
 * @param lock how long a task stays locked when its worker dies; while the worker lives the lock is
 *     extended
 * @param pollInterval the pause between two looks at an empty queue
 */
public record LaneSettings(int threads, int mostWaiting, Duration lock, Duration pollInterval) {
  public LaneSettings {
    if (threads < 1 || mostWaiting < 1) {
      throw new IllegalArgumentException(
          "A lane needs at least one thread and room for one waiting step.");
    }
    if (lock.compareTo(Duration.ofSeconds(1)) < 0 || pollInterval.isNegative()) {
      throw new IllegalArgumentException(
          "The lock of a lane must last a second at least, and its poll interval must not be"
              + " negative.");
    }
  }
}
