package io.defenderflow.camunda7.notification;

/**
 * Nobody was told. The engine keeps its message and stack trace with the job, where many may read
 * them: it names no address of a webhook, and it has no cause, whose text might.
 */
final class NotTold extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  private NotTold(String message, boolean mayPass) {
    super(message);
    this.mayPass = mayPass;
  }

  /** It may succeed in a while. */
  static NotTold yet(String message) {
    return new NotTold(message, true);
  }

  /** It fails until a person changes something. */
  static NotTold untilChanged(String message) {
    return new NotTold(message, false);
  }

  boolean mayPass() {
    return mayPass;
  }
}
