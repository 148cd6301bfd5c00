package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Times as Microsoft writes them, with seven digits of a second. */
final class ServerTime {
  /** The smallest step between two times of Microsoft. */
  static final long TICK_NANOS = 100;

  private static final DateTimeFormatter SEVEN_DIGITS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private ServerTime() {}

  /** The text; what is finer than seven digits is cut off, never rounded up. */
  static String text(Instant time) {
    return SEVEN_DIGITS.format(floor(time));
  }

  static Instant floor(Instant time) {
    return time.minusNanos(time.getNano() % TICK_NANOS);
  }

  static Optional<Instant> parse(JsonNode text) {
    return text.isTextual() ? parse(text.textValue()) : Optional.empty();
  }

  static Optional<Instant> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
