package io.defenderflow.transport;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer with any status.
 *
 * @param headers by name, without regard to case
 * @param body decoded; of an error only its beginning
 */
record Received(int status, Map<String, List<String>> headers, byte[] body) {
  Received {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    headers = byName;
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Names no header and no body, since both can hold secrets. */
  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
