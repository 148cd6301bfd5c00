package io.defenderflow.catalogue;

/** The literal that empties a field, since a blank input means "leave it as it is". */
public final class Clear {
  public static final String LITERAL = "(clear)";

  private Clear() {}
}
