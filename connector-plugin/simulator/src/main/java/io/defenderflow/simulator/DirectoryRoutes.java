package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Members of groups, and the secrets of devices. */
final class DirectoryRoutes {

  private final Tenant tenant;
  private final OperationRoutes operations;

  DirectoryRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "group.member.add", this::addMember,
        "group.member.remove", this::removeMember,
        "bitlockerKey.list", call -> without(call, "key"),
        "bitlockerKey.get", call -> secret(call, "key", "BitlockerKey.Read.All"),
        "deviceLocalCredential.list", call -> without(call, "credentials"),
        "deviceLocalCredential.get",
            call -> secret(call, "credentials", "DeviceLocalCredential.Read.All"));
  }

  private Answer addMember(OperationCall call) {
    String reference = call.text("@odata.id");
    String id = reference.substring(reference.lastIndexOf('/') + 1);
    Resources resources = tenant.resources(Api.GRAPH);
    String members = call.path().replaceFirst("/\\$ref$", "");
    ObjectNode member =
        directoryObject(id).orElseThrow(() -> Api.GRAPH.noSuchObject("/directoryObjects", id));
    if (resources.find(members, member.path("id").asText()).isPresent()) {
      throw new ApiError(
          400,
          "Request_BadRequest",
          "One or more added object references already exist for the following modified properties:"
              + " 'members'.");
    }
    resources.put(members, member);
    return Answer.noContent();
  }

  private Answer removeMember(OperationCall call) {
    String members = "/groups/" + call.variable("groupId") + "/members";
    if (!tenant.resources(Api.GRAPH).remove(members, call.variable("memberId"))) {
      throw Api.GRAPH.noSuchObject("/directoryObjects", call.variable("memberId"));
    }
    return Answer.noContent();
  }

  private Optional<ObjectNode> directoryObject(String id) {
    return typed("user", tenant.storedUser(id).map(user -> user.json))
        .or(() -> typed("device", tenant.resources(Api.GRAPH).find("/devices", id)))
        .or(() -> typed("group", tenant.resources(Api.GRAPH).find("/groups", id)))
        .or(
            () ->
                typed(
                    "servicePrincipal",
                    tenant.resources(Api.GRAPH).find("/servicePrincipals", id)));
  }

  private static Optional<ObjectNode> typed(String type, Optional<ObjectNode> object) {
    return object.map(
        found -> {
          ObjectNode typed = Json.object().put("@odata.type", "#microsoft.graph." + type);
          typed.setAll(found.deepCopy());
          return typed;
        });
  }

  private Answer without(OperationCall call, String field) {
    List<ObjectNode> rows = tenant.resources(Api.GRAPH).list(call.path());
    return operations.page(
        call, rows.stream().map(row -> (ObjectNode) row.deepCopy().without(field)).toList());
  }

  /** The secret is sent only when it is selected by name, to those with the higher role. */
  private Answer secret(OperationCall call, String field, String role) {
    ObjectNode object = operations.existing(call);
    boolean selected =
        List.of(call.call().query("$select").orElse("").split("\\s*,\\s*")).contains(field);
    if (selected && !call.token().roles().contains(role)) {
      throw Api.GRAPH.missingRoles(List.of(role), call.token().roles());
    }
    return operations.one(
        call, 200, selected ? object : (ObjectNode) object.deepCopy().without(field));
  }
}
