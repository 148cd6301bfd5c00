package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Searches of the audit log, which have records once they succeeded. */
final class AuditQueryRoutes {

  private static final String QUERIES = "/security/auditLog/queries";

  private final Tenant tenant;
  private final OperationRoutes operations;

  AuditQueryRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of("auditQuery.create", this::create, "auditQuery.records.list", this::records);
  }

  private Answer create(OperationCall call) {
    ObjectNode query = operations.created(call);
    query.put("status", "notStarted");
    tenant.resources(Api.GRAPH).put(QUERIES, query);
    tenant.progress(() -> query.put("status", "running"), () -> query.put("status", "succeeded"));
    return operations.one(call, 201, query);
  }

  private Answer records(OperationCall call) {
    boolean succeeded =
        tenant
            .resources(Api.GRAPH)
            .find(QUERIES, call.id())
            .filter(query -> query.path("status").asText().equals("succeeded"))
            .isPresent();
    return operations.page(
        call, succeeded ? tenant.resources(Api.GRAPH).list(call.path()) : List.of());
  }
}
