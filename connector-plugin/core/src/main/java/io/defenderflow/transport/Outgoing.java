package io.defenderflow.transport;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A request as it leaves.
 *
 * @param body null for none
 * @param deadline for the whole call
 * @param maxBytes of the decoded body of a good answer
 */
record Outgoing(
    String verb,
    URI uri,
    Map<String, String> headers,
    byte[] body,
    Duration deadline,
    long maxBytes) {

  /** Names no header and no body, since both can hold secrets. */
  @Override
  public String toString() {
    return verb + " " + uri.getHost() + uri.getRawPath();
  }
}
