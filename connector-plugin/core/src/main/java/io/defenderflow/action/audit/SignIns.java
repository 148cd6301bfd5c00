package io.defenderflow.action.audit;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Sign-ins to Entra ID, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Sign-ins")
public interface SignIns {
  @Action(
      id = "signIn.list",
      label = "List sign-ins",
      summary =
          "Returns the interactive sign-ins that match, the newest first, up to 30 days back (7"
              + " days without Entra ID P1). A sign-in shows after some minutes. For sign-ins of"
              + " apps and services hunt in AADSignInEventsBeta instead.",
      permissions = "AuditLog.Read.All",
      returns = "signIn collection",
      keywords = {"log on", "login", "audit", "entra"},
      docs = "graph/api/signin-list")
  @RequestLine("GET /v1.0/auditLogs/signIns?$filter={filter}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on createdDateTime, userPrincipalName, userId, appId, ipAddress"
                      + " or status/errorCode. Without it Microsoft reads the whole log, which is"
                      + " slow.",
              shape = ODATA_FILTER,
              example =
                  "userPrincipalName eq 'mira.solberg@northwharf.example' and createdDateTime ge"
                      + " 2026-11-20T00:00:00Z")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many sign-ins Microsoft sends at a time; 1,000 at most.",
              max = 1000,
              example = "100")
          Integer top);

  @Action(
      id = "signIn.get",
      label = "Get sign-in",
      summary =
          "Returns one sign-in with device, place, risk and the conditional access policies that"
              + " applied.",
      permissions = "AuditLog.Read.All",
      returns = "signIn",
      keywords = {"log on", "login", "audit", "entra"},
      docs = "graph/api/signin-get")
  @RequestLine("GET /v1.0/auditLogs/signIns/{signInId}")
  JsonNode get(
      @Input(
              value = "signInId",
              label = "Sign-in",
              help =
                  "The id of the sign-in. The step \"List sign-ins\" returns it, and a risk"
                      + " detection names it as requestId.",
              shape = ID,
              required = true,
              example = "66ea54eb-6301-4ee5-be62-ff5a759b0100")
          String signInId);

  @Action(
      id = "signIn.confirmCompromised",
      label = "Confirm sign-ins compromised",
      summary =
          "Says that sign-ins were an attacker's. Entra ID Protection sets the risk of the users to"
              + " high, and conditional access policies that look at risk block them. Without such"
              + " a policy nothing else happens, so revoke the sessions as well. It needs Entra ID"
              + " P2.",
      effect = CONTAIN,
      undo = "signIn.confirmSafe",
      permissions = "IdentityRiskEvent.ReadWrite.All",
      returns = "nothing",
      keywords = {"identity protection", "risk", "block"},
      docs = "graph/api/signin-confirmcompromised")
  @RequestLine("POST /v1.0/auditLogs/signIns/confirmCompromised")
  void confirmCompromised(
      @Input(
              value = "requestIds",
              label = "Sign-ins",
              help = "The ids of the sign-ins. The step \"List sign-ins\" returns them.",
              required = true,
              example = "66ea54eb-6301-4ee5-be62-ff5a759b0100")
          List<String> requestIds);

  @Action(
      id = "signIn.confirmSafe",
      label = "Confirm sign-ins safe",
      summary =
          "Says that sign-ins were harmless. Entra ID Protection removes the risk that came from"
              + " them, so that risk policies let the users in again, and learns from it. It needs"
              + " Entra ID P2.",
      effect = CONTAIN,
      releases = true,
      undo = "signIn.confirmCompromised",
      permissions = "IdentityRiskEvent.ReadWrite.All",
      returns = "nothing",
      keywords = {"identity protection", "risk", "false positive", "release"},
      docs = "graph/api/signin-confirmsafe")
  @RequestLine("POST /v1.0/auditLogs/signIns/confirmSafe")
  void confirmSafe(
      @Input(
              value = "requestIds",
              label = "Sign-ins",
              help = "The ids of the sign-ins. The step \"List sign-ins\" returns them.",
              required = true,
              example = "66ea54eb-6301-4ee5-be62-ff5a759b0100")
          List<String> requestIds);
}
