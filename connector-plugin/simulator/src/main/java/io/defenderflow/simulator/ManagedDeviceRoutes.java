package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Intune's remote actions, which a device reports on in its own list. */
final class ManagedDeviceRoutes {

  private static final String DEVICES = "/deviceManagement/managedDevices";

  private static final List<String> ACTIONS =
      List.of(
          "bypassActivationLock",
          "cleanWindows",
          "defenderScan",
          "defenderUpdateSignatures",
          "disableLostMode",
          "locate",
          "rebootNow",
          "remoteLock",
          "resetPasscode",
          "retire",
          "shutDown",
          "sync",
          "wipe");

  private final Tenant tenant;

  ManagedDeviceRoutes(Tenant tenant) {
    this.tenant = tenant;
  }

  Map<String, OperationCall.Handler> handlers() {
    Map<String, OperationCall.Handler> handlers = new LinkedHashMap<>();
    ACTIONS.forEach(action -> handlers.put("managedDevice." + action, this::start));
    return handlers;
  }

  private Answer start(OperationCall call) {
    ObjectNode device =
        tenant
            .resources(Api.GRAPH)
            .find(DEVICES, call.id())
            .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), call.id()));
    String action = call.path().substring(call.path().lastIndexOf('/') + 1);
    ArrayNode results = device.withArray("deviceActionResults");
    for (int i = results.size() - 1; i >= 0; i--) {
      if (results.get(i).path("actionName").asText().equals(action)) {
        results.remove(i);
      }
    }
    ObjectNode result =
        results
            .addObject()
            .put("actionName", action)
            .put("actionState", "pending")
            .put("startDateTime", Json.time(tenant.now()))
            .put("lastUpdatedDateTime", Json.time(tenant.now()));
    if (action.equals("wipe") || action.equals("retire")) {
      device.put("managementState", action + "Pending");
    }
    tenant.progress(() -> state(result, "active"), () -> done(device, result, action));
    return Answer.noContent();
  }

  private void done(ObjectNode device, ObjectNode result, String action) {
    state(result, "done");
    if (action.equals("syncDevice")) {
      device.put("lastSyncDateTime", Json.time(tenant.now()));
    } else if (action.equals("wipe") || action.equals("retire")) {
      device.put("managementState", action + "Issued");
    }
  }

  private void state(ObjectNode result, String state) {
    result.put("actionState", state).put("lastUpdatedDateTime", Json.time(tenant.now()));
  }
}
