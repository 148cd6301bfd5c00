package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A request by path, for operations that have no action of their own.
 *
 * @param path below the address of the service, with its query, written as in a URL
 * @param headers further headers; a Prefer header is added to the one that every request has
 */
public record PathRequest(
    String verb, String path, Map<String, String> headers, Optional<JsonNode> body) {
  public PathRequest {
    headers = Map.copyOf(headers);
  }
}
