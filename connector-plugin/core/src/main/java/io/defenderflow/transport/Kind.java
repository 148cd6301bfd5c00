package io.defenderflow.transport;

/** What a request does, which decides whether it may be repeated. */
enum Kind {
  READ,
  /** A read by POST with limits of its own. */
  HUNT,
  WRITE
}
