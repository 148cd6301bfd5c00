package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Incidents on Microsoft Graph. */
final class IncidentRoutes {

  private static final String CONTEXT = "/graph/v1.0/$metadata#security/incidents";

  private static final ODataPage LIST =
      new ODataPage(
          CONTEXT,
          Set.of("$filter", "$top", "$skip", "$count", "$expand"),
          Set.of(
              "assignedTo",
              "classification",
              "createdDateTime",
              "determination",
              "lastUpdateDateTime",
              "severity",
              "status"),
          50,
          50);

  private static final ODataPage ALERTS =
      new ODataPage("/graph/v1.0/$metadata#security/alerts_v2", Set.of(), Set.of(), 2000, 2000);

  private static final Map<String, Set<String>> CHANGEABLE =
      Map.ofEntries(
          Map.entry("assignedTo", GraphBody.TEXT),
          Map.entry("classification", GraphBody.CLASSIFICATIONS),
          Map.entry("determination", GraphBody.DETERMINATIONS),
          Map.entry("status", Set.of("active", "resolved", "redirected", "inProgress")),
          Map.entry("customTags", GraphBody.TEXT_LIST),
          Map.entry("resolvingComment", GraphBody.TEXT),
          Map.entry("description", GraphBody.TEXT),
          Map.entry("displayName", GraphBody.TEXT),
          Map.entry("severity", GraphBody.SEVERITIES),
          Map.entry("summary", GraphBody.TEXT));

  private final Tenant tenant;
  private final String origin;

  IncidentRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    String[] readers = {"SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"};
    String path = "/security/incidents";
    return List.of(
        Route.graph("GET", path, this::list, readers),
        Route.graph("GET", path + "/{id}", this::get, readers),
        Route.graph("GET", path + "/{id}/alerts", this::alerts, readers),
        Route.graph("PATCH", path + "/{id}", this::update, "SecurityIncident.ReadWrite.All"),
        Route.graph(
            "POST", path + "/{id}/comments", this::comment, "SecurityIncident.ReadWrite.All"));
  }

  private Answer list(Route.Request request) {
    boolean expand = expandsAlerts(request.call());
    boolean allValues = wantsNewerValues(request.call());
    return LIST.answer(
        request.call(),
        origin,
        tenant.incidentsNewestFirst(),
        incident -> shown(incident, expand, allValues));
  }

  private Answer get(Route.Request request) {
    for (String option : request.call().query().keySet()) {
      if (option.startsWith("$") && !option.equals("$expand")) {
        throw new ApiError(
            400, "BadRequest", "The query option '%s' is not supported here.".formatted(option));
      }
    }
    ObjectNode shown =
        shown(incident(request), expandsAlerts(request.call()), wantsNewerValues(request.call()));
    return Answer.json(200, withContext(shown, CONTEXT + "/$entity"));
  }

  private Answer alerts(Route.Request request) {
    ObjectNode incident = incident(request);
    return ALERTS.answer(
        request.call(),
        origin,
        tenant.alertsOfIncident(incident.path("id").asText()),
        ObjectNode::deepCopy);
  }

  private Answer update(Route.Request request) {
    ObjectNode incident = incident(request);
    ObjectNode patch = GraphBody.read(request.call());
    String before = incident.path("status").asText();
    GraphBody.patch(incident, patch, CHANGEABLE);
    String now = Json.time(tenant.now());
    incident.put("lastUpdateDateTime", now).put("lastModifiedBy", request.token().clientId());
    if (incident.path("status").asText().equals("resolved") && !before.equals("resolved")) {
      for (ObjectNode alert : tenant.alertsOfIncident(incident.path("id").asText())) {
        alert.put("status", "resolved").put("resolvedDateTime", now).put("lastUpdateDateTime", now);
      }
    }
    return Answer.json(200, withContext(shown(incident, false, true), CONTEXT + "/$entity"));
  }

  private Answer comment(Route.Request request) {
    ObjectNode incident = incident(request);
    ArrayNode comments =
        tenant.comment(incident, GraphBody.comment(request.call()), request.token().clientId());
    ObjectNode body =
        Json.object()
            .put(
                "@odata.context",
                origin
                    + "/graph/v1.0/$metadata#security/incidents('%s')/comments"
                        .formatted(incident.path("id").asText()));
    body.set("value", comments.deepCopy());
    return Answer.json(200, body);
  }

  private ObjectNode incident(Route.Request request) {
    String id = request.variable("id");
    return tenant
        .storedIncident(id)
        .orElseThrow(
            () ->
                new ApiError(
                    404, "NotFound", "The incident with id '%s' was not found.".formatted(id)));
  }

  private ObjectNode shown(ObjectNode incident, boolean withAlerts, boolean allValues) {
    ObjectNode shown = incident.deepCopy();
    if (shown.path("status").asText().equals("awaitingAction") && !allValues) {
      shown.put("status", "unknownFutureValue");
    }
    if (withAlerts) {
      ArrayNode alerts = shown.putArray("alerts");
      tenant
          .alertsOfIncident(shown.path("id").asText())
          .forEach(alert -> alerts.add(alert.deepCopy()));
    }
    return shown;
  }

  private ObjectNode withContext(ObjectNode json, String context) {
    ObjectNode body = Json.object().put("@odata.context", origin + context);
    body.setAll(json);
    return body;
  }

  private static boolean expandsAlerts(Call call) {
    String expand = call.query().get("$expand");
    if (expand != null && !expand.equals("alerts")) {
      throw new ApiError(
          400, "BadRequest", "Could not find a property named '%s'.".formatted(expand));
    }
    return expand != null;
  }

  private static boolean wantsNewerValues(Call call) {
    return call.header("prefer").orElse("").contains("include-unknown-enum-members");
  }
}
