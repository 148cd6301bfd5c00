package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what an action brought back into the variables that the author asked for. A step that is
 * itself multi-instance gets the number of its instance behind each name, {@code isolation_0}, so
 * that the instances do not overwrite each other.
 */
final class Results {
  private final int largest;

  /**
   * @param largest the most bytes of JSON in a result variable
   */
  Results(int largest) {
    this.largest = largest;
  }

  Map<String, Value> variables(JsonNode json, StepSettings settings, String suffix) {
    Map<String, Value> variables = new LinkedHashMap<>();
    settings.resultVariable().ifPresent(name -> variables.put(name + suffix, whole(json)));
    for (Pick pick : settings.picks()) {
      variables.put(pick.variable() + suffix, picked(json.at(pick.pointer())));
    }
    return variables;
  }

  private Value whole(JsonNode json) {
    if (!json.isContainerNode()) {
      return picked(json);
    }
    if (bytes(json) <= largest) {
      return new Value.Json(json);
    }
    return shortened(json).<Value>map(Value.Json::new).orElseGet(() -> new Value.File(json));
  }

  /** A collection with as many of its first items as fit; empty where there is no collection. */
  private Optional<JsonNode> shortened(JsonNode json) {
    if (!(json instanceof ObjectNode object) || !(json.get("value") instanceof ArrayNode items)) {
      return Optional.empty();
    }
    ObjectNode cut = object.deepCopy();
    ArrayNode kept = cut.putArray("value");
    cut.put("count", items.size());
    cut.put("truncated", true);
    int size = bytes(cut);
    for (JsonNode item : items) {
      size += bytes(item) + 1;
      if (size > largest) {
        break;
      }
      kept.add(item);
    }
    cut.put("count", kept.size());
    return Optional.of(cut);
  }

  private Value picked(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return new Value.Plain(null);
    }
    if (value.isBoolean()) {
      return new Value.Plain(value.booleanValue());
    }
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return new Value.Plain(value.longValue());
    }
    if (value.isFloatingPointNumber()) {
      return new Value.Plain(value.doubleValue());
    }
    if (value.isValueNode()) {
      // PostgreSQL keeps no NUL character in a text.
      String text = value.asText().replace("\u0000", "");
      return text.length() <= Value.MAX_TEXT
          ? new Value.Plain(text)
          : new Value.Json(TextNode.valueOf(text));
    }
    return bytes(value) <= largest ? new Value.Json(value) : new Value.File(value);
  }

  private static int bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
