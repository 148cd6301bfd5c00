package io.defenderflow.camunda7.notification;

/** A way to tell people. */
interface Channel {
  /** What jobs name it by; it never changes. */
  String name();

  /**
   * Tells it, at most once for each call.
   *
   * @param receiver who is told, where the channel has several
   * @throws NotTold where it is not known to have arrived
   */
  void tell(TaskNews news, String receiver);
}
