package io.defenderflow.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long Microsoft asks to wait. */
final class RetryAfter {
  /** A longer wish is taken for a mistake. */
  static final Duration LONGEST = Duration.ofHours(24);

  /** The cycle in which the processor time for hunting is counted. */
  static final Duration HUNTING_CYCLE = Duration.ofMinutes(15);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]+)?");
  private static final Pattern AGAIN_IN =
      Pattern.compile("(?i)run queries again in\\s+([^.;\"\\r\\n]{1,80})");
  private static final Pattern CLOCK = Pattern.compile("\\b(\\d{1,2}):(\\d{2}):(\\d{2})\\b");
  private static final Pattern PART =
      Pattern.compile("(?i)(\\d{1,6})\\s*(h|hours?|m|min|minutes?|s|sec|seconds?)\\b");

  private RetryAfter() {}

  /**
   * Reads the header Retry-After in both of its forms. A date is compared with the server's own
   * clock, so that a wrong clock here does no harm.
   */
  static Optional<Duration> of(Received answer, Instant now) {
    return answer
        .header("Retry-After")
        .flatMap(text -> parse(text.strip(), serverTime(answer, now)));
  }

  /** What the text of a hunting error says about the quota of processor time. */
  static Optional<Duration> ofHuntingQuota(String message) {
    Matcher again = AGAIN_IN.matcher(message);
    if (!again.find()) {
      return Optional.empty();
    }
    String duration = again.group(1);
    Matcher clock = CLOCK.matcher(duration);
    if (clock.find()) {
      return Optional.of(
          bounded(
              Duration.ofHours(Long.parseLong(clock.group(1)))
                  .plusMinutes(Long.parseLong(clock.group(2)))
                  .plusSeconds(Long.parseLong(clock.group(3)))));
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(duration);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          switch (Character.toLowerCase(part.group(2).charAt(0))) {
            case 'h' -> sum.plusHours(amount);
            case 'm' -> sum.plusMinutes(amount);
            default -> sum.plusSeconds(amount);
          };
    }
    return sum.isZero() ? Optional.empty() : Optional.of(bounded(sum));
  }

  /** The server's clock by its Date header, otherwise the given time. */
  static Instant serverTime(Received answer, Instant now) {
    return serverTime(answer).orElse(now);
  }

  /** The server's clock by its Date header, where it sends one. */
  static Optional<Instant> serverTime(Received answer) {
    return answer.header("Date").flatMap(RetryAfter::date);
  }

  private static Optional<Duration> parse(String text, Instant serverNow) {
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(
          bounded(Duration.ofMillis((long) Math.ceil(Double.parseDouble(text) * 1_000))));
    }
    return date(text).map(when -> bounded(Duration.between(serverNow, when)));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wish) {
    if (wish.isNegative()) {
      return Duration.ZERO;
    }
    return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
  }
}
