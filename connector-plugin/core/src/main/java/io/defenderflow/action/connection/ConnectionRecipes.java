package io.defenderflow.action.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Composite actions about the connection itself. */
@Resource(service = Service.GRAPH, area = "Connection")
public final class ConnectionRecipes {
  private final Calls calls;

  public ConnectionRecipes(Calls calls) {
    this.calls = calls;
  }

  @Action(
      id = "connection.test",
      label = "Test connection",
      summary =
          "Asks Entra ID for the tokens of the connection and returns the application permissions"
              + " in them, for reading and for changing. It changes nothing.",
      returns = "reader and responder, each with the permissions by service",
      keywords = {"health", "check", "permissions"},
      docs = "entra/identity-platform/v2-oauth2-client-creds-grant-flow")
  public JsonNode test() {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("reader", permissions(Effect.READ));
    result.set("responder", permissions(Effect.CONTAIN));
    return result;
  }

  private JsonNode permissions(Effect effect) {
    ObjectNode byService = JsonNodeFactory.instance.objectNode();
    for (Service service : Service.values()) {
      ArrayNode names = byService.putArray(service.label());
      calls.granted(effect).stream()
          .filter(permission -> permission.service() == service)
          .map(Permission::name)
          .forEach(names::add);
    }
    return byService;
  }
}
