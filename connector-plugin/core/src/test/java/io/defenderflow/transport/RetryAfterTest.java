package io.defenderflow.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "7, PT7S",
    "' 30 ', PT30S",
    "1.5, PT1.5S",
    "999999999, PT24H",
    "'Sat, 21 Nov 2026 03:02:00 GMT', PT2M",
    "'Sat, 21 Nov 2026 02:00:00 GMT', PT0S",
    "'Mon, 21 Nov 2033 03:02:00 GMT', PT24H"
  })
  void bothFormsOfTheHeaderAreRead(String header, Duration expected) {
    assertThat(RetryAfter.of(answer(Map.of("retry-after", header)), NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "1e9", "12345678901234567890", "0x10", "NaN"})
  void whatIsNeitherFormIsLeftOut(String header) {
    assertThat(RetryAfter.of(answer(Map.of("Retry-After", header)), NOW)).isEmpty();
  }

  @Test
  void aDateIsComparedWithTheClockOfTheServer() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Retry-After", "Sat, 21 Nov 2026 04:00:30 GMT");
    headers.put("Date", "Sat, 21 Nov 2026 04:00:00 GMT");

    assertThat(RetryAfter.of(answer(headers), NOW)).contains(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({
    "You can run queries again in 8 minutes., PT8M",
    "You can run queries again in 1 minute and 30 seconds, PT1M30S",
    "quota. you can run queries again in 00:12:34, PT12M34S",
    "You can run queries again in 1h, PT1H",
    "You can run queries again in 45 s, PT45S"
  })
  void theHuntingQuotaIsReadFromItsText(String message, Duration expected) {
    assertThat(RetryAfter.ofHuntingQuota(message)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "You can run queries again in a while", "in 8 minutes"})
  void otherTextNamesNoTime(String message) {
    assertThat(RetryAfter.ofHuntingQuota(message)).isEmpty();
  }

  private static Received answer(Map<String, String> headers) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new Received(429, lists, new byte[0]);
  }
}
