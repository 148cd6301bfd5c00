package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** Checks what is sent to Graph's incidents and alerts. */
final class GraphBody {

  static final Set<String> CLASSIFICATIONS =
      Set.of("unknown", "falsePositive", "truePositive", "informationalExpectedActivity");
  static final Set<String> DETERMINATIONS =
      Set.of(
          "unknown",
          "apt",
          "malware",
          "securityPersonnel",
          "securityTesting",
          "unwantedSoftware",
          "other",
          "multiStagedAttack",
          "compromisedAccount",
          "phishing",
          "maliciousUserActivity",
          "notMalicious",
          "notEnoughDataToValidate",
          "confirmedActivity",
          "lineOfBusinessApplication");
  static final Set<String> SEVERITIES = Set.of("unknown", "informational", "low", "medium", "high");

  /** Any text, or null to clear the field. */
  static final Set<String> TEXT = Set.of();

  /** A list of texts. */
  static final Set<String> TEXT_LIST = Set.of("[]");

  private GraphBody() {}

  /** The object in the body, or a refusal. */
  static ObjectNode read(Call call) {
    return Json.readObject(call.body())
        .orElseThrow(
            () ->
                new ApiError(
                    400,
                    "BadRequest",
                    "Unable to read JSON request payload. Please ensure Content-Type header is set"
                        + " and payload is of valid JSON format."));
  }

  /**
   * Takes over the fields of a patch.
   *
   * @param fields the fields that can be changed, with {@link #TEXT}, {@link #TEXT_LIST} or the
   *     values that are allowed
   */
  static void patch(ObjectNode target, ObjectNode patch, Map<String, Set<String>> fields) {
    patch.properties().forEach(field -> check(field.getKey(), field.getValue(), fields));
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (!field.getKey().startsWith("@odata.")) {
        target.set(field.getKey(), field.getValue());
      }
    }
  }

  /** The text of a new comment, after its type was checked. */
  static String comment(Call call) {
    ObjectNode body = read(call);
    String type = body.path("@odata.type").asText();
    if (!type.equals("microsoft.graph.security.alertComment")
        && !type.equals("#microsoft.graph.security.alertComment")) {
      throw new ApiError(
          400,
          "BadRequest",
          "The body needs '@odata.type' with the value 'microsoft.graph.security.alertComment'.");
    }
    if (!body.path("comment").isTextual() || body.path("comment").asText().isBlank()) {
      throw new ApiError(400, "BadRequest", "The property 'comment' must be a text.");
    }
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!name.equals("@odata.type") && !name.equals("comment")) {
                throw unknown(name);
              }
            });
    return body.path("comment").asText();
  }

  private static void check(String name, JsonNode value, Map<String, Set<String>> fields) {
    if (name.startsWith("@odata.")) {
      return;
    }
    Set<String> allowed = fields.get(name);
    if (allowed == null) {
      throw unknown(name);
    }
    if (allowed.equals(TEXT_LIST)) {
      boolean texts = value.isArray();
      for (JsonNode element : value) {
        texts &= element.isTextual();
      }
      if (!texts) {
        throw wrong(name, value, "a list of texts");
      }
    } else if (allowed.equals(TEXT)) {
      if (!value.isTextual() && !value.isNull()) {
        throw wrong(name, value, "a text");
      }
    } else if (!value.isTextual() || !allowed.contains(value.asText())) {
      throw wrong(name, value, "one of " + String.join(", ", allowed.stream().sorted().toList()));
    }
  }

  private static ApiError unknown(String name) {
    return new ApiError(
        400,
        "BadRequest",
        "The property '%s' does not exist on this type or cannot be changed.".formatted(name));
  }

  private static ApiError wrong(String name, JsonNode value, String wanted) {
    return new ApiError(
        400,
        "BadRequest",
        "Cannot convert the value %s of property '%s'; it must be %s."
            .formatted(value, name, wanted));
  }
}
