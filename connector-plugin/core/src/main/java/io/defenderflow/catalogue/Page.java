package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of a collection, or several pages joined.
 *
 * @param value the items, unchanged
 * @param nextLink where Microsoft continues; followed as given, after the host check
 * @param count the total that Microsoft counted, where it was asked to
 * @param answeredAt the time of the answer by Microsoft's clock, to the second
 * @param partial whether one of Microsoft's sources did not respond, so that items may be missing
 */
public record Page(
    List<JsonNode> value,
    Optional<URI> nextLink,
    Optional<Long> count,
    Optional<Instant> answeredAt,
    boolean partial) {
  public Page {
    value = List.copyOf(value);
  }

  /** A page of which nothing is known but what stands in it. */
  public Page(List<JsonNode> value, Optional<URI> nextLink, Optional<Long> count) {
    this(value, nextLink, count, Optional.empty(), false);
  }
}
