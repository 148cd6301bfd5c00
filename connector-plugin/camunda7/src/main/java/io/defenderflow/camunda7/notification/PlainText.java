package io.defenderflow.camunda7.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts that others wrote, titles of incidents above all. An attacker chooses some of them: they
 * must not disguise what they say, break out of a line, or fill the message.
 */
final class PlainText {
  private static final Pattern DISGUISING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final Pattern SPACE = Pattern.compile("[\\s\\u0085\\u2028\\u2029]+");
  private static final Pattern BETWEEN = Pattern.compile("[\\r\\n,]+");

  private PlainText() {}

  /** One line. What could disguise a text is shown by its number, for example {@code [U+202E]}. */
  static String line(String text, int most) {
    String head = text.length() > 20_000 ? text.substring(0, 20_000) : text;
    String one = SPACE.matcher(head).replaceAll(" ").strip();
    String shown =
        DISGUISING
            .matcher(one)
            .replaceAll(
                found -> String.format(Locale.ROOT, "[U+%04X]", found.group().codePointAt(0)));
    return cut(shown, most);
  }

  /** The parts of a list that is written one a line or separated by commas. */
  static List<String> list(String text, int most) {
    return Arrays.stream(BETWEEN.split(text))
        .map(part -> line(part, most))
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "\u2026";
  }
}
