package io.defenderflow.worker;

/** The engine did not answer, or what answered is no engine. The message is for people. */
final class EngineUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineUnreachable(String message) {
    super(message);
  }
}
