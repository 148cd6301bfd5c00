package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Automated investigations that are started on a device and find nothing. */
final class InvestigationRoutes {
  private static final String PATH = "/investigations";

  private final Tenant tenant;
  private final String origin;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  InvestigationRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    return List.of(
        Route.endpoint(
            "POST", "/machines/{id}/startInvestigation", this::start, "Alert.ReadWrite.All"),
        Route.endpoint(
            "GET", "/investigations/{id}", this::get, "Alert.Read.All", "Alert.ReadWrite.All"));
  }

  private Answer start(Route.Request request) {
    StoredMachine machine = MachineRoutes.find(tenant, request.variable("id"));
    EndpointBody.required(EndpointBody.read(request.call(), Set.of("Comment")), "Comment");
    Instant now = tenant.now();
    String id = Integer.toString(70_000 + ends.size());
    ObjectNode investigation =
        Json.object()
            .put("id", id)
            .put("startTime", Json.time(now))
            .putNull("endTime")
            .put("state", "Running")
            .putNull("cancelledBy")
            .putNull("statusDetails")
            .put("machineId", machine.id())
            .put("computerDnsName", machine.json.path("computerDnsName").asText())
            .putNull("triggeringAlertId");
    ends.put(id, now.plus(tenant.actionTime()));
    tenant.resources(Api.ENDPOINT).put(PATH, investigation);
    return one(201, investigation);
  }

  private Answer get(Route.Request request) {
    String id = request.variable("id");
    ObjectNode investigation =
        tenant
            .resources(Api.ENDPOINT)
            .find(PATH, id)
            .orElseThrow(
                () ->
                    new ApiError(
                        404, "ResourceNotFound", "Investigation %s was not found.".formatted(id)));
    Instant end = ends.getOrDefault(id, Instant.MAX);
    if (!end.isAfter(tenant.now())) {
      investigation.put("state", "Benign").put("endTime", Json.time(end));
    }
    return one(200, investigation);
  }

  private Answer one(int status, ObjectNode investigation) {
    ObjectNode body =
        Json.object()
            .put("@odata.context", origin + "/endpoint/api/$metadata#Investigations/$entity");
    body.setAll(investigation.deepCopy());
    return Answer.json(status, body);
  }
}
