package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An incident as it was when it was asked for.
 *
 * @param json the incident as Graph returns it, without its alerts
 */
public record Incident(ObjectNode json) {

  public Incident {
    Objects.requireNonNull(json, "json");
  }

  public String id() {
    return json.path("id").asText();
  }

  public String displayName() {
    return json.path("displayName").asText();
  }

  public String status() {
    return json.path("status").asText();
  }

  public String severity() {
    return json.path("severity").asText();
  }

  /** The user principal name of the owner, or null. */
  public String assignedTo() {
    return json.path("assignedTo").textValue();
  }

  public String classification() {
    return json.path("classification").asText();
  }

  public String determination() {
    return json.path("determination").asText();
  }

  /** The texts of the comments, oldest first. */
  public List<String> comments() {
    List<String> comments = new ArrayList<>();
    json.path("comments").forEach(comment -> comments.add(comment.path("comment").asText()));
    return List.copyOf(comments);
  }

  public List<String> customTags() {
    List<String> tags = new ArrayList<>();
    json.path("customTags").forEach(tag -> tags.add(tag.asText()));
    return List.copyOf(tags);
  }

  /** Time of the last change, with seven digits of a second. */
  public String lastUpdateDateTime() {
    return json.path("lastUpdateDateTime").asText();
  }
}
