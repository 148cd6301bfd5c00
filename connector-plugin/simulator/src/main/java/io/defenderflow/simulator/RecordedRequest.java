package io.defenderflow.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * One request the simulator received.
 *
 * @param time arrival by the simulator's clock
 * @param nanos arrival by {@link System#nanoTime()}, for real waits between requests
 * @param method HTTP method in upper case
 * @param path path and query exactly as sent
 * @param headers names in lower case
 * @param body body as UTF-8 text; a token request has the secret in it
 * @param app client id of the bearer token or of the token request, or "" when there was none
 * @param status HTTP status sent, or 0 when the connection was cut instead
 */
public record RecordedRequest(
    Instant time,
    long nanos,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    String app,
    int status) {

  public RecordedRequest {
    headers = Map.copyOf(headers);
  }

  /** Leaves headers and body out, because both carry credentials. */
  @Override
  public String toString() {
    return "%s %s %s -> %d".formatted(time, method, path, status);
  }
}
