package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;

/** Defender for Identity: accounts that are acted on, and sensors. */
final class IdentitySecurityRoutes {

  private static final String BASE = "/security/identities";
  private static final String KEY = BASE + "/sensors/getDeploymentAccessKey";

  private final Tenant tenant;
  private final OperationRoutes operations;

  IdentitySecurityRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "identity.account.invokeAction", this::invoke,
        "identity.sensor.deploymentAccessKey.regenerate", this::regenerate,
        "identity.sensor.deploymentPackage.getUri", this::packageUri,
        "identity.sensorCandidate.activate", this::activate);
  }

  private Answer invoke(OperationCall call) {
    ObjectNode identity =
        tenant
            .resources(Api.GRAPH)
            .find(BASE + "/identityAccounts", call.id())
            .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), call.id()));
    String action = call.text("action");
    if (action.equals("disable") || action.equals("enable")) {
      identity.put("isEnabled", action.equals("enable"));
    }
    tenant
        .storedUser(identity.path("id").asText())
        .ifPresent(
            user -> {
              switch (action) {
                case "disable" -> user.json.put("accountEnabled", false);
                case "enable" -> user.json.put("accountEnabled", true);
                case "revokeAllSessions" -> {
                  user.sessionRevocations++;
                  user.json.put("signInSessionsValidFromDateTime", Json.time(tenant.now()));
                }
                default -> {
                  // The other actions leave nothing to be seen on the account.
                }
              }
            });
    return operations.one(
        call,
        200,
        Json.object()
            .put("accountId", call.text("accountId"))
            .put("action", action)
            .put("identityProvider", call.text("identityProvider"))
            .put("correlationId", UUID.randomUUID().toString()));
  }

  private Answer regenerate(OperationCall call) {
    ObjectNode key = tenant.resources(Api.GRAPH).single(KEY).orElseThrow();
    key.put("deploymentAccessKey", "simulated-deployment-access-key-" + UUID.randomUUID());
    return operations.one(call, 200, key);
  }

  private Answer packageUri(OperationCall call) {
    return operations.one(
        call,
        200,
        Json.object()
            .put(
                "downloadUrl",
                "https://download.northwharf.example/sensor.zip?sv=2024-11-04&sig="
                    + Canaries.LINK_SIGNATURE)
            .put("version", "2.250.18901"));
  }

  /** A candidate that is activated becomes a sensor. */
  private Answer activate(OperationCall call) {
    Resources resources = tenant.resources(Api.GRAPH);
    for (JsonNode id : call.body().path("serverIds")) {
      ObjectNode candidate =
          resources
              .find(BASE + "/sensorCandidates", id.asText())
              .orElseThrow(() -> Api.GRAPH.noSuchObject(call.path(), id.asText()));
      resources.remove(BASE + "/sensorCandidates", id.asText());
      String name = candidate.path("computerDnsName").asText();
      ObjectNode sensor =
          Json.object()
              .put("id", UUID.randomUUID().toString())
              .put("displayName", name.substring(0, name.indexOf('.')))
              .put("sensorType", "domainControllerIntegrated")
              .put("deploymentStatus", "upToDate")
              .put("healthStatus", "healthy")
              .put("serviceStatus", "onboarding")
              .put("openHealthIssuesCount", 0)
              .put("domainName", candidate.path("domainName").asText())
              .put("version", "2.250.18901")
              .put("createdDateTime", Json.time(tenant.now()));
      sensor.putObject("settings").putArray("domainControllerDnsNames").add(name);
      resources.put(BASE + "/sensors", sensor);
    }
    return new Answer(200, Map.of(), new byte[0]);
  }
}
