package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;
import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** User accounts of Entra ID, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Users")
public interface Users {

  @Action(
      id = "user.get",
      label = "Get user",
      summary =
          "Returns one user. Without a selection Microsoft sends only the basic fields; name the"
              + " fields you need, for example accountEnabled.",
      permissions = "User.ReadBasic.All",
      returns = "microsoft.graph.user",
      keywords = {"account", "identity", "read"},
      docs = "graph/api/user-get")
  @RequestLine("GET /v1.0/users/{userId}?$select={select}&$expand={expand}")
  JsonNode get(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "select",
              label = "Fields",
              help =
                  "The fields to return, separated by commas. Other fields than the basic ones need"
                      + " the permission User.Read.All.",
              shape = ODATA_LIST,
              example = "id,displayName,userPrincipalName,mail")
          String select,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Related things to return as well, for example manager.",
              shape = ODATA_LIST,
              example = "manager")
          String expand);

  @Action(
      id = "user.revokeSignInSessions",
      label = "Revoke sign-in sessions",
      summary =
          "Ends all sessions of a user, so that every program must sign in again. It can take a few"
              + " minutes. It cannot be taken back; the user signs in again.",
      effect = CONTAIN,
      permissions = "User.RevokeSessions.All",
      returns = "true in value",
      keywords = {"account", "log off", "sign out", "tokens"},
      docs = "graph/api/user-revokesigninsessions")
  @RequestLine("POST /v1.0/users/{userId}/revokeSignInSessions")
  JsonNode revokeSignInSessions(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.disable",
      label = "Disable user",
      summary =
          "Disables the account, so that the user can no longer sign in. Sessions go on until they"
              + " are revoked. Administrators need a directory role on the app as well.",
      effect = CONTAIN,
      undo = "user.enable",
      permissions = {"User.EnableDisableAccount.All", "User.Read.All"},
      returns = "nothing",
      keywords = {"account", "block", "lock"},
      docs = "graph/api/user-update")
  @RequestLine("PATCH /v1.0/users/{userId}")
  @Fixed("{\"accountEnabled\":false}")
  void disable(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.enable",
      label = "Enable user",
      summary = "Enables the account, so that the user can sign in again.",
      effect = CONTAIN,
      undo = "user.disable",
      permissions = {"User.EnableDisableAccount.All", "User.Read.All"},
      returns = "nothing",
      keywords = {"account", "unblock", "unlock"},
      docs = "graph/api/user-update")
  @RequestLine("PATCH /v1.0/users/{userId}")
  @Fixed("{\"accountEnabled\":true}")
  void enable(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);
}
