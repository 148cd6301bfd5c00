package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.journal.OperationKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a playbook knows of its item: the fields whose change it is told.
 *
 * @param fields by Microsoft's names; comments and alerts by what tells them apart
 * @param since Microsoft's time of the item when its playbook started
 * @param folded the operations of this plugin whose effect is contained already
 */
record Known(ObjectNode fields, String since, Set<String> folded) {
  static final String COMMENTS = "comments";
  static final String ALERTS = "alerts";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> TEXTS =
      List.of(
          "status",
          "severity",
          "assignedTo",
          "classification",
          "determination",
          "displayName",
          "title",
          "redirectIncidentId",
          "incidentId");
  private static final List<String> LISTS = List.of("customTags", "systemTags");

  Known {
    folded = Set.copyOf(folded);
  }

  static Known of(Item item) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (String name : TEXTS) {
      if (item.json().has(name)) {
        fields.set(name, plain(item.json().get(name)));
      }
    }
    for (String name : LISTS) {
      if (item.json().has(name)) {
        fields.set(name, sorted(item.json().get(name), ""));
      }
    }
    ArrayNode comments = fields.putArray(COMMENTS);
    item.json().path(COMMENTS).forEach(comment -> comments.add(key(comment)));
    // Where the alerts did not come along, nothing is known about them.
    if (item.json().path(ALERTS).isArray()) {
      fields.set(ALERTS, sorted(item.json().get(ALERTS), "id"));
    }
    return new Known(fields, item.json().path("lastUpdateDateTime").asText(""), Set.of());
  }

  /** What tells a comment from others. */
  static String key(JsonNode comment) {
    return OperationKey.hash(
            comment.path("createdDateTime").asText()
                + "\n"
                + comment.path("createdByDisplayName").asText()
                + "\n"
                + comment.path("comment").asText())
        .substring(0, 16);
  }

  /** The same with other fields, and with what was learnt of operations. */
  Known with(ObjectNode newFields) {
    ObjectNode merged = fields.deepCopy();
    merged.setAll(newFields);
    return new Known(merged, since, folded);
  }

  Known folding(Set<String> keys, ObjectNode newFields) {
    Set<String> all = new TreeSet<>(folded);
    all.addAll(keys);
    return new Known(newFields, since, all);
  }

  /** A field of an item as it is compared: an empty text is none. */
  static JsonNode plain(JsonNode value) {
    return value.isTextual() && value.textValue().isEmpty() ? NullNode.getInstance() : value;
  }

  static ArrayNode sorted(JsonNode list, String field) {
    Set<String> values = new TreeSet<>();
    list.forEach(element -> values.add((field.isEmpty() ? element : element.path(field)).asText()));
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    values.forEach(sorted::add);
    return sorted;
  }

  String toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("fields", fields);
    json.put("since", since);
    new TreeSet<>(folded).forEach(json.putArray("folded")::add);
    return json.toString();
  }

  static Known fromJson(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Set<String> folded = new TreeSet<>();
      json.path("folded").forEach(key -> folded.add(key.asText()));
      return new Known(
          json.path("fields") instanceof ObjectNode fields
              ? fields
              : JsonNodeFactory.instance.objectNode(),
          json.path("since").asText(),
          folded);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What is remembered of an item cannot be read as JSON.", e);
    }
  }
}
