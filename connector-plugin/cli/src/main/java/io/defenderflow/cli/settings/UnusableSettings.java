package io.defenderflow.cli.settings;

/** Settings from which no connection can be made. The message names the setting and no value. */
public final class UnusableSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableSettings(String message) {
    super(message);
  }
}
