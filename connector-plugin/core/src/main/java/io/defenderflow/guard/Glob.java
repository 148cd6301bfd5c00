package io.defenderflow.guard;

import java.util.Locale;

/**
 * A pattern in which {@code *} stands for any text and {@code ?} for one character; case does not
 * matter. Everything else stands for itself, and no pattern can take more than pattern length times
 * text length.
 */
record Glob(String pattern) {
  Glob {
    pattern = pattern.strip().toLowerCase(Locale.ROOT);
  }

  boolean matches(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < lower.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        resume = at;
      } else if (in < pattern.length()
          && (pattern.charAt(in) == '?' || pattern.charAt(in) == lower.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
