package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Actions on devices: starting, reading, cancelling, and the package they may leave. */
final class MachineActionRoutes {

  private static final String CONTEXT = "/endpoint/api/$metadata#MachineActions";

  private static final ODataPage LIST =
      new ODataPage(
          CONTEXT,
          Set.of("$filter", "$top", "$skip", "$count"),
          Set.of("id", "status", "machineId", "type", "requestor", "creationDateTimeUtc"),
          10_000,
          10_000);

  /** The permission to cancel follows the type of the action. */
  private static final Map<String, String> ROLES =
      Map.of(
          "Isolate", "Machine.Isolate",
          "Unisolate", "Machine.Isolate",
          "RestrictCodeExecution", "Machine.RestrictExecution",
          "UnrestrictCodeExecution", "Machine.RestrictExecution",
          "RunAntiVirusScan", "Machine.Scan",
          "CollectInvestigationPackage", "Machine.CollectForensics",
          "StopAndQuarantineFile", "Machine.StopAndQuarantine",
          "LiveResponse", "Machine.LiveResponse",
          "Offboard", "Machine.Offboard");

  private final Tenant tenant;
  private final String origin;

  MachineActionRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    String[] readers = {"Machine.Read.All", "Machine.ReadWrite.All"};
    return List.of(
        start("isolate", "Isolate"),
        start("unisolate", "Unisolate"),
        start("restrictCodeExecution", "RestrictCodeExecution"),
        start("unrestrictCodeExecution", "UnrestrictCodeExecution"),
        start("runAntiVirusScan", "RunAntiVirusScan"),
        start("collectInvestigationPackage", "CollectInvestigationPackage"),
        start("StopAndQuarantineFile", "StopAndQuarantineFile"),
        start("offboard", "Offboard"),
        Route.endpoint("GET", "/machineactions", this::list, readers),
        Route.endpoint("GET", "/machineactions/{id}", this::get, readers),
        Route.endpoint("GET", "/machineactions/{id}/getPackageUri", this::packageUri, readers),
        Route.endpoint(
            "POST",
            "/machineactions/{id}/cancel",
            this::cancel,
            ROLES.values().stream().distinct().toArray(String[]::new)));
  }

  private Route start(String operation, String type) {
    return Route.endpoint(
        "POST", "/machines/{id}/" + operation, request -> start(request, type), ROLES.get(type));
  }

  private Answer start(Route.Request request, String type) {
    StoredMachine machine = MachineRoutes.find(tenant, request.variable("id"));
    ObjectNode body = EndpointBody.read(request.call(), fields(type));
    String comment = EndpointBody.required(body, "Comment");
    Optional<String> scope = scope(type, body, machine);
    String sha1 = type.equals("StopAndQuarantineFile") ? sha1(body) : null;
    if (!machine.actionsSupported) {
      throw new ApiError(
          400,
          "OsPlatformNotSupported",
          "The action is not supported on the platform %s."
              .formatted(machine.json.path("osPlatform").asText()));
    }
    Optional<StoredAction> open = tenant.openAction(machine, type);
    if (open.isPresent()) {
      if (tenant.repeatedAction() == RepeatedAction.EXISTING_ACTION) {
        return one(201, open.get());
      }
      throw new ApiError(400, "BadRequest", "Action is already in progress");
    }
    StoredAction action =
        tenant.startAction(machine, type, request.token().clientId(), "PublicApi", comment);
    scope.ifPresent(value -> action.json.put("scope", value));
    if (body.path("ExternalId").isTextual()) {
      action.json.put("externalID", body.path("ExternalId").asText());
    }
    if (sha1 != null) {
      action
          .json
          .putObject("relatedFileInfo")
          .put("fileIdentifier", sha1)
          .put("fileIdentifierType", "Sha1");
    }
    return one(type.equals("Offboard") ? 200 : 201, action);
  }

  private static Set<String> fields(String type) {
    return switch (type) {
      case "Isolate" -> Set.of("Comment", "IsolationType", "ExternalId");
      case "RunAntiVirusScan" -> Set.of("Comment", "ScanType", "ExternalId");
      case "StopAndQuarantineFile" -> Set.of("Comment", "Sha1", "ExternalId");
      default -> Set.of("Comment", "ExternalId");
    };
  }

  private static Optional<String> scope(String type, ObjectNode body, StoredMachine machine) {
    if (type.equals("RunAntiVirusScan")) {
      return Optional.of(EndpointBody.required(body, "ScanType", Set.of("Quick", "Full")));
    }
    if (!type.equals("Isolate")) {
      requireOnboarded(machine);
      return Optional.empty();
    }
    String isolation =
        body.has("IsolationType")
            ? EndpointBody.required(
                body, "IsolationType", Set.of("Full", "Selective", "UnManagedDevice"))
            : "Full";
    if (!isolation.equals("UnManagedDevice")) {
      requireOnboarded(machine);
    }
    return Optional.of(isolation);
  }

  private static void requireOnboarded(StoredMachine machine) {
    if (!machine.onboarded()) {
      throw new ApiError(
          400,
          "InvalidInput",
          "Machine %s is not onboarded, so the action cannot reach it.".formatted(machine.id()));
    }
  }

  private static String sha1(ObjectNode body) {
    String sha1 = EndpointBody.required(body, "Sha1");
    if (!sha1.matches("[0-9a-fA-F]{40}")) {
      throw new ApiError(400, "InvalidHashValue", "The parameter 'Sha1' is not a SHA-1 hash.");
    }
    return sha1;
  }

  private Answer list(Route.Request request) {
    List<ObjectNode> actions =
        tenant.actionsNewestFirst().stream().map(action -> action.json).toList();
    return LIST.answer(request.call(), origin, actions, ObjectNode::deepCopy);
  }

  private Answer get(Route.Request request) {
    return one(200, action(request));
  }

  private Answer cancel(Route.Request request) {
    StoredAction action = action(request);
    String role = ROLES.get(action.type());
    if (!request.token().roles().contains(role)) {
      throw Api.ENDPOINT.missingRoles(Set.of(role), request.token().roles());
    }
    String comment =
        EndpointBody.required(EndpointBody.read(request.call(), Set.of("Comment")), "Comment");
    if (!action.open()) {
      throw new ApiError(
          400,
          "BadRequest",
          "The action has the status %s and can no longer be cancelled."
              .formatted(action.status()));
    }
    String now = Json.time(tenant.now());
    action.status("Cancelled", tenant.now());
    action
        .json
        .put("cancellationRequestor", request.token().clientId())
        .put("cancellationComment", comment)
        .put("cancellationDateTimeUtc", now);
    return one(200, action);
  }

  private Answer packageUri(Route.Request request) {
    StoredAction action = action(request);
    if (!action.type().equals("CollectInvestigationPackage")
        || !action.status().equals("Succeeded")) {
      throw new ApiError(
          404,
          "ResourceNotFound",
          "The package of action %s is not available.".formatted(action.id()));
    }
    // The service wraps the link in a second pair of quotes.
    String link =
        "\"%s/storage/%s.zip?sv=2024-11-04&sig=%s\""
            .formatted(origin, action.id(), Canaries.LINK_SIGNATURE);
    return Answer.json(
        200,
        Json.object()
            .put("@odata.context", origin + "/endpoint/api/$metadata#Edm.String")
            .put("value", link));
  }

  private StoredAction action(Route.Request request) {
    String id = request.variable("id");
    return tenant
        .storedAction(id)
        .orElseThrow(
            () ->
                new ApiError(
                    404, "ResourceNotFound", "Machine action %s was not found.".formatted(id)));
  }

  private Answer one(int status, StoredAction action) {
    ObjectNode body = Json.object().put("@odata.context", origin + CONTEXT + "/$entity");
    body.setAll(action.json.deepCopy());
    return Answer.json(status, body);
  }
}
