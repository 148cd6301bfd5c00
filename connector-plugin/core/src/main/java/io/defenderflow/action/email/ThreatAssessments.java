package io.defenderflow.action.email;

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

/** Requests to Microsoft to assess mail, files and URLs, of the older kind. */
@Resource(service = Service.GRAPH, area = "Threat assessments")
public interface ThreatAssessments {

  @Action(
      id = "threatAssessment.list",
      label = "List threat assessments",
      summary =
          "Returns the threat assessment requests that match the filter. They are the older kind of"
              + " submissions.",
      permissions = "ThreatAssessment.Read.All",
      returns = "threatAssessmentRequest collection",
      keywords = {"report", "phishing", "malware", "verdict"},
      docs = "graph/api/informationprotection-list-threatassessmentrequests")
  @RequestLine(
      "GET /v1.0/informationProtection/threatAssessmentRequests?$expand={expand}"
          + "&$filter={filter}&$orderby={orderby}&$select={select}")
  Page list(
      @Input(
              value = "expand",
              label = "Expand",
              help = "Write results to get the verdicts as well.",
              shape = ODATA_LIST,
              example = "results")
          String expand,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on properties of the request, such as contentType, category,"
                      + " status or createdDateTime.",
              shape = ODATA_FILTER,
              example = "createdDateTime ge 2026-11-14T00:00:00Z")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "createdDateTime desc")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,contentType,category,status,createdDateTime")
          String select);

  @Action(
      id = "threatAssessment.get",
      label = "Get threat assessment",
      summary =
          "Returns one threat assessment request with its state. Expand results to get the verdicts"
              + " as well.",
      permissions = "ThreatAssessment.Read.All",
      returns = "threatAssessmentRequest",
      keywords = {"report", "phishing", "malware", "verdict", "read"},
      docs = "graph/api/threatassessmentrequest-get")
  @RequestLine(
      "GET /v1.0/informationProtection/threatAssessmentRequests/{assessmentId}"
          + "?$expand={expand}")
  JsonNode get(
      @Input(
              value = "assessmentId",
              label = "Threat assessment",
              help = "The id of the request. \"List threat assessments\" returns it.",
              shape = ID,
              required = true,
              example = "49c5ef5b-1f65-444a-e6b9-08d772ea2059")
          String assessmentId,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Write results to get the verdicts as well.",
              shape = ODATA_LIST,
              example = "results")
          String expand);
}
