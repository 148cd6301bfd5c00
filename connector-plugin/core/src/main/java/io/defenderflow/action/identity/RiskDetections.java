package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/**
 * The single events that make a user or an application risky in Entra ID Protection, through
 * Microsoft Graph.
 */
@Resource(service = Service.GRAPH, area = "Risk detections")
public interface RiskDetections {
  @Action(
      id = "riskDetection.list",
      label = "List risk detections",
      summary =
          "Returns the sign-ins and events that Entra ID Protection found risky, with address and"
              + " place. Microsoft takes one call a second for the whole tenant; without Entra ID"
              + " P2 it hides the kind of many detections.",
      permissions = "IdentityRiskEvent.Read.All",
      returns = "riskDetection collection",
      keywords = {"identity protection", "anonymous ip", "impossible travel", "leaked credentials"},
      docs = "graph/api/riskdetection-list")
  @RequestLine(
      "GET /v1.0/identityProtection/riskDetections?$filter={filter}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on userPrincipalName, userId, riskEventType, riskLevel,"
                      + " riskState, ipAddress or detectedDateTime.",
              shape = ODATA_FILTER,
              example = "userPrincipalName eq 'mira.solberg@northwharf.example'")
          String filter,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,riskEventType,riskLevel,ipAddress,detectedDateTime")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many detections Microsoft sends at a time; 500 at most.",
              max = 500,
              example = "100")
          Integer top);

  @Action(
      id = "riskDetection.get",
      label = "Get risk detection",
      summary =
          "Returns one risk detection with address, place and the correlation id of the sign-in.",
      permissions = "IdentityRiskEvent.Read.All",
      returns = "riskDetection",
      keywords = {"identity protection", "risk"},
      docs = "graph/api/riskdetection-get")
  @RequestLine("GET /v1.0/identityProtection/riskDetections/{riskDetectionId}")
  JsonNode get(
      @Input(
              value = "riskDetectionId",
              label = "Risk detection",
              help = "The id of the detection. The step \"List risk detections\" returns it.",
              shape = ID,
              required = true,
              example = "6a5874ca9bb1c1e0a3f4")
          String riskDetectionId);

  @Action(
      id = "servicePrincipalRiskDetection.list",
      label = "List risk detections of applications",
      summary =
          "Returns the events that made applications risky, such as leaked credentials. It needs"
              + " Workload Identities Premium.",
      permissions = "IdentityRiskEvent.Read.All",
      returns = "servicePrincipalRiskDetection collection",
      keywords = {"identity protection", "workload identity", "service principal"},
      docs = "graph/api/identityprotectionroot-list-serviceprincipalriskdetections")
  @RequestLine(
      "GET /v1.0/identityProtection/servicePrincipalRiskDetections?$filter={filter}&$select={select}&$top={top}")
  Page listOfServicePrincipals(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on servicePrincipalId, appId, riskEventType, riskLevel or"
                      + " detectedDateTime.",
              shape = ODATA_FILTER,
              example = "riskLevel eq 'high'")
          String filter,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,servicePrincipalId,riskEventType,riskLevel,detectedDateTime")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many detections Microsoft sends at a time; 500 at most.",
              max = 500,
              example = "100")
          Integer top);
}
