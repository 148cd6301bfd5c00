package io.defenderflow.action.intelligence;

import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;
import static io.defenderflow.catalogue.Shape.ODATA_SEARCH;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Certificates that hosts of the internet showed. */
@Resource(service = Service.GRAPH, area = "TLS certificates")
public interface SslCertificates {
  @Action(
      id = "ti.sslCertificate.list",
      label = "Search TLS certificates",
      summary =
          "Returns the certificates that match a search, for example by serial number, SHA-1 or"
              + " names in subject and issuer. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "sslCertificate collection",
      keywords = {"ssl", "certificate"},
      docs = "graph/api/security-threatintelligence-list-sslcertificates")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/sslCertificates?$count={count}&$search={search}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "search",
              label = "Search",
              help = "What to search for: a property, a colon and the value, in double quotes.",
              shape = ODATA_SEARCH,
              example = "\"serialNumber:7042\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,sha1,serialNumber")
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
      id = "ti.sslCertificate.get",
      label = "Get TLS certificate",
      summary =
          "Returns one certificate. The tenant needs a licence for Defender Threat Intelligence and"
              + " its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "sslCertificate",
      docs = "graph/api/security-sslcertificate-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/sslCertificates/{sslCertificateId}")
  JsonNode get(
      @Input(
              value = "sslCertificateId",
              label = "Certificate",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "c3NsQ2VydA==")
          String sslCertificateId);

  @Action(
      id = "ti.sslCertificate.relatedHosts.list",
      label = "List hosts of TLS certificate",
      summary =
          "Returns the hosts that showed a certificate: an actor that reuses it gives its other"
              + " hosts away. The tenant needs a licence for Defender Threat Intelligence and its"
              + " API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "host collection",
      keywords = {"pivot"},
      docs = "graph/api/security-sslcertificate-list-relatedhosts")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/sslCertificates/{sslCertificateId}/relatedHosts?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listRelatedHosts(
      @Input(
              value = "sslCertificateId",
              label = "Certificate",
              help = "The id, as a search returned it.",
              shape = ID,
              required = true,
              example = "c3NsQ2VydA==")
          String sslCertificateId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on firstSeenDateTime or lastSeenDateTime.",
              shape = ODATA_FILTER,
              example = "firstSeenDateTime ge 2026-11-01T00:00:00Z")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "lastSeenDateTime desc")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,lastSeenDateTime")
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
}
