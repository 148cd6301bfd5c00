package io.defenderflow.worker;

/** The engine answered, and the answer is no. The message is for people and holds no secret. */
final class EngineRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /**
   * @param reason the engine's own words; empty where it gave none
   */
  EngineRefused(int status, String reason, String message) {
    super(message);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
