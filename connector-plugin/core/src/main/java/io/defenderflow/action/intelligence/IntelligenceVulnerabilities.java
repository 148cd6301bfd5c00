package io.defenderflow.action.intelligence;

import static io.defenderflow.catalogue.Shape.CVE;
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

/** What threat intelligence knows of a vulnerability, whether or not it is in the organization. */
@Resource(service = Service.GRAPH, area = "Vulnerability intelligence")
public interface IntelligenceVulnerabilities {
  @Action(
      id = "ti.vulnerability.get",
      label = "Get vulnerability intelligence",
      summary =
          "Returns what is known of a CVE outside of the organization: whether it is exploited, how"
              + " urgent it is and how it is repaired. The tenant needs a licence for Defender"
              + " Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "vulnerability (threat intelligence)",
      keywords = {"cve", "exploit"},
      docs = "graph/api/security-vulnerability-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/vulnerabilities/{vulnerabilityId}")
  JsonNode get(
      @Input(
              value = "vulnerabilityId",
              label = "CVE",
              help = "The CVE id.",
              shape = CVE,
              required = true)
          String vulnerabilityId);

  @Action(
      id = "ti.vulnerability.articles.list",
      label = "List articles about vulnerability",
      summary =
          "Returns the threat articles that are about a CVE. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "article collection",
      docs = "graph/api/resources/security-vulnerability")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/vulnerabilities/{vulnerabilityId}/articles?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listArticles(
      @Input(
              value = "vulnerabilityId",
              label = "CVE",
              help = "The CVE id.",
              shape = CVE,
              required = true)
          String vulnerabilityId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on isFeatured or createdDateTime.",
              shape = ODATA_FILTER,
              example = "isFeatured eq true")
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
              example = "id,title")
          String select,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many items Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "ti.vulnerability.components.list",
      label = "List components with vulnerability",
      summary =
          "Returns the software components that a CVE affects. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "vulnerabilityComponent collection",
      docs = "graph/api/security-vulnerability-list-components")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/vulnerabilities/{vulnerabilityId}/components?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listComponents(
      @Input(
              value = "vulnerabilityId",
              label = "CVE",
              help = "The CVE id.",
              shape = CVE,
              required = true)
          String vulnerabilityId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on name.",
              shape = ODATA_FILTER,
              example = "name eq 'nginx'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "name")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,name")
          String select,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many items Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "ti.vulnerability.component.get",
      label = "Get component with vulnerability",
      summary =
          "Returns one software component that a CVE affects. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "vulnerabilityComponent",
      docs = "graph/api/security-vulnerabilitycomponent-get")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/vulnerabilities/{vulnerabilityId}/components/{vulnerabilityComponentId}")
  JsonNode getComponent(
      @Input(
              value = "vulnerabilityId",
              label = "CVE",
              help = "The CVE id.",
              shape = CVE,
              required = true)
          String vulnerabilityId,
      @Input(
              value = "vulnerabilityComponentId",
              label = "Component",
              help = "The id, as the list of components returned it.",
              shape = ID,
              required = true,
              example = "bmdpbng=")
          String vulnerabilityComponentId);
}
