package io.defenderflow.journal;

/** The journal's table cannot be read or written. Nothing that changes something may be sent. */
public final class JournalUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JournalUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
