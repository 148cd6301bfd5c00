package io.defenderflow.catalogue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Looks for the traces that a variable leaves when its value ended a text literal of a query: an
 * open quote or bracket. It is no parser; Microsoft's answer is the last word on a query.
 */
final class KqlText {
  private KqlText() {}

  static Optional<String> problem(String query) {
    Deque<Character> open = new ArrayDeque<>();
    int at = 0;
    while (at < query.length()) {
      char c = query.charAt(at);
      if (query.startsWith("//", at)) {
        int end = query.indexOf('\n', at);
        at = end < 0 ? query.length() : end;
        continue;
      }
      if (query.startsWith("```", at) || query.startsWith("~~~", at)) {
        int end = query.indexOf(query.substring(at, at + 3), at + 3);
        if (end < 0) {
          return Optional.of("has a multi-line text that is not closed");
        }
        at = end + 3;
        continue;
      }
      if (c == '"' || c == '\'') {
        boolean verbatim = at > 0 && query.charAt(at - 1) == '@';
        int end = endOfText(query, at, c, verbatim);
        if (end < 0) {
          return Optional.of(
              "has a text that is not closed, from character "
                  + (at + 1)
                  + ". A value with a quote in it needs a backslash before the quote");
        }
        at = end + 1;
        continue;
      }
      switch (c) {
        case '(', '[', '{' -> open.push(c);
        case ')', ']', '}' -> {
          char expected = c == ')' ? '(' : c == ']' ? '[' : '{';
          if (open.isEmpty() || open.pop() != expected) {
            return Optional.of("has a '" + c + "' without its opening bracket");
          }
        }
        default -> {}
      }
      at++;
    }
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of("has a '" + open.peek() + "' that is not closed");
  }

  private static int endOfText(String query, int start, char quote, boolean verbatim) {
    for (int at = start + 1; at < query.length(); at++) {
      char c = query.charAt(at);
      if (c == '\n' || c == '\r') {
        return -1;
      }
      if (!verbatim && c == '\\') {
        at++;
      } else if (c == quote) {
        if (verbatim && at + 1 < query.length() && query.charAt(at + 1) == quote) {
          at++;
        } else {
          return at;
        }
      }
    }
    return -1;
  }
}
