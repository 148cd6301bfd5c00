package io.defenderflow.transport;

import java.time.Duration;

/**
 * How long a connection waits for Microsoft.
 *
 * @param connect for name resolution, connection and TLS
 * @param call for one whole call, from the first byte sent to the last byte read
 * @param hunting the same for a hunting query, which Microsoft itself ends after about three
 *     minutes
 */
public record Timeouts(Duration connect, Duration call, Duration hunting) {
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(200));
}
