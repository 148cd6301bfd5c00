package io.defenderflow.templates;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of the reference pages. */
final class Markdown {
  static final String NOTE = "<!-- Generated from the action catalogue. Do not edit. -->\n\n";

  private Markdown() {}

  static String row(Object... cells) {
    return List.of(cells).stream()
        .map(cell -> cell.toString().replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  static String heading(String... columns) {
    return row((Object[]) columns) + "|" + " --- |".repeat(columns.length) + "\n";
  }

  static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  /** The anchor that GitHub and most viewers make of a heading. */
  static String anchor(String heading) {
    return heading
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^a-z0-9 -]", "")
        .replace(' ', '-');
  }
}
