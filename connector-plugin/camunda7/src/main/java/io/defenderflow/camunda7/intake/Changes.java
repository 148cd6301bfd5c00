package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is different between two looks at an item, as a playbook is told it:
 *
 * <pre>
 * {"id": "1042", "at": "2026-11-21T03:00:00.1234567Z", "changed": ["status", "comments"],
 *  "status": {"from": "active", "to": "resolved"},
 *  "comments": {"added": [...]}, "alerts": {"added": ["da..."], "removed": []},
 *  "current": {"status": "resolved", "severity": "high", ...}}
 * </pre>
 */
final class Changes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Changes() {}

  /** Changes as they were kept. */
  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The change cannot be read as JSON.", e);
    }
  }

  /** Empty where nothing is different that a playbook is told. */
  static Optional<ObjectNode> between(Known before, Known now, Item item) {
    ObjectNode changes = JsonNodeFactory.instance.objectNode();
    changes.put("id", item.id());
    changes.put("at", item.json().path("lastUpdateDateTime").asText());
    ArrayNode changed = changes.putArray("changed");
    for (Map.Entry<String, JsonNode> field : now.fields().properties()) {
      JsonNode from = before.fields().path(field.getKey());
      // What was not known at all, for example alerts that did not come along, is no change.
      if (from.isMissingNode() || from.equals(field.getValue())) {
        continue;
      }
      difference(field.getKey(), from, field.getValue(), item)
          .ifPresent(
              difference -> {
                changed.add(field.getKey());
                changes.set(field.getKey(), difference);
              });
    }
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    changes.set("current", current(now));
    return Optional.of(changes);
  }

  private static Optional<ObjectNode> difference(
      String field, JsonNode from, JsonNode to, Item item) {
    ObjectNode difference = JsonNodeFactory.instance.objectNode();
    if (field.equals(Known.COMMENTS)) {
      ArrayNode added = difference.putArray("added");
      Set<String> old = texts(from);
      item.json()
          .path(Known.COMMENTS)
          .forEach(
              comment -> {
                if (!old.contains(Known.key(comment))) {
                  added.add(comment);
                }
              });
      return Optional.of(difference).filter(found -> !added.isEmpty());
    }
    if (field.equals(Known.ALERTS)) {
      minus(to, from).forEach(difference.putArray("added")::add);
      minus(from, to).forEach(difference.putArray("removed")::add);
      return Optional.of(difference);
    }
    difference.set("from", from);
    difference.set("to", to);
    return Optional.of(difference);
  }

  private static ObjectNode current(Known now) {
    ObjectNode current = now.fields().deepCopy();
    current.remove(Known.COMMENTS);
    return current;
  }

  private static Set<String> minus(JsonNode from, JsonNode without) {
    Set<String> left = texts(from);
    left.removeAll(texts(without));
    return left;
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
