package io.defenderflow.journal;

/** Another worker has moved this operation on. Whoever sees this must send nothing any more. */
public final class TakenOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TakenOver(String key) {
    super("Another worker goes on with the operation " + key + ".");
  }
}
