package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses what the services refuse, by the facts of the operation. */
final class RequestChecks {

  private RequestChecks() {}

  /** The caller's roles must be enough. */
  static void roles(Operation operation, AccessToken token) {
    boolean higher = operation.higherRoles().stream().anyMatch(token.roles()::contains);
    for (Set<String> oneOf : operation.roles()) {
      if (!higher && oneOf.stream().noneMatch(token.roles()::contains)) {
        throw operation.api().missingRoles(operation.enough(oneOf), token.roles());
      }
    }
  }

  /** Options that start with a dollar sign must be documented; others are passed over. */
  static void query(Operation operation, Call call) {
    for (String name : call.query().keySet()) {
      boolean token = name.equals("$skiptoken") || name.equals("$skip");
      boolean ofNextLink = token && operation.returnsCollection();
      if (name.startsWith("$") && !operation.query().contains(name) && !ofNextLink) {
        throw new ApiError(
            400, "BadRequest", "The query option '%s' is not supported here.".formatted(name));
      }
    }
  }

  /** The JSON object that was sent, with known fields of the right type only. */
  static ObjectNode body(Operation operation, Call call) {
    boolean required = operation.body().stream().anyMatch(BodyField::required);
    if (!operation.takesBody() || operation.takesForm()) {
      return Json.object();
    }
    if (call.body().length == 0 && !required) {
      return Json.object();
    }
    Api api = operation.api();
    String type = call.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    ObjectNode body = Json.readObject(call.body()).orElseThrow(api::unreadableBody);
    if (!type.startsWith("application/json") && !body.isEmpty()) {
      throw api.unreadableBody();
    }
    for (Map.Entry<String, JsonNode> sent : body.properties()) {
      BodyField field =
          operation.field(sent.getKey()).orElseGet(() -> annotation(sent.getKey(), operation));
      field
          .problem(sent.getValue())
          .ifPresent(
              wanted -> {
                throw api.wrongField(sent.getKey(), wanted);
              });
    }
    for (BodyField field : operation.body()) {
      if (field.required() && !body.has(field.name())) {
        throw api.missingField(field.name());
      }
    }
    return body;
  }

  private static BodyField annotation(String name, Operation operation) {
    if (name.equals("@odata.type") && operation.api() == Api.GRAPH) {
      return new BodyField(name, "text", false, 0);
    }
    String known = operation.body().stream().map(BodyField::name).collect(Collectors.joining(", "));
    throw operation.api().unknownField(name, known);
  }
}
