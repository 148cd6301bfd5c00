package io.defenderflow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What an action that fetches files returns.
 *
 * @param json an object; whoever keeps the files adds {@code files}, which says where each of them
 *     is
 * @param files in the order in which they are listed
 */
public record Downloads(JsonNode json, List<Download> files) {
  public Downloads {
    files = List.copyOf(files);
  }
}
