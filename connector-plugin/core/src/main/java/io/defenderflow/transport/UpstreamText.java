package io.defenderflow.transport;

import java.util.regex.Pattern;

/** Makes text from outside fit for messages: no secrets, no control characters, not too long. */
final class UpstreamText {
  private static final Pattern TOKEN =
      Pattern.compile(
          "eyJ[A-Za-z0-9_-]{5,}(\\.[A-Za-z0-9_-]*){0,4}|(?i:bearer|basic)\\s+[^\\s,\"]{8,}");
  private static final Pattern SIGNED_LINK =
      Pattern.compile("(https?://[^\\s?\"'<>]+)\\?[^\\s\"'<>]*");

  /** Also the marks that turn the direction of text, since they can make a message lie. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  private UpstreamText() {}

  static String clean(String text, int maxLength) {
    String head = text.length() > 8_192 ? text.substring(0, 8_192) : text;
    String plain = UNPRINTABLE.matcher(head).replaceAll(" ").strip();
    String safe = TOKEN.matcher(plain).replaceAll("(token)");
    safe = SIGNED_LINK.matcher(safe).replaceAll("$1?...");
    return cut(safe, maxLength);
  }

  /** Shortens at a character boundary and shows that something is missing. */
  static String cut(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    int end = Math.max(0, maxLength - 3);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "...";
  }
}
