package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Alerts on Microsoft Graph. */
final class AlertRoutes {

  private static final String CONTEXT = "/graph/v1.0/$metadata#security/alerts_v2";

  private static final ODataPage LIST =
      new ODataPage(
          CONTEXT,
          Set.of("$filter", "$top", "$skip", "$count"),
          Set.of(
              "assignedTo",
              "classification",
              "createdDateTime",
              "determination",
              "lastUpdateDateTime",
              "serviceSource",
              "severity",
              "status"),
          50,
          2000);

  private static final Map<String, Set<String>> CHANGEABLE =
      Map.of(
          "assignedTo", GraphBody.TEXT,
          "classification", GraphBody.CLASSIFICATIONS,
          "determination", GraphBody.DETERMINATIONS,
          "status", Set.of("new", "inProgress", "resolved"));

  private final Tenant tenant;
  private final String origin;

  AlertRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    String[] readers = {"SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All"};
    String path = "/security/alerts_v2";
    return List.of(
        Route.graph("GET", path, this::list, readers),
        Route.graph("GET", path + "/{id}", this::get, readers),
        Route.graph("PATCH", path + "/{id}", this::update, "SecurityAlert.ReadWrite.All"),
        Route.graph("POST", path + "/{id}/comments", this::comment, "SecurityAlert.ReadWrite.All"));
  }

  private Answer list(Route.Request request) {
    return LIST.answer(request.call(), origin, tenant.alertsNewestFirst(), ObjectNode::deepCopy);
  }

  private Answer get(Route.Request request) {
    return one(alert(request));
  }

  private Answer update(Route.Request request) {
    ObjectNode alert = alert(request);
    GraphBody.patch(alert, GraphBody.read(request.call()), CHANGEABLE);
    String now = Json.time(tenant.now());
    alert.put("lastUpdateDateTime", now);
    alert.put("resolvedDateTime", alert.path("status").asText().equals("resolved") ? now : null);
    return one(alert);
  }

  private Answer comment(Route.Request request) {
    ObjectNode alert = alert(request);
    ArrayNode comments =
        tenant.comment(alert, GraphBody.comment(request.call()), request.token().clientId());
    ObjectNode body =
        Json.object()
            .put(
                "@odata.context",
                origin + CONTEXT + "('%s')/comments".formatted(alert.path("id").asText()));
    body.set("value", comments.deepCopy());
    return Answer.json(200, body);
  }

  private Answer one(ObjectNode alert) {
    ObjectNode body = Json.object().put("@odata.context", origin + CONTEXT + "/$entity");
    body.setAll(alert.deepCopy());
    return Answer.json(200, body);
  }

  private ObjectNode alert(Route.Request request) {
    String id = request.variable("id");
    return tenant
        .storedAlert(id)
        .orElseThrow(
            () ->
                new ApiError(
                    404, "NotFound", "The alert with id '%s' was not found.".formatted(id)));
  }
}
