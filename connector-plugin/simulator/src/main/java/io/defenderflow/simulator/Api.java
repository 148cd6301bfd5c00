package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;

/** The two APIs, which differ in where they live, which token they take and how they refuse. */
enum Api {
  GRAPH("/graph", "https://graph.microsoft.com") {
    @Override
    ApiError unauthorized(String reason) {
      return new ApiError(401, "InvalidAuthenticationToken", reason);
    }

    @Override
    ApiError missingRoles(Collection<String> required, Collection<String> granted) {
      return new ApiError(
          403,
          "Forbidden",
          "Missing application roles. API required roles: %s, application roles: %s."
              .formatted(String.join(",", sorted(required)), String.join(",", sorted(granted))));
    }

    @Override
    ApiError noSuchPath(String path) {
      return new ApiError(
          404, "ResourceNotFound", "Resource not found for the segment in '%s'.".formatted(path));
    }

    @Override
    ApiError noSuchObject(String path, String id) {
      if (path.startsWith("/users") && path.contains("/m")) {
        return new ApiError(
            404, "ErrorItemNotFound", "The specified object was not found in the store.");
      }
      return path.startsWith("/security")
          ? new ApiError(404, "NotFound", "The object with id '%s' was not found.".formatted(id))
          : new ApiError(
              404,
              "Request_ResourceNotFound",
              "Resource '%s' does not exist or one of its queried reference-property objects are not present."
                  .formatted(id));
    }

    @Override
    ApiError unreadableBody() {
      return new ApiError(
          400,
          "BadRequest",
          "Unable to read JSON request payload. Please ensure Content-Type header is set and"
              + " payload is of valid JSON format.");
    }

    @Override
    ApiError unknownField(String name, String known) {
      return new ApiError(
          400,
          "BadRequest",
          "The property '%s' does not exist on this type or cannot be changed. Known are: %s."
              .formatted(name, known));
    }

    @Override
    ApiError wrongField(String name, String wanted) {
      return new ApiError(
          400,
          "BadRequest",
          "Cannot convert the property '%s'; it must be %s.".formatted(name, wanted));
    }

    @Override
    ApiError missingField(String name) {
      return new ApiError(
          400, "BadRequest", "The required property '%s' is missing.".formatted(name));
    }

    @Override
    Answer refusal(ApiError error, Call call, Instant now) {
      String requestId = UUID.randomUUID().toString();
      ObjectNode body = Json.object();
      ObjectNode detail = body.putObject("error");
      detail.put("code", error.code());
      detail.put("message", error.getMessage());
      detail
          .putObject("innerError")
          .put("date", now.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""))
          .put("request-id", requestId)
          .put("client-request-id", call.header("client-request-id").orElse(requestId));
      Answer answer = Answer.json(error.status(), body).withHeader("request-id", requestId);
      return error.status() == 401
          ? answer.withHeader(
              "WWW-Authenticate",
              "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/"
                  + "oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"")
          : answer;
    }
  },

  ENDPOINT("/endpoint/api", "https://api.securitycenter.microsoft.com") {
    @Override
    ApiError unauthorized(String reason) {
      return new ApiError(401, "Unauthorized", reason);
    }

    @Override
    ApiError missingRoles(Collection<String> required, Collection<String> granted) {
      return new ApiError(
          403,
          "Forbidden",
          "The application does not have any of the required application permissions (%s) to access the resource."
              .formatted(String.join(", ", sorted(required))));
    }

    @Override
    ApiError noSuchPath(String path) {
      return new ApiError(404, "NotFound", "No resource answers at '%s'.".formatted(path));
    }

    @Override
    ApiError noSuchObject(String path, String id) {
      return new ApiError(404, "ResourceNotFound", "%s was not found.".formatted(id));
    }

    @Override
    ApiError unreadableBody() {
      return new ApiError(
          400, "InvalidRequestBody", "The request body is not a valid JSON object.");
    }

    @Override
    ApiError unknownField(String name, String known) {
      return new ApiError(
          400,
          "InvalidRequestBody",
          "The property '%s' is not known; names are case-sensitive. Known are: %s."
              .formatted(name, known));
    }

    @Override
    ApiError wrongField(String name, String wanted) {
      return new ApiError(
          400, "InvalidInput", "The parameter '%s' must be %s.".formatted(name, wanted));
    }

    @Override
    ApiError missingField(String name) {
      return new ApiError(
          400, "MissingRequiredParameter", "Required parameter '%s' is missing.".formatted(name));
    }

    @Override
    Answer refusal(ApiError error, Call call, Instant now) {
      ObjectNode body = Json.object();
      body.putObject("error")
          .put("code", error.code())
          .put("message", error.getMessage())
          .put("target", "|" + UUID.randomUUID() + ".");
      return Answer.json(error.status(), body);
    }
  };

  private final String base;
  private final String audience;

  Api(String base, String audience) {
    this.base = base;
    this.audience = audience;
  }

  /** Path in front of every resource of this API. */
  String base() {
    return base;
  }

  /** The aud claim that a token for this API carries. */
  String audience() {
    return audience;
  }

  abstract ApiError unauthorized(String reason);

  abstract ApiError missingRoles(Collection<String> required, Collection<String> granted);

  abstract ApiError noSuchPath(String path);

  /**
   * Nothing has the id.
   *
   * @param path below the version; Graph's workloads write this error in different ways
   */
  abstract ApiError noSuchObject(String path, String id);

  /** The body is no JSON object, or is not announced as one. */
  abstract ApiError unreadableBody();

  abstract ApiError unknownField(String name, String known);

  abstract ApiError wrongField(String name, String wanted);

  abstract ApiError missingField(String name);

  /** The refusal in this API's error shape. */
  abstract Answer refusal(ApiError error, Call call, Instant now);

  private static TreeSet<String> sorted(Collection<String> roles) {
    return new TreeSet<>(roles);
  }
}
