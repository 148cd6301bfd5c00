package io.defenderflow.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks and escapes a path with its query that an author wrote by hand. */
final class UrlPath {
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");
  private static final Pattern CONTROL = Pattern.compile("(?i)%([01][0-9a-f]|7f)");

  private UrlPath() {}

  static Optional<String> problem(String value) {
    if (BROKEN_ESCAPE.matcher(value).find()) {
      return Optional.of("has a % without two hexadecimal digits behind it; write %25 for it");
    }
    if (CONTROL.matcher(value).find()) {
      return Optional.of("has an escaped control character");
    }
    String path = pathOf(value).toLowerCase(Locale.ROOT).replace("%2e", ".");
    if (path.contains("..") || path.matches(".*(/|%2f|%5c)\\.(/|%2f|%5c|;).*|.*/\\.")) {
      return Optional.of("has dots that would lead to another path");
    }
    return path.contains("//") ? Optional.of("has two slashes in a row") : Optional.empty();
  }

  /** What may not stand in a URL is written with escapes; what is escaped already stays. */
  static String escaped(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean keeps = b > ' ' && b < 0x7f && "\"<>^`{|}".indexOf(b) < 0;
      text.append(keeps ? Character.toString((char) b) : String.format("%%%02X", b));
    }
    return text.toString();
  }

  private static String pathOf(String value) {
    int query = value.indexOf('?');
    return query < 0 ? value : value.substring(0, query);
  }
}
