package io.defenderflow.credential;

/** A credential that cannot work. The message is the end of a sentence that names the setting. */
public final class UnusableCredential extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableCredential(String reason) {
    super(reason);
  }
}
