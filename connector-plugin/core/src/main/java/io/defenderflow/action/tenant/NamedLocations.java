package io.defenderflow.action.tenant;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Networks and countries to which conditional access policies refer, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Named locations")
public interface NamedLocations {
  @Action(
      id = "namedLocation.list",
      label = "List named locations",
      summary =
          "Returns the named locations of the tenant. The property @odata.type tells IP ranges from"
              + " countries.",
      permissions = "Policy.Read.All",
      returns = "namedLocation collection",
      keywords = {"conditional access", "network", "ip", "country"},
      docs = "graph/api/conditionalaccessroot-list-namedlocations")
  @RequestLine(
      "GET /v1.0/identity/conditionalAccess/namedLocations?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the number of matching locations as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter, for example on displayName, createdDateTime or the kind of"
                      + " location.",
              shape = ODATA_FILTER,
              example = "isof('microsoft.graph.ipNamedLocation')")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help =
                  "The property to sort by, such as displayName; add desc to turn the order"
                      + " around.",
              shape = ODATA_LIST,
              example = "displayName")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,modifiedDateTime")
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
              help = "How many locations Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "namedLocation.get",
      label = "Get named location",
      summary =
          "Returns one named location with its IP ranges or countries. Read it before you change"
              + " its IP ranges.",
      permissions = "Policy.Read.All",
      returns = "namedLocation",
      keywords = {"conditional access", "network", "ip", "country"},
      docs = "graph/api/namedlocation-get")
  @RequestLine("GET /v1.0/identity/conditionalAccess/namedLocations/{locationId}")
  JsonNode get(
      @Input(
              value = "locationId",
              label = "Named location",
              help = "The id of the location. The step \"List named locations\" returns it.",
              shape = GUID,
              required = true,
              example = "0854951d-5fc0-4eb1-b392-9b2c9d7949c2")
          String locationId);

  @Action(
      id = "namedLocation.updateIpRanges",
      label = "Replace IP ranges of named location",
      summary =
          "Replaces all IP ranges of a named location, for example of one that a conditional access"
              + " policy blocks. Ranges that you do not name are gone: read the location first, add"
              + " to its ranges, and keep the old list, since the same step with the old list takes"
              + " it back. A wrong range can lock everybody out.",
      effect = CONTAIN,
      undo = "namedLocation.updateIpRanges",
      permissions = {"Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"},
      returns = "nothing",
      keywords = {"conditional access", "network", "block ip", "firewall"},
      docs = "graph/api/ipnamedlocation-update")
  @RequestLine("PATCH /v1.0/identity/conditionalAccess/namedLocations/{locationId}")
  @Fixed("{\"@odata.type\":\"#microsoft.graph.ipNamedLocation\"}")
  void updateIpRanges(
      @Input(
              value = "locationId",
              label = "Named location",
              help = "The id of the location. The step \"List named locations\" returns it.",
              shape = GUID,
              required = true,
              example = "0854951d-5fc0-4eb1-b392-9b2c9d7949c2")
          String locationId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "A new name. Empty keeps the present one.",
              max = 256,
              example = "Blocked networks")
          String displayName,
      @Input(
              value = "isTrusted",
              label = "Trusted",
              help =
                  "Choose true where policies may trust sign-ins from these ranges. A location that"
                      + " is to be blocked must not be trusted.",
              example = "false")
          Boolean isTrusted,
      @Input(
              value = "ipRanges",
              label = "IP ranges",
              help =
                  "A JSON list of all ranges, each with @odata.type (#microsoft.graph.iPv4CidrRange"
                      + " or #microsoft.graph.iPv6CidrRange) and cidrAddress; 2,000 at most.",
              max = 2000,
              example =
                  "[{\"@odata.type\":\"#microsoft.graph.iPv4CidrRange\",\"cidrAddress\":\"198.51.100.0/24\"}]")
          List<JsonNode> ipRanges);
}
