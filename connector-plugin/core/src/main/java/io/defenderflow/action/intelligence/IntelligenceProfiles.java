package io.defenderflow.action.intelligence;

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

/** Profiles of threat actors and tools, and their indicators. */
@Resource(service = Service.GRAPH, area = "Intelligence profiles")
public interface IntelligenceProfiles {
  @Action(
      id = "ti.intelProfile.list",
      label = "List intelligence profiles",
      summary =
          "Returns the profiles of actors, tools and weaknesses that match. The tenant needs a"
              + " licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "intelligenceProfile collection",
      keywords = {"actor", "apt"},
      docs = "graph/api/security-threatintelligence-list-intelprofiles")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/intelProfiles?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on kind or title.",
              shape = ODATA_FILTER,
              example = "kind eq 'actor'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "title")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,title,kind")
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
      id = "ti.intelProfile.get",
      label = "Get intelligence profile",
      summary =
          "Returns one profile: who it is, whom they target and how they work. The tenant needs a"
              + " licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "intelligenceProfile",
      docs = "graph/api/security-intelligenceprofile-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/intelProfiles/{intelligenceProfileId}")
  JsonNode get(
      @Input(
              value = "intelligenceProfileId",
              label = "Profile",
              help = "The id of the profile.",
              shape = ID,
              required = true,
              example = "9b01de37bf66d1760954a16dc2b52fed2a7bd4e093dfc8a4905e108e4843da80")
          String intelligenceProfileId);

  @Action(
      id = "ti.intelProfile.indicators.list",
      label = "List indicators of profile",
      summary =
          "Returns the indicators that belong to an actor or a tool, with when they were seen. The"
              + " tenant needs a licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "intelligenceProfileIndicator collection",
      keywords = {"ioc"},
      docs = "graph/api/security-intelligenceprofile-list-indicators")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/intelProfiles/{intelligenceProfileId}/indicators?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listIndicators(
      @Input(
              value = "intelligenceProfileId",
              label = "Profile",
              help = "The id of the profile.",
              shape = ID,
              required = true,
              example = "9b01de37bf66d1760954a16dc2b52fed2a7bd4e093dfc8a4905e108e4843da80")
          String intelligenceProfileId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on source or lastSeenDateTime.",
              shape = ODATA_FILTER,
              example = "source eq 'microsoft'")
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
              example = "id,source,artifact")
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
      id = "ti.intelProfileIndicator.get",
      label = "Get indicator of profile",
      summary =
          "Returns one indicator of a profile. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "intelligenceProfileIndicator",
      docs = "graph/api/security-intelligenceprofileindicator-get")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/intelligenceProfileIndicators/{intelligenceProfileIndicatorId}")
  JsonNode getIndicator(
      @Input(
              value = "intelligenceProfileIndicatorId",
              label = "Indicator",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "cHJvZkluZA==")
          String intelligenceProfileIndicatorId);
}
