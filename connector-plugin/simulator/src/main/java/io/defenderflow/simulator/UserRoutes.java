package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** People and the organization in Microsoft Entra ID, through Graph. */
final class UserRoutes {

  private static final String CONTEXT = "/graph/v1.0/$metadata#users";
  private static final String[] READERS = {
    "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All"
  };

  /** What Graph sends when $select does not name anything; accountEnabled is not part of it. */
  private static final List<String> DEFAULT_FIELDS =
      List.of(
          "businessPhones",
          "displayName",
          "givenName",
          "jobTitle",
          "mail",
          "mobilePhone",
          "officeLocation",
          "preferredLanguage",
          "surname",
          "userPrincipalName",
          "id");

  private static final ODataPage LIST =
      new ODataPage(
          CONTEXT,
          Set.of("$filter", "$top", "$skip", "$count", "$select"),
          Set.of(
              "id",
              "displayName",
              "userPrincipalName",
              "mail",
              "accountEnabled",
              "department",
              "jobTitle",
              "givenName",
              "surname"),
          100,
          999);

  private final Tenant tenant;
  private final String origin;

  UserRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    return List.of(
        Route.graph("GET", "/users", this::list, READERS),
        Route.graph("GET", "/users/{id}", this::get, READERS),
        Route.graph(
            "PATCH",
            "/users/{id}",
            this::update,
            "User.ReadWrite.All",
            "User.EnableDisableAccount.All",
            "Directory.ReadWrite.All"),
        Route.graph(
            "POST",
            "/users/{id}/revokeSignInSessions",
            this::revoke,
            "User.RevokeSessions.All",
            "User.ReadWrite.All",
            "Directory.ReadWrite.All"));
  }

  private Answer list(Route.Request request) {
    List<ObjectNode> users = tenant.users().stream().map(User::json).toList();
    return LIST.answer(request.call(), origin, users, user -> selected(user, request.call()));
  }

  private Answer get(Route.Request request) {
    ObjectNode body = Json.object().put("@odata.context", origin + CONTEXT + "/$entity");
    body.setAll(selected(user(request).json, request.call()));
    return Answer.json(200, body);
  }

  private Answer update(Route.Request request) {
    StoredUser user = user(request);
    ObjectNode patch =
        Json.readObject(request.call().body())
            .orElseThrow(
                () ->
                    new ApiError(400, "Request_BadRequest", "The request body is not valid JSON."));
    if (patch.isEmpty()) {
      throw new ApiError(400, "Request_BadRequest", "The request body is empty.");
    }
    if (patch.has("accountEnabled")) {
      user.json.set("accountEnabled", patch.get("accountEnabled"));
    }
    if (patch.has("passwordProfile")) {
      setPassword(user, patch.path("passwordProfile").path("password").asText(""));
    }
    return Answer.noContent();
  }

  private void setPassword(StoredUser user, String password) {
    if (password.length() < 8) {
      throw new ApiError(
          400,
          "Request_BadRequest",
          "The specified password does not comply with password complexity requirements. Please"
              + " provide a different password.");
    }
    user.json.put("lastPasswordChangeDateTime", Json.time(tenant.now()));
  }

  private Answer revoke(Route.Request request) {
    StoredUser user = user(request);
    user.sessionRevocations++;
    user.json.put("signInSessionsValidFromDateTime", Json.time(tenant.now()));
    return Answer.json(
        200,
        Json.object()
            .put("@odata.context", origin + "/graph/v1.0/$metadata#Edm.Boolean")
            .put("value", true));
  }

  private StoredUser user(Route.Request request) {
    String id = request.variable("id");
    return tenant
        .storedUser(id)
        .orElseThrow(
            () ->
                new ApiError(
                    404,
                    "Request_ResourceNotFound",
                    "Resource '%s' does not exist or one of its queried reference-property objects are not present."
                        .formatted(id)));
  }

  private static ObjectNode selected(ObjectNode user, Call call) {
    List<String> fields =
        call.query("$select").map(text -> List.of(text.split("\\s*,\\s*"))).orElse(DEFAULT_FIELDS);
    ObjectNode shown = Json.object();
    for (String field : fields) {
      if (!user.has(field)) {
        throw new ApiError(
            400,
            "BadRequest",
            "Could not find a property named '%s' on type 'microsoft.graph.user'."
                .formatted(field));
      }
      shown.set(field, user.get(field));
    }
    return shown;
  }
}
