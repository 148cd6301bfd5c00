package io.defenderflow.guard;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings {@code defender.caps.*}.
 *
 * @param contain how many containments each connection may start in which time; absent for any
 *     number
 */
public record CapSettings(Cap contain) {
  /** No caps. */
  public static final CapSettings NONE = new CapSettings(null);

  private static final Duration HOUR = Duration.ofHours(1);

  /**
   * A number in a time.
   *
   * @param count how many at most; absent for any number
   * @param window in which time, an hour where absent
   */
  public record Cap(Integer count, Duration window) {
    public Cap {
      window = window == null ? HOUR : window;
      if (count != null && count < 0) {
        throw new IllegalArgumentException(
            "defender.caps.contain.count is below zero. Write how many containments may start in"
                + " the window, or leave it out.");
      }
      if (window.isNegative() || window.isZero()) {
        throw new IllegalArgumentException(
            "defender.caps.contain.window must be longer than zero, for example 1h.");
      }
    }
  }

  Optional<Cap> containment() {
    return Optional.ofNullable(contain).filter(cap -> cap.count() != null);
  }
}
