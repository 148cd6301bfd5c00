package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Incidents that are merged, alerts that change their incident, and security actions. */
final class CaseRoutes {

  private static final String ACTIONS = "/security/securityActions";

  private final Tenant tenant;
  private final OperationRoutes operations;

  CaseRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "incident.merge", this::merge,
        "alert.move", this::move,
        "securityAction.create", this::createAction,
        "securityAction.cancel", this::cancelAction,
        "secureScoreControlProfile.update", this::updateControl);
  }

  /** The oldest of the incidents stays; the others point to it. */
  private Answer merge(OperationCall call) {
    List<ObjectNode> incidents = new ArrayList<>();
    for (JsonNode id : call.body().path("incidentIds")) {
      incidents.add(incident(call, id.asText()));
    }
    if (incidents.stream().distinct().count() < 2) {
      throw new ApiError(400, "BadRequest", "At least two different incidents are needed.");
    }
    incidents.sort(Comparator.comparing(incident -> incident.path("createdDateTime").asText()));
    String target = incidents.get(0).path("id").asText();
    String now = Json.time(tenant.now());
    for (ObjectNode merged : incidents.subList(1, incidents.size())) {
      for (ObjectNode alert : tenant.alertsOfIncident(merged.path("id").asText())) {
        alert.put("incidentId", target).put("lastUpdateDateTime", now);
      }
      merged
          .put("status", "redirected")
          .put("redirectIncidentId", target)
          .put("lastUpdateDateTime", now);
    }
    incidents.get(0).put("lastUpdateDateTime", now);
    if (!call.text("incidentComment").isBlank()) {
      tenant.comment(incidents.get(0), call.text("incidentComment"), call.token().clientId());
    }
    return operations.one(call, 200, Json.object().put("targetIncidentId", target));
  }

  private Answer move(OperationCall call) {
    List<ObjectNode> alerts = new ArrayList<>();
    for (JsonNode id : call.body().path("alertIds")) {
      alerts.add(
          tenant
              .storedAlert(id.asText())
              .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), id.asText())));
    }
    if (alerts.isEmpty()) {
      throw new ApiError(400, "BadRequest", "The list 'alertIds' is empty.");
    }
    String target =
        call.body().hasNonNull("incidentId")
            ? incident(call, call.text("incidentId")).path("id").asText()
            : tenant.incidentFor(alerts.get(0)).path("id").asText();
    for (ObjectNode alert : alerts) {
      alert.put("incidentId", target).put("lastUpdateDateTime", Json.time(tenant.now()));
      if (!call.text("alertComment").isBlank()) {
        tenant.comment(alert, call.text("alertComment"), call.token().clientId());
      }
    }
    return operations.one(call, 200, Json.object().put("targetIncidentId", target));
  }

  private ObjectNode incident(OperationCall call, String id) {
    return tenant.storedIncident(id).orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), id));
  }

  private Answer createAction(OperationCall call) {
    ObjectNode action = operations.created(call);
    action
        .put("azureTenantId", tenant.id())
        .put("appId", call.token().clientId())
        .put("lastActionDateTime", Json.time(tenant.now()))
        .put("status", "running");
    tenant.resources(Api.GRAPH).put(ACTIONS, action);
    tenant.progress(
        () -> {},
        () -> {
          if (action.path("status").asText().equals("running")) {
            action.put("status", "completed").put("completedDateTime", Json.time(tenant.now()));
          }
        });
    return operations.one(call, 201, action);
  }

  private Answer cancelAction(OperationCall call) {
    ObjectNode action =
        tenant
            .resources(Api.GRAPH)
            .find(ACTIONS, call.id())
            .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), call.id()));
    if (!action.path("status").asText().equals("running")) {
      throw new ApiError(400, "BadRequest", "The action is completed and cannot be cancelled.");
    }
    action.put("status", "failed").put("lastActionDateTime", Json.time(tenant.now()));
    return new Answer(200, Map.of(), new byte[0]);
  }

  /** The state of a control is kept as a history of who set it. */
  private Answer updateControl(OperationCall call) {
    ObjectNode control = operations.existing(call);
    control
        .withArray("controlStateUpdates")
        .addObject()
        .put("assignedTo", call.text("assignedTo"))
        .put("comment", call.text("comment"))
        .put("state", call.body().path("state").asText("Default"))
        .put("updatedBy", call.token().clientId())
        .put("updatedDateTime", Json.time(tenant.now()));
    return call.call().header("prefer").orElse("").contains("return=representation")
        ? operations.one(call, 200, control)
        : Answer.noContent();
  }
}
