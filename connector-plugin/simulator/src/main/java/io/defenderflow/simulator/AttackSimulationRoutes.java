package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;

/** Simulations are created and changed by operations that take their time. */
final class AttackSimulationRoutes {

  private static final String BASE = "/security/attackSimulation";

  private final Tenant tenant;
  private final OperationRoutes operations;
  private final String origin;

  AttackSimulationRoutes(Tenant tenant, OperationRoutes operations, String origin) {
    this.tenant = tenant;
    this.operations = operations;
    this.origin = origin;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "attackSimulation.simulation.create", this::create,
        "attackSimulation.simulation.update", this::update);
  }

  private Answer create(OperationCall call) {
    ObjectNode simulation = operations.created(call);
    return accepted(
        "createSimulation",
        simulation,
        () -> tenant.resources(Api.GRAPH).put(BASE + "/simulations", simulation));
  }

  private Answer update(OperationCall call) {
    ObjectNode simulation = operations.existing(call);
    return accepted(
        "updateSimulation",
        simulation,
        () ->
            call.body().properties().stream()
                .filter(field -> !field.getKey().contains("@odata."))
                .forEach(field -> simulation.set(field.getKey(), field.getValue())));
  }

  private Answer accepted(String type, ObjectNode simulation, Runnable done) {
    String now = Json.time(tenant.now());
    String simulations = origin + "/graph/v1.0" + BASE + "/simulations/";
    ObjectNode operation =
        Json.object()
            .put("id", UUID.randomUUID().toString())
            .put("type", type)
            .put("status", "notStarted")
            .putNull("statusDetail")
            .put("percentageCompleted", 0)
            .put("tenantId", tenant.id())
            .put("createdDateTime", now)
            .put("lastActionDateTime", now)
            .put("resourceLocation", simulations + simulation.path("id").asText());
    tenant.resources(Api.GRAPH).put(BASE + "/operations", operation);
    tenant.progress(
        () -> operation.put("status", "running").put("percentageCompleted", 50),
        () -> {
          operation.put("status", "succeeded").put("percentageCompleted", 100);
          done.run();
        });
    String link = origin + "/graph/v1.0" + BASE + "/operations/" + operation.path("id").asText();
    return new Answer(202, Map.of("Location", link), new byte[0]);
  }
}
