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

/** Registrations of domains, now and in the past. */
@Resource(service = Service.GRAPH, area = "WHOIS records")
public interface WhoisRecords {
  @Action(
      id = "ti.whois.list",
      label = "Search WHOIS records",
      summary =
          "Returns the WHOIS records that match a search, for example by the e-mail address of the"
              + " one who registered: it leads to further domains of an actor. The tenant needs a"
              + " licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "whoisRecord collection",
      keywords = {"registration", "pivot"},
      docs = "graph/api/security-threatintelligence-list-whoisrecords")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/whoisRecords?$count={count}&$search={search}&$select={select}&$skip={skip}&$top={top}")
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
              example = "\"registrantEmail:owner@example.net\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,domainStatus")
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
      id = "ti.whois.get",
      label = "Get WHOIS record",
      summary =
          "Returns one WHOIS record. The tenant needs a licence for Defender Threat Intelligence"
              + " and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "whoisRecord",
      docs = "graph/api/security-whoisrecord-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/whoisRecords/{whoisRecordId}")
  JsonNode get(
      @Input(
              value = "whoisRecordId",
              label = "WHOIS record",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "d2hvaXM=")
          String whoisRecordId);

  @Action(
      id = "ti.whois.history.list",
      label = "List history of WHOIS record",
      summary =
          "Returns the former states of a WHOIS record: who owned the domain before. The tenant"
              + " needs a licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "whoisHistoryRecord collection",
      docs = "graph/api/security-whoisrecord-list-history")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/whoisRecords/{whoisRecordId}/history?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listHistory(
      @Input(
              value = "whoisRecordId",
              label = "WHOIS record",
              help = "The id, as a search returned it.",
              shape = ID,
              required = true,
              example = "d2hvaXM=")
          String whoisRecordId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on registrationDateTime.",
              shape = ODATA_FILTER,
              example = "registrationDateTime ge 2026-01-01T00:00:00Z")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "lastUpdateDateTime desc")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,registrationDateTime")
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
      id = "ti.whoisHistory.get",
      label = "Get WHOIS history record",
      summary =
          "Returns one former state of a WHOIS record. The tenant needs a licence for Defender"
              + " Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "whoisHistoryRecord",
      docs = "graph/api/security-whoishistoryrecord-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/whoisHistoryRecords/{whoisHistoryRecordId}")
  JsonNode getHistoryRecord(
      @Input(
              value = "whoisHistoryRecordId",
              label = "History record",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "aGlzdG9yeQ==")
          String whoisHistoryRecordId);
}
