package io.defenderflow.guard;

import java.util.List;

/** The entries of one setting. */
record Patterns(List<Glob> entries) {
  static Patterns of(List<String> entries) {
    return new Patterns(entries.stream().map(Glob::new).toList());
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  boolean matches(String text) {
    return !text.isEmpty() && entries.stream().anyMatch(entry -> entry.matches(text));
  }
}
