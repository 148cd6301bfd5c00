package io.defenderflow.catalogue;

/** Quoted text in OData, where a quote inside a value is doubled. */
public final class Quotes {
  private Quotes() {}

  static boolean closed(String text, char quote) {
    return text.chars().filter(c -> c == quote).count() % 2 == 0;
  }

  /** A value as an OData text literal: it can never end the literal. */
  public static String odata(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
