package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Indicators of compromise on Defender for Endpoint. */
final class IndicatorRoutes {

  private static final String CONTEXT = "/endpoint/api/$metadata#Indicators";
  private static final String OWN = "Ti.ReadWrite";
  private static final String ALL = "Ti.ReadWrite.All";

  private static final Set<String> FIELDS =
      Set.of(
          "indicatorValue",
          "indicatorType",
          "action",
          "title",
          "description",
          "application",
          "expirationTime",
          "severity",
          "recommendedActions",
          "rbacGroupNames",
          "educateUrl",
          "generateAlert");

  private static final Map<String, Pattern> VALUES =
      Map.of(
          "FileSha1", Pattern.compile("[0-9a-fA-F]{40}"),
          "FileMd5", Pattern.compile("[0-9a-fA-F]{32}"),
          "FileSha256", Pattern.compile("[0-9a-fA-F]{64}"),
          "CertificateThumbprint", Pattern.compile("[0-9a-fA-F]{40}"),
          "IpAddress", Pattern.compile("[0-9a-fA-F.:]+"),
          "DomainName", Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"),
          "Url", Pattern.compile("\\S+"));

  private static final ODataPage LIST =
      new ODataPage(
          CONTEXT,
          Set.of("$filter", "$top", "$skip", "$count"),
          Set.of(
              "application",
              "createdByDisplayName",
              "expirationTime",
              "generateAlert",
              "title",
              "rbacGroupNames",
              "rbacGroupIds",
              "indicatorValue",
              "indicatorType",
              "creationTimeDateTimeUtc",
              "createdBy",
              "action",
              "severity"),
          10_000,
          10_000);

  private final Tenant tenant;
  private final String origin;

  IndicatorRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    return List.of(
        Route.endpoint("GET", "/indicators", this::list, OWN, ALL),
        Route.endpoint("POST", "/indicators", this::submit, OWN, ALL),
        Route.endpoint("POST", "/indicators/import", this::importAll, OWN, ALL),
        Route.endpoint("POST", "/indicators/BatchDelete", this::deleteAll, OWN, ALL),
        Route.endpoint("DELETE", "/indicators/{id}", this::delete, OWN, ALL));
  }

  private Answer list(Route.Request request) {
    List<ObjectNode> visible =
        tenant.storedIndicators().values().stream()
            .filter(indicator -> mayTouch(indicator, request.token()))
            .toList();
    return LIST.answer(request.call(), origin, visible, ObjectNode::deepCopy);
  }

  private Answer submit(Route.Request request) {
    ObjectNode indicator = stored(EndpointBody.read(request.call(), FIELDS), request.token());
    ObjectNode answer = Json.object().put("@odata.context", origin + CONTEXT + "/$entity");
    answer.setAll(indicator.deepCopy());
    return Answer.json(200, answer);
  }

  /** Each indicator has its own outcome; the request as a whole succeeds. */
  private Answer importAll(Route.Request request) {
    ObjectNode body = EndpointBody.read(request.call(), Set.of("Indicators"));
    ObjectNode answer = Json.object().put("@odata.context", origin + CONTEXT);
    ArrayNode outcomes = answer.putArray("value");
    for (JsonNode indicator : body.path("Indicators")) {
      ObjectNode outcome =
          outcomes.addObject().put("indicator", indicator.path("indicatorValue").asText());
      try {
        ObjectNode imported = stored((ObjectNode) indicator, request.token());
        outcome.put("id", imported.path("id").asText());
        outcome.put("isFailed", false).putNull("failureReason");
      } catch (ApiError refused) {
        outcome.putNull("id").put("isFailed", true).put("failureReason", refused.getMessage());
      }
    }
    return Answer.json(200, answer);
  }

  private Answer deleteAll(Route.Request request) {
    ObjectNode body = EndpointBody.read(request.call(), Set.of("IndicatorIds"));
    List<String> ids = Json.texts(body.path("IndicatorIds"));
    ids.forEach(id -> requireVisible(id, request.token()));
    tenant.storedIndicators().keySet().removeAll(ids);
    return Answer.noContent();
  }

  private ObjectNode stored(ObjectNode body, AccessToken token) {
    String value = EndpointBody.required(body, "indicatorValue");
    String type = EndpointBody.required(body, "indicatorType", VALUES.keySet());
    String action =
        EndpointBody.required(
            body, "action", Set.of("Warn", "Block", "Audit", "BlockAndRemediate", "Allowed"));
    EndpointBody.required(body, "title");
    EndpointBody.required(body, "description");
    if (body.hasNonNull("severity")) {
      EndpointBody.required(body, "severity", Set.of("Informational", "Low", "Medium", "High"));
    }
    if (!VALUES.get(type).matcher(value).matches()) {
      throw new ApiError(
          400, "InvalidInput", "The value '%s' does not fit the type %s.".formatted(value, type));
    }
    if (action.equals("Audit") && !body.path("generateAlert").asBoolean()) {
      throw new ApiError(
          400, "InvalidInput", "The parameter 'generateAlert' must be true for the action Audit.");
    }
    Optional<ObjectNode> existing =
        tenant.storedIndicators().values().stream()
            .filter(known -> known.path("indicatorValue").asText().equalsIgnoreCase(value))
            .findFirst();
    if (existing.isPresent() && !mayTouch(existing.get(), token)) {
      throw Api.ENDPOINT.missingRoles(Set.of(ALL), token.roles());
    }
    ObjectNode indicator = existing.orElseGet(() -> created(token));
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (existing.isEmpty() || !field.getKey().equals("application")) {
        indicator.set(field.getKey(), field.getValue());
      }
    }
    indicator.put("lastUpdateTime", Json.time(tenant.now())).put("lastUpdatedBy", token.clientId());
    tenant.storedIndicators().put(indicator.path("id").asText(), indicator);
    return indicator;
  }

  private Answer delete(Route.Request request) {
    requireVisible(request.variable("id"), request.token());
    tenant.storedIndicators().remove(request.variable("id"));
    return Answer.noContent();
  }

  private void requireVisible(String id, AccessToken token) {
    ObjectNode indicator = tenant.storedIndicators().get(id);
    if (indicator == null || !mayTouch(indicator, token)) {
      throw new ApiError(404, "ResourceNotFound", "Indicator %s was not found.".formatted(id));
    }
  }

  private ObjectNode created(AccessToken token) {
    ObjectNode indicator =
        Json.object()
            .put("id", tenant.nextIndicatorId())
            .put("createdBy", token.clientId())
            .put("createdByDisplayName", token.clientId())
            .put("createdBySource", "PublicApi")
            .put("source", token.clientId())
            .put("sourceType", "AadApp")
            .put("creationTimeDateTimeUtc", Json.time(tenant.now()))
            .putNull("application")
            .putNull("expirationTime")
            .put("severity", "Informational")
            .putNull("recommendedActions")
            .putNull("educateUrl")
            .put("generateAlert", false);
    indicator.putArray("rbacGroupNames");
    indicator.putArray("rbacGroupIds");
    return indicator;
  }

  private static boolean mayTouch(ObjectNode indicator, AccessToken token) {
    return token.roles().contains(ALL)
        || indicator.path("createdBy").asText().equals(token.clientId());
  }
}
