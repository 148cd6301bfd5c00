package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Checks what is sent to Defender for Endpoint, whose field names are case-sensitive. */
final class EndpointBody {

  private EndpointBody() {}

  /** The object in the body, which may only have these fields. */
  static ObjectNode read(Call call, Set<String> fields) {
    ObjectNode body =
        Json.readObject(call.body())
            .orElseThrow(
                () ->
                    new ApiError(
                        400, "InvalidRequestBody", "The request body is not a valid JSON object."));
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!fields.contains(name)) {
                throw new ApiError(
                    400,
                    "InvalidRequestBody",
                    "The property '%s' is not known; names are case-sensitive.".formatted(name));
              }
            });
    return body;
  }

  /** A field that must be there. */
  static String required(ObjectNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw new ApiError(
          400, "MissingRequiredParameter", "Required parameter '%s' is missing.".formatted(name));
    }
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new ApiError(400, "InvalidInput", "The parameter '%s' must be a text.".formatted(name));
    }
    return value.asText();
  }

  /** A field that must be there with one of these values. */
  static String required(ObjectNode body, String name, Set<String> values) {
    String value = required(body, name);
    if (!values.contains(value)) {
      throw new ApiError(
          400,
          "InvalidInput",
          "The parameter '%s' has the value '%s' but must be one of %s."
              .formatted(name, value, String.join(", ", values.stream().sorted().toList())));
    }
    return value;
  }
}
