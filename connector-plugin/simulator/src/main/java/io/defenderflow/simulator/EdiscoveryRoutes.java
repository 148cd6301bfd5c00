package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** eDiscovery cases, whose longer work is followed through the operations of the case. */
final class EdiscoveryRoutes {

  private static final String CASES = "/security/cases/ediscoveryCases";
  private static final String ESTIMATE = "estimateStatistics";

  private final Tenant tenant;
  private final OperationRoutes operations;
  private final String origin;

  EdiscoveryRoutes(Tenant tenant, OperationRoutes operations, String origin) {
    this.tenant = tenant;
    this.operations = operations;
    this.origin = origin;
  }

  Map<String, OperationCall.Handler> handlers() {
    Map<String, OperationCall.Handler> handlers = new HashMap<>();
    handlers.put("ediscovery.case.create", call -> create(call, "status", "active"));
    handlers.put("ediscovery.case.close", call -> set(call, "status", "closed"));
    handlers.put("ediscovery.case.reopen", call -> set(call, "status", "active"));
    handlers.put("ediscovery.custodian.create", call -> create(call, "status", "active"));
    handlers.put("ediscovery.custodian.activate", call -> set(call, "status", "active"));
    handlers.put("ediscovery.custodian.release", call -> set(call, "status", "released"));
    handlers.put("ediscovery.noncustodialSource.create", call -> create(call, "status", "active"));
    handlers.put("ediscovery.noncustodialSource.release", call -> set(call, "status", "released"));
    handlers.put("ediscovery.hold.create", call -> create(call, "status", "pending"));
    handlers.put("ediscovery.hold.retry", call -> set(call, "status", "pending"));
    handlers.put(
        "ediscovery.custodian.applyHold",
        call -> accepted(call, "applyHold", () -> target(call).put("holdStatus", "applied")));
    handlers.put(
        "ediscovery.custodian.removeHold",
        call -> accepted(call, "removeHold", () -> target(call).put("holdStatus", "removed")));
    handlers.put("ediscovery.search.estimate", call -> accepted(call, ESTIMATE, () -> {}));
    handlers.put(
        "ediscovery.search.exportReport", call -> accepted(call, "exportReport", () -> {}));
    handlers.put(
        "ediscovery.search.exportResult", call -> accepted(call, "exportResult", () -> {}));
    handlers.put("ediscovery.search.purge", call -> accepted(call, "purgeData", () -> {}));
    handlers.put("ediscovery.search.lastEstimate.get", this::lastEstimate);
    return handlers;
  }

  private Answer create(OperationCall call, String field, String value) {
    ObjectNode created = operations.created(call).put(field, value);
    if (created.has("email")) {
      created.put("displayName", created.path("email").asText()).put("holdStatus", "notApplied");
    }
    tenant.resources(Api.GRAPH).put(call.path(), created);
    if (value.equals("pending")) {
      tenant.progress(() -> {}, () -> created.put(field, "success"));
    }
    return operations.one(call, 201, created);
  }

  private Answer set(OperationCall call, String field, String value) {
    ObjectNode target = target(call).put(field, value);
    target.put("lastModifiedDateTime", Json.time(tenant.now()));
    if (target.has("closedDateTime")) {
      target.put("closedDateTime", value.equals("closed") ? Json.time(tenant.now()) : null);
    }
    if (target.has("releasedDateTime")) {
      target.put("releasedDateTime", value.equals("released") ? Json.time(tenant.now()) : null);
    }
    if (value.equals("pending")) {
      tenant.progress(() -> {}, () -> target.put(field, "success"));
    }
    return Answer.noContent();
  }

  /** The object that the last segment of the path is done to. */
  private ObjectNode target(OperationCall call) {
    String object = call.path().substring(0, call.path().lastIndexOf('/'));
    String collection = object.substring(0, object.lastIndexOf('/'));
    String id = object.substring(object.lastIndexOf('/') + 1);
    return tenant
        .resources(Api.GRAPH)
        .find(collection, id)
        .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), id));
  }

  private Answer accepted(OperationCall call, String action, Runnable done) {
    ObjectNode target = target(call);
    ObjectNode operation =
        Json.object()
            .put("@odata.type", type(action))
            .put("id", UUID.randomUUID().toString())
            .put("action", action)
            .put("status", "notStarted")
            .put("percentProgress", 0)
            .put("createdDateTime", Json.time(tenant.now()))
            .putNull("completedDateTime")
            .putNull("resultInfo");
    operation.putObject("search").put("id", target.path("id").asText());
    String collection = CASES + "/" + call.variable("caseId") + "/operations";
    tenant.resources(Api.GRAPH).put(collection, operation);
    tenant.progress(
        () -> operation.put("status", "running").put("percentProgress", 50),
        () -> {
          operation
              .put("status", "succeeded")
              .put("percentProgress", 100)
              .put("completedDateTime", Json.time(tenant.now()));
          addResult(operation, action);
          done.run();
        });
    String link = origin + "/graph/v1.0" + collection + "/" + operation.path("id").asText();
    return new Answer(202, Map.of("Location", link), new byte[0]);
  }

  private void addResult(ObjectNode operation, String action) {
    if (action.equals(ESTIMATE)) {
      operation
          .put("indexedItemCount", 12)
          .put("indexedItemsSize", 734_003)
          .put("mailboxCount", 2)
          .put("siteCount", 1)
          .put("unindexedItemCount", 0)
          .put("unindexedItemsSize", 0);
    } else if (action.startsWith("export")) {
      operation
          .putArray("exportFileMetadata")
          .addObject()
          .put("fileName", "Items.1.001.zip")
          .put("size", 48_213)
          .put(
              "downloadUrl",
              "https://purview.northwharf.example/exports/"
                  + operation.path("id").asText()
                  + "?sv=2024-11-04&sig="
                  + Canaries.LINK_SIGNATURE);
    }
  }

  private static String type(String action) {
    String name =
        switch (action) {
          case ESTIMATE -> "ediscoveryEstimateOperation";
          case "purgeData" -> "ediscoveryPurgeDataOperation";
          case "applyHold", "removeHold" -> "ediscoveryHoldOperation";
          default -> "ediscoverySearchExportOperation";
        };
    return "#microsoft.graph.security." + name;
  }

  private Answer lastEstimate(OperationCall call) {
    List<ObjectNode> estimates =
        tenant
            .resources(Api.GRAPH)
            .list(CASES + "/" + call.variable("caseId") + "/operations")
            .stream()
            .filter(operation -> operation.path("action").asText().equals(ESTIMATE))
            .filter(
                operation ->
                    operation.path("search").path("id").asText().equals(call.variable("searchId")))
            .toList();
    if (estimates.isEmpty()) {
      throw Api.GRAPH.noSuchObject(call.path(), call.variable("searchId"));
    }
    return operations.one(call, 200, estimates.get(estimates.size() - 1));
  }
}
