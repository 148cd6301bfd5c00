package io.defenderflow.action.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.AnyCall;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.PathRequest;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** Reads by path and, where the answer is a collection, follows its pages. */
final class PagedAnswer {
  private static final int DEFAULT_MAX_ITEMS = 1_000;

  /** So that empty pages without end come to one. */
  private static final int MAX_PAGES = 1_000;

  private PagedAnswer() {}

  static JsonNode get(AnyCall calls, String path, Map<String, String> headers, Integer maxItems) {
    JsonNode first = calls.send(new PathRequest("GET", path, headers, Optional.empty()));
    if (!first.path("value").isArray()) {
      return first;
    }
    int cap = maxItems == null ? DEFAULT_MAX_ITEMS : maxItems;
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    boolean more = add(items, first.path("value"), cap);
    Optional<URI> next = link(first.path("@odata.nextLink").asText(""));
    for (int pages = 1; !more && next.isPresent(); pages++) {
      if (items.size() >= cap || pages >= MAX_PAGES) {
        more = true;
        break;
      }
      Page page = calls.next(next.get());
      more = add(items, page.value(), cap);
      next = page.nextLink();
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("value", items);
    result.put("count", items.size());
    if (first.path("@odata.count").isNumber()) {
      result.put("total", first.path("@odata.count").asLong());
    }
    return result.put("truncated", more);
  }

  private static boolean add(ArrayNode items, Iterable<JsonNode> page, int cap) {
    for (JsonNode item : page) {
      if (items.size() >= cap) {
        return true;
      }
      items.add(item);
    }
    return false;
  }

  private static Optional<URI> link(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      throw Fault.of(
          ErrorCode.EGRESS_REFUSED,
          "The answer continues at an address that is not a URL, so it was not followed. Nothing"
              + " was sent there. Narrow the query so that one page is enough, and report it.");
    }
  }
}
