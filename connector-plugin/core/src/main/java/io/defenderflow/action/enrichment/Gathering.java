package io.defenderflow.action.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Page;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.util.function.Supplier;

/**
 * Reads one thing after the other and notes what cannot be read. Once a service is throttled or
 * away, the rest is left out, so that the step does not wait for each call in vain.
 */
final class Gathering {
  private static final int MAX_ITEMS = 1_000;

  private final ArrayNode problems = JsonNodeFactory.instance.arrayNode();
  private Fault stopped;

  /** What the call returns, or null where it cannot be read. */
  JsonNode read(String what, Supplier<JsonNode> call) {
    if (stopped != null) {
      note(what, stopped.code(), "Left out, because the service did not answer before.");
      return null;
    }
    try {
      return call.get();
    } catch (Fault fault) {
      if (fault.code().ending() == ErrorCode.Ending.TRANSIENT) {
        stopped = fault;
      }
      note(what, fault.code(), fault.getMessage());
      return null;
    }
  }

  /** The items of a page, or an empty list; what is beyond the page is noted. */
  ArrayNode items(String what, Supplier<Page> call) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    read(
        what,
        () -> {
          Page page = call.get();
          page.value().stream().limit(MAX_ITEMS).forEach(items::add);
          if (page.nextLink().isPresent() || page.value().size() > MAX_ITEMS) {
            problems
                .addObject()
                .put("what", what)
                .put("code", ErrorCode.RESULT_TOO_LARGE.name())
                .put(
                    "message",
                    "There are more than the "
                        + items.size()
                        + " items shown. Read the rest with the step of its own.");
          }
          return items;
        });
    return items;
  }

  void note(String what, ErrorCode code, String message) {
    problems.addObject().put("what", what).put("code", code.name()).put("message", message);
  }

  void into(ObjectNode result) {
    result.set("problems", problems);
  }
}
