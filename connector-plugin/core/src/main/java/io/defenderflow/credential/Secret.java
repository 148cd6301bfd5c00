package io.defenderflow.credential;

/** A text that must never be shown. It has no readable form; only {@link #reveal} gives it away. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value == null ? "" : value);
  }

  public boolean isBlank() {
    return value.isBlank();
  }

  /** Whether white space was pasted along at the start or the end. */
  public boolean hasOuterWhiteSpace() {
    return !value.strip().equals(value);
  }

  /** The text itself, for the one place that sends it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
