package io.defenderflow.limit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many calls in any window of this length.
 *
 * @param calls at least 1
 */
record Budget(int calls, Duration window) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})/([1-9]\\d{0,3})([smh])");

  /**
   * Reads budgets such as {@code 100/1m 1500/1h}.
   *
   * @throws IllegalArgumentException where the text has another form
   */
  static List<Budget> parse(String text) {
    return Arrays.stream(text.strip().split("[\\s,]+"))
        .filter(part -> !part.isEmpty())
        .map(Budget::one)
        .toList();
  }

  private static Budget one(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(form.group(2));
    return new Budget(
        Integer.parseInt(form.group(1)),
        switch (form.group(3)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  /** What one of several nodes may use of it: fewer calls or, where that is none, a longer time. */
  Budget share(int nodes) {
    return calls >= nodes
        ? new Budget(calls / nodes, window)
        : new Budget(1, window.multipliedBy(nodes).dividedBy(calls));
  }

  /** For people, for example {@code 100 in 1 minute}. */
  String words() {
    long seconds = window.toSeconds();
    long amount =
        seconds % 3_600 == 0 ? seconds / 3_600 : seconds % 60 == 0 ? seconds / 60 : seconds;
    String unit = seconds % 3_600 == 0 ? "hour" : seconds % 60 == 0 ? "minute" : "second";
    return calls + " in " + amount + " " + unit + (amount == 1 ? "" : "s");
  }
}
