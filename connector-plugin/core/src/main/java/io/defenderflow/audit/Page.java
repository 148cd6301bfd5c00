package io.defenderflow.audit;

/**
 * A part of what was found.
 *
 * @param first how many rows come before it
 * @param most how many rows it has at most
 */
public record Page(int first, int most) {
  public Page {
    if (first < 0 || most < 1) {
      throw new IllegalArgumentException("A page starts at 0 or later and has one row or more.");
    }
  }
}
