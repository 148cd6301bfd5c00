package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Users whom Entra ID Protection holds for compromised or at risk, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Risky users")
public interface RiskyUsers {
  @Action(
      id = "riskyUser.list",
      label = "List risky users",
      summary =
          "Returns the users whom Entra ID Protection holds at risk. It needs Entra ID P2, and"
              + " Microsoft takes one call a second for the whole tenant.",
      permissions = "IdentityRiskyUser.Read.All",
      returns = "riskyUser collection",
      keywords = {"identity protection", "compromised", "risk"},
      docs = "graph/api/riskyuser-list")
  @RequestLine(
      "GET /v1.0/identityProtection/riskyUsers?$filter={filter}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on riskLevel (low, medium, high), riskState (atRisk,"
                      + " confirmedCompromised, remediated, dismissed, confirmedSafe) or"
                      + " riskLastUpdatedDateTime.",
              shape = ODATA_FILTER,
              example = "riskLevel eq 'high' and riskState eq 'atRisk'")
          String filter,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,userPrincipalName,riskLevel,riskState,riskLastUpdatedDateTime")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many users Microsoft sends at a time; 500 at most.",
              max = 500,
              example = "100")
          Integer top);

  @Action(
      id = "riskyUser.get",
      label = "Get risky user",
      summary =
          "Returns the risk of one user. It ends in NOT_FOUND where Entra ID Protection never saw a"
              + " risk. It needs Entra ID P2.",
      permissions = "IdentityRiskyUser.Read.All",
      returns = "riskyUser",
      keywords = {"identity protection", "compromised", "risk"},
      docs = "graph/api/riskyuser-get")
  @RequestLine("GET /v1.0/identityProtection/riskyUsers/{riskyUserId}")
  JsonNode get(
      @Input(
              value = "riskyUserId",
              label = "User",
              help = "The object id of the user.",
              shape = GUID,
              required = true)
          String riskyUserId);

  @Action(
      id = "riskyUser.history.list",
      label = "List risk history of user",
      summary =
          "Returns how the risk of a user changed, and by whom or by which detection. It needs"
              + " Entra ID P2.",
      permissions = "IdentityRiskyUser.Read.All",
      returns = "riskyUserHistoryItem collection",
      keywords = {"identity protection", "timeline", "risk"},
      docs = "graph/api/riskyuser-list-history")
  @RequestLine("GET /v1.0/identityProtection/riskyUsers/{riskyUserId}/history")
  Page listHistory(
      @Input(
              value = "riskyUserId",
              label = "User",
              help = "The object id of the user.",
              shape = GUID,
              required = true)
          String riskyUserId);

  @Action(
      id = "riskyUser.confirmCompromised",
      label = "Confirm users compromised",
      summary =
          "Sets the risk of the users to high. Conditional access policies that look at risk then"
              + " block them or ask for a new password. Without such a policy nothing else happens,"
              + " so revoke their sessions as well. It needs Entra ID P2.",
      effect = CONTAIN,
      undo = "riskyUser.dismiss",
      permissions = "IdentityRiskyUser.ReadWrite.All",
      returns = "nothing",
      keywords = {"identity protection", "risk", "block"},
      docs = "graph/api/riskyuser-confirmcompromised")
  @RequestLine("POST /v1.0/identityProtection/riskyUsers/confirmCompromised")
  void confirmCompromised(
      @Input(
              value = "userIds",
              label = "Users",
              help = "The object ids of the users; 60 at most.",
              required = true,
              max = 60,
              example = "5382f7ea-7557-4ab7-9782-d50480024a4e")
          List<String> userIds);

  @Action(
      id = "riskyUser.dismiss",
      label = "Dismiss user risk",
      summary =
          "Sets the risk of the users to none, so that risk policies let them in again. Use it once"
              + " an account is clean. It needs Entra ID P2.",
      effect = CONTAIN,
      releases = true,
      undo = "riskyUser.confirmCompromised",
      permissions = "IdentityRiskyUser.ReadWrite.All",
      returns = "nothing",
      keywords = {"identity protection", "risk", "release"},
      docs = "graph/api/riskyuser-dismiss")
  @RequestLine("POST /v1.0/identityProtection/riskyUsers/dismiss")
  void dismiss(
      @Input(
              value = "userIds",
              label = "Users",
              help = "The object ids of the users; 60 at most.",
              required = true,
              max = 60,
              example = "5382f7ea-7557-4ab7-9782-d50480024a4e")
          List<String> userIds);

  @Action(
      id = "riskyUser.confirmSafe",
      label = "Confirm users safe",
      summary =
          "Says that the risk of the users was a false alarm and sets it to none. Entra ID"
              + " Protection learns from it. It needs Entra ID P2.",
      effect = CONTAIN,
      releases = true,
      undo = "riskyUser.confirmCompromised",
      permissions = "IdentityRiskyUser.ReadWrite.All",
      returns = "nothing",
      keywords = {"identity protection", "risk", "false positive", "release"},
      docs = "graph/api/riskyuser-confirmsafe")
  @RequestLine("POST /v1.0/identityProtection/riskyUsers/confirmSafe")
  void confirmSafe(
      @Input(
              value = "userIds",
              label = "Users",
              help = "The object ids of the users; 60 at most.",
              required = true,
              max = 60,
              example = "5382f7ea-7557-4ab7-9782-d50480024a4e")
          List<String> userIds);
}
