package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One page of a collection, or several pages joined.
 *
 * @param value the items, unchanged
 * @param nextLink where Microsoft continues; followed as given, after the host check
 * @param count the total that Microsoft counted, where it was asked to
 */
public record Page(List<JsonNode> value, Optional<URI> nextLink, Optional<Long> count) {
  public Page {
    value = List.copyOf(value);
  }
}
