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

/**
 * Applications that Entra ID Protection holds for compromised or at risk, through Microsoft Graph.
 */
@Resource(service = Service.GRAPH, area = "Risky service principals")
public interface RiskyServicePrincipals {
  @Action(
      id = "riskyServicePrincipal.list",
      label = "List risky service principals",
      summary =
          "Returns the applications that Entra ID Protection holds at risk. It needs Workload"
              + " Identities Premium, and Microsoft takes one call a second for the whole tenant.",
      permissions = "IdentityRiskyServicePrincipal.Read.All",
      returns = "riskyServicePrincipal collection",
      keywords = {"identity protection", "workload identity", "application", "risk"},
      docs = "graph/api/identityprotectionroot-list-riskyserviceprincipals")
  @RequestLine(
      "GET /v1.0/identityProtection/riskyServicePrincipals?$filter={filter}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on riskLevel, riskState or appId.",
              shape = ODATA_FILTER,
              example = "riskState eq 'atRisk'")
          String filter,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,appId,riskLevel,riskState")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many applications Microsoft sends at a time; 500 at most.",
              max = 500,
              example = "100")
          Integer top);

  @Action(
      id = "riskyServicePrincipal.get",
      label = "Get risky service principal",
      summary = "Returns the risk of one application. It needs Workload Identities Premium.",
      permissions = "IdentityRiskyServicePrincipal.Read.All",
      returns = "riskyServicePrincipal",
      keywords = {"identity protection", "workload identity", "application", "risk"},
      docs = "graph/api/riskyserviceprincipal-get")
  @RequestLine("GET /v1.0/identityProtection/riskyServicePrincipals/{servicePrincipalId}")
  JsonNode get(
      @Input(
              value = "servicePrincipalId",
              label = "Service principal",
              help = "The object id of the service principal, not the application id.",
              shape = GUID,
              required = true,
              example = "9a1c0b7e-2d3f-4c5a-8b6d-7e8f90a1b2c3")
          String servicePrincipalId);

  @Action(
      id = "riskyServicePrincipal.confirmCompromised",
      label = "Confirm applications compromised",
      summary =
          "Sets the risk of the applications to high. Conditional access policies for workload"
              + " identities then block them. Without such a policy nothing else happens; disable"
              + " the application as well. It needs Workload Identities Premium.",
      effect = CONTAIN,
      undo = "riskyServicePrincipal.dismiss",
      permissions = "IdentityRiskyServicePrincipal.ReadWrite.All",
      returns = "nothing",
      keywords = {"identity protection", "workload identity", "service principal", "block"},
      docs = "graph/api/riskyserviceprincipal-confirmcompromised")
  @RequestLine("POST /v1.0/identityProtection/riskyServicePrincipals/confirmCompromised")
  void confirmCompromised(
      @Input(
              value = "servicePrincipalIds",
              label = "Service principals",
              help = "The object ids of the service principals, not the application ids.",
              required = true,
              example = "9a1c0b7e-2d3f-4c5a-8b6d-7e8f90a1b2c3")
          List<String> servicePrincipalIds);

  @Action(
      id = "riskyServicePrincipal.dismiss",
      label = "Dismiss application risk",
      summary =
          "Sets the risk of the applications to none, so that risk policies let them in again. Use"
              + " it once their credentials are replaced. It needs Workload Identities Premium.",
      effect = CONTAIN,
      releases = true,
      undo = "riskyServicePrincipal.confirmCompromised",
      permissions = "IdentityRiskyServicePrincipal.ReadWrite.All",
      returns = "nothing",
      keywords = {"identity protection", "workload identity", "service principal", "release"},
      docs = "graph/api/riskyserviceprincipal-dismiss")
  @RequestLine("POST /v1.0/identityProtection/riskyServicePrincipals/dismiss")
  void dismiss(
      @Input(
              value = "servicePrincipalIds",
              label = "Service principals",
              help = "The object ids of the service principals, not the application ids.",
              required = true,
              example = "9a1c0b7e-2d3f-4c5a-8b6d-7e8f90a1b2c3")
          List<String> servicePrincipalIds);
}
