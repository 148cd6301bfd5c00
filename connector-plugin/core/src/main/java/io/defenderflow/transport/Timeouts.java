package io.defenderflow.transport;

import java.time.Duration;

/**
 * How long a connection waits for Microsoft.
 *
 * @param connect for name resolution, connection and TLS
 * @param call for one whole call, from the first byte sent to the last byte read
 * @param hunting the same for a hunting query, which Microsoft itself ends after about three
 *     minutes
 * @param download for one whole file from Microsoft's storage
 */
public record Timeouts(Duration connect, Duration call, Duration hunting, Duration download) {
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(200),
          Duration.ofMinutes(15));
}
