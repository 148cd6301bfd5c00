package io.defenderflow.lane;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often and when a step is repeated after a transient fault, in Camunda's syntax: {@code
 * R5/PT1M} is five attempts with a minute between them, {@code PT1M,PT5M} is three attempts with
 * these two pauses.
 *
 * @param attempts attempts in all, at least 1
 * @param pauses the pauses; the last one repeats
 */
record RetrySchedule(int attempts, List<Duration> pauses) {
  static final RetrySchedule DEFAULT = new RetrySchedule(3, List.of(Duration.ofMinutes(1)));

  private static final int MOST_ATTEMPTS = 1_000;
  private static final Pattern CYCLE = Pattern.compile("R(\\d{1,4})/(P.+)");

  RetrySchedule {
    pauses = List.copyOf(pauses);
  }

  /**
   * Reads a schedule.
   *
   * @throws IllegalArgumentException saying in a full sentence what is wrong
   */
  static RetrySchedule parse(String text) {
    Matcher cycle = CYCLE.matcher(text.strip());
    if (cycle.matches()) {
      int attempts = Integer.parseInt(cycle.group(1));
      if (attempts < 1 || attempts > MOST_ATTEMPTS) {
        throw new IllegalArgumentException(
            "has " + attempts + " attempts. Allowed is 1 to " + MOST_ATTEMPTS + ".");
      }
      return new RetrySchedule(attempts, List.of(pause(cycle.group(2))));
    }
    List<Duration> pauses = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      pauses.add(pause(part.strip()));
    }
    return new RetrySchedule(pauses.size() + 1, pauses);
  }

  private static Duration pause(String text) {
    try {
      Duration pause = Duration.parse(text);
      if (!pause.isNegative()) {
        return pause;
      }
    } catch (DateTimeParseException e) {
      // said below, together with what is expected
    }
    throw new IllegalArgumentException(
        "is not a retry schedule. Expected is a form like R5/PT1M (five attempts, a minute between"
            + " them) or PT1M,PT5M (the pauses one by one).");
  }

  /** The retries that are left when this attempt has failed. */
  int leftAfterFailure(OptionalInt before) {
    return Math.max(0, before.orElse(attempts) - 1);
  }

  /** The retries that are left when this attempt does not count. */
  int leftAfterPostponing(OptionalInt before) {
    return Math.max(1, before.orElse(attempts));
  }

  /** The pause before the next attempt. */
  Duration pause(int retriesLeft) {
    int failed = Math.max(1, attempts - retriesLeft);
    return pauses.get(Math.min(failed, pauses.size()) - 1);
  }
}
