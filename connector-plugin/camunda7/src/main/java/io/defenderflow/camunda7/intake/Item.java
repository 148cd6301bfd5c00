package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An incident or an alert as Microsoft sent it.
 *
 * @param changedAt when Microsoft last changed it; empty where it does not say so
 */
record Item(Kind kind, String id, JsonNode json, Optional<Instant> changedAt) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");
  private static final int LONGEST_TITLE = 400;

  /** Empty where it names no id, so that it could not be told from others. */
  static Optional<Item> of(Kind kind, JsonNode json) {
    String id = json.path("id").asText("");
    return isId(id)
        ? Optional.of(new Item(kind, id, json, ServerTime.parse(json.path("lastUpdateDateTime"))))
        : Optional.empty();
  }

  /** Whether Microsoft could have given the id, so that it can be asked for. */
  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  String title() {
    return Sql.cut(json.path(kind.titleField()).asText(""), LONGEST_TITLE);
  }

  /** The incident that this one was merged into; empty where it lives on. */
  Optional<String> mergedInto() {
    String into = json.path("redirectIncidentId").asText("");
    if (!into.isBlank()) {
      return Optional.of(into);
    }
    return json.path("status").asText().equals("redirected")
        ? Optional.of("another incident")
        : Optional.empty();
  }

  String businessKey() {
    return kind.businessKey(id);
  }

  @Override
  public String toString() {
    return kind.word() + " " + id;
  }
}
