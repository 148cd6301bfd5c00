package io.defenderflow.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. */
public final class Closest {
  private Closest() {}

  /** The candidates that differ in the fewest letters, the closest first. */
  public static List<String> to(String written, Collection<String> candidates, int most) {
    String lower = written.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .sorted(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
        .limit(most)
        .toList();
  }

  /** How many letters have to be added, removed or replaced (Levenshtein). */
  public static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int column = 0; column < before.length; column++) {
      before[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] current = new int[other.length() + 1];
      current[0] = row;
      for (int column = 1; column < current.length; column++) {
        int replaced =
            before[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(before[column], current[column - 1]) + 1);
      }
      before = current;
    }
    return before[other.length()];
  }
}
