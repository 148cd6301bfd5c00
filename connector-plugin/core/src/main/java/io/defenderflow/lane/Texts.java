package io.defenderflow.lane;

/** Cuts texts for places that keep only so much of them. */
final class Texts {
  /** The engine cuts a failure message here, in the middle of a word. */
  static final int MESSAGE = 666;

  private static final int EXCERPT = 60;

  private Texts() {}

  static String excerpt(String text) {
    return cut(text.replaceAll("\\p{Cntrl}", " "), EXCERPT);
  }

  /** The text itself, or its front with an ellipsis; never half of a character. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = length - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "\u2026";
  }
}
