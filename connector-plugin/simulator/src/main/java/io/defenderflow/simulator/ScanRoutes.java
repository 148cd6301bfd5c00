package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Authenticated scans: definitions and what they did. */
final class ScanRoutes {

  private static final String DEFINITIONS = "/DeviceAuthenticatedScanDefinitions";
  private static final String HISTORY = "/scanHistory";

  private final Tenant tenant;
  private final OperationRoutes operations;

  ScanRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "scan.definition.batchDelete", this::delete,
        "scan.history.byDefinition", call -> history(call, "scanDefinitionId", "ScanDefinitionIds"),
        "scan.history.bySession", call -> history(call, "sessionId", "SessionIds"));
  }

  private Answer delete(OperationCall call) {
    Resources resources = tenant.resources(Api.ENDPOINT);
    List<String> ids = Json.texts(call.body().path("ScanDefinitionIds"));
    for (String id : ids) {
      if (resources.find(DEFINITIONS, id).isEmpty()) {
        throw Api.ENDPOINT.noSuchObject(call.path(), "Scan definition " + id);
      }
    }
    ids.forEach(id -> resources.remove(DEFINITIONS, id));
    return new Answer(200, Map.of(), new byte[0]);
  }

  private Answer history(OperationCall call, String field, String wanted) {
    List<String> ids = Json.texts(call.body().path(wanted));
    List<ObjectNode> rows = tenant.resources(Api.ENDPOINT).list(HISTORY);
    return operations.page(
        call, rows.stream().filter(row -> ids.contains(row.path(field).asText())).toList());
  }
}
