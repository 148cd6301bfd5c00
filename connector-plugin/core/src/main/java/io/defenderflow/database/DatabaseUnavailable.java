package io.defenderflow.database;

/** A table cannot be read or written. Nothing that changes something may be sent. */
public final class DatabaseUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
