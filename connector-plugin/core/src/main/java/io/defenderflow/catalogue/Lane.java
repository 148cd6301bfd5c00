package io.defenderflow.catalogue;

/**
 * A topic with its own worker pool, so that a slow hunt never delays an isolation and a worker
 * without the right to contain can be deployed.
 */
public enum Lane {
  READ("defender-read"),
  HUNT("defender-hunt"),
  CHANGE("defender-change"),
  CONTAIN("defender-contain");

  private final String topic;

  Lane(String topic) {
    this.topic = topic;
  }

  /** The external task topic. Playbooks are built on it: it never changes. */
  public String topic() {
    return topic;
  }

  static Lane of(String actionId, Effect effect) {
    if (actionId.startsWith("hunting.")) {
      return HUNT;
    }
    return switch (effect) {
      case READ -> READ;
      case CHANGE -> CHANGE;
      case CONTAIN -> CONTAIN;
    };
  }
}
