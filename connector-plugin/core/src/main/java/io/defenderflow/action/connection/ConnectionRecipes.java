package io.defenderflow.action.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.permission.ConnectionCheck;
import java.util.List;

/** Composite actions about the connection itself. */
@Resource(service = Service.GRAPH, area = "Connection")
public final class ConnectionRecipes {
  private final Calls calls;
  private final Catalogue catalogue;

  public ConnectionRecipes(Calls calls, Catalogue catalogue) {
    this.calls = calls;
    this.catalogue = catalogue;
  }

  @Action(
      id = "connection.test",
      label = "Test connection",
      summary =
          "Compares the application permissions in the tokens of the connection with those that"
              + " actions need, and asks each service for one item, so that a missing permission, a"
              + " missing licence and a failed sign-in are told apart. It changes nothing, and does"
              + " not fail: what is wrong is in the result.",
      returns =
          "ok, reader and responder with the permissions by service, missing, moreThanNeeded,"
              + " services with their status, and problems as sentences",
      keywords = {"health", "check", "permissions", "least privilege", "licence"},
      docs = "entra/identity-platform/v2-oauth2-client-creds-grant-flow")
  public JsonNode test(
      @Input(
              value = "actions",
              label = "Actions",
              help =
                  "The ids of the actions that must work. Empty shows the permissions that are"
                      + " there without judging them.",
              example = "incident.get, machine.isolate")
          List<String> actions) {
    List<ActionEntry> needed =
        actions == null ? List.of() : actions.stream().map(this::action).toList();
    return ConnectionCheck.of(calls, catalogue, needed).json();
  }

  private ActionEntry action(String id) {
    return catalogue
        .find(id)
        .orElseThrow(
            () ->
                Fault.of(
                    ErrorCode.INPUT_INVALID,
                    "The input actions names \""
                        + (id.length() > 60 ? id.substring(0, 60) + "..." : id)
                        + "\", which is no action of this version. Nothing was sent. Correct the"
                        + " list in the step."));
  }
}
