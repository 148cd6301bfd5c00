package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A person's ways to sign in. */
final class AuthenticationMethodRoutes {

  private static final int MIN_LIFETIME = 10;
  private static final int MAX_LIFETIME = 43_200;

  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("passwordMethods", "passwordAuthenticationMethod");
    TYPES.put("phoneMethods", "phoneAuthenticationMethod");
    TYPES.put("microsoftAuthenticatorMethods", "microsoftAuthenticatorAuthenticationMethod");
    TYPES.put("fido2Methods", "fido2AuthenticationMethod");
    TYPES.put("emailMethods", "emailAuthenticationMethod");
    TYPES.put("softwareOathMethods", "softwareOathAuthenticationMethod");
    TYPES.put("windowsHelloForBusinessMethods", "windowsHelloForBusinessAuthenticationMethod");
    TYPES.put("temporaryAccessPassMethods", "temporaryAccessPassAuthenticationMethod");
  }

  private final Tenant tenant;
  private final OperationRoutes operations;

  AuthenticationMethodRoutes(Tenant tenant, OperationRoutes operations) {
    this.tenant = tenant;
    this.operations = operations;
  }

  Map<String, OperationCall.Handler> handlers() {
    return Map.of(
        "authMethod.list", this::list,
        "authMethod.temporaryAccessPass.create", this::createPass);
  }

  private Answer list(OperationCall call) {
    List<ObjectNode> methods = new ArrayList<>();
    TYPES.forEach(
        (collection, type) -> {
          for (ObjectNode method :
              tenant.resources(Api.GRAPH).list(sibling(call.path(), collection))) {
            ObjectNode typed = Json.object().put("@odata.type", "#microsoft.graph." + type);
            typed.setAll(method);
            methods.add(typed);
          }
        });
    return operations.page(call, methods);
  }

  /** A new pass replaces the old one, and is shown this one time only. */
  private Answer createPass(OperationCall call) {
    int minutes = call.body().path("lifetimeInMinutes").asInt(60);
    if (minutes < MIN_LIFETIME || minutes > MAX_LIFETIME) {
      throw new ApiError(
          400, "BadRequest", "The property 'lifetimeInMinutes' must be between 10 and 43200.");
    }
    Resources resources = tenant.resources(Api.GRAPH);
    for (ObjectNode old : resources.list(call.path())) {
      resources.remove(call.path(), old.path("id").asText());
    }
    String now = Json.time(tenant.now());
    String start = call.body().path("startDateTime").asText(now);
    boolean usable = start.compareTo(now) <= 0;
    ObjectNode pass =
        Json.object()
            .put("id", UUID.randomUUID().toString())
            .put("isUsable", usable)
            .put("methodUsabilityReason", usable ? "EnabledByPolicy" : "NotYetValid")
            .put("lifetimeInMinutes", minutes)
            .put("isUsableOnce", call.body().path("isUsableOnce").asBoolean(false))
            .put("startDateTime", start)
            .put("createdDateTime", now)
            .putNull("temporaryAccessPass");
    resources.put(call.path(), pass);
    ObjectNode shown = pass.deepCopy();
    shown.put("temporaryAccessPass", UUID.randomUUID().toString().substring(0, 8));
    return operations.one(call, 201, shown);
  }

  private static String sibling(String path, String name) {
    return path.substring(0, path.lastIndexOf('/') + 1) + name;
  }
}
