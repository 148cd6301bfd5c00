package io.defenderflow.lane;

/**
 * The task is no longer ours: the process instance went on, was cancelled or suspended, or another
 * worker holds the lock. Nothing may be sent for it any more.
 */
public final class TaskGone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TaskGone(String message, Throwable cause) {
    super(message, cause);
  }
}
