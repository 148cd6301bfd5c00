package io.defenderflow.action.tenant;

import static io.defenderflow.catalogue.Shape.DATE_TIME;
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

/** Networks, traffic and alerts of Global Secure Access, through Microsoft Graph (beta). */
@Resource(service = Service.GRAPH, area = "Global Secure Access")
public interface NetworkAccess {
  @Action(
      id = "networkAccess.alert.list",
      label = "List network access alerts",
      summary =
          "Returns the alerts of Global Secure Access. Microsoft offers this call in beta only and"
              + " may change it.",
      permissions = "NetworkAccess-Reports.Read.All",
      returns = "alert (networkaccess) collection",
      keywords = {"sse", "global secure access", "alert"},
      docs = "graph/api/networkaccess-networkaccessroot-list-alerts")
  @RequestLine("GET /beta/networkAccess/alerts")
  Page listAlerts();

  @Action(
      id = "networkAccess.branch.list",
      label = "List branch sites",
      summary =
          "Returns the branch sites that are connected to Global Secure Access. Microsoft replaces"
              + " this call with \"List remote networks\", offers it in beta only and may change"
              + " it.",
      permissions = "NetworkAccess.Read.All",
      returns = "branchSite collection",
      keywords = {"sse", "global secure access", "network"},
      docs = "graph/api/networkaccess-connectivity-list-branches")
  @RequestLine("GET /beta/networkAccess/connectivity/branches")
  Page listBranches();

  @Action(
      id = "networkAccess.branch.get",
      label = "Get branch site",
      summary =
          "Returns one branch site of Global Secure Access. Microsoft offers this call in beta only"
              + " and may change it.",
      permissions = "NetworkAccess.Read.All",
      returns = "branchSite",
      keywords = {"sse", "global secure access", "network"},
      docs = "graph/api/networkaccess-branchsite-get")
  @RequestLine("GET /beta/networkAccess/connectivity/branches/{branchSiteId}")
  JsonNode getBranch(
      @Input(
              value = "branchSiteId",
              label = "Branch site",
              help = "The id of the branch site. The step \"List branch sites\" returns it.",
              shape = GUID,
              required = true,
              example = "e5d4c3b2-1a0f-4e9d-8cb7-a69584736251")
          String branchSiteId);

  @Action(
      id = "networkAccess.remoteNetwork.list",
      label = "List remote networks",
      summary =
          "Returns the remote networks that are connected to Global Secure Access. Microsoft offers"
              + " this call in beta only and may change it.",
      permissions = "NetworkAccess.Read.All",
      returns = "remoteNetwork collection",
      keywords = {"sse", "global secure access", "network", "branch"},
      docs = "graph/api/networkaccess-connectivity-list-remotenetworks")
  @RequestLine("GET /beta/networkAccess/connectivity/remoteNetworks")
  Page listRemoteNetworks();

  @Action(
      id = "networkAccess.trafficLog.list",
      label = "List network traffic",
      summary =
          "Returns the connections that went through Global Secure Access, up to 30 days back."
              + " Microsoft offers this call in beta only and may change it.",
      permissions = "NetworkAccess-Reports.Read.All",
      returns = "networkAccessTraffic collection",
      keywords = {"sse", "global secure access", "proxy", "log"},
      docs = "graph/api/networkaccess-logs-list-traffic")
  @RequestLine(
      "GET /beta/networkAccess/logs/traffic?$count={count}&$filter={filter}&$orderby={orderby}&$skip={skip}&$top={top}")
  Page listTraffic(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matching connections as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on properties such as createdDateTime, userPrincipalName,"
                      + " destinationFqdn, destinationIp or action.",
              shape = ODATA_FILTER,
              example =
                  "createdDateTime ge 2026-11-20T00:00:00Z and destinationFqdn eq"
                      + " 'files.example.net'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest first.",
              shape = ODATA_LIST,
              example = "createdDateTime desc")
          String orderby,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many connections Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "networkAccess.report.destinationSummaries",
      label = "List network destinations",
      summary =
          "Returns to which destinations traffic went in a time span, with the number of"
              + " connections, users or devices. Microsoft offers this call in beta only and may"
              + " change it.",
      permissions = "NetworkAccess-Reports.Read.All",
      returns = "destinationSummary collection",
      keywords = {"sse", "global secure access", "report"},
      docs = "graph/api/networkaccess-reports-getdestinationsummaries")
  @RequestLine(
      "GET /beta/networkAccess/reports/getDestinationSummaries(startDateTime={start},endDateTime={end},aggregatedBy='{aggregatedBy}')")
  Page listDestinationSummaries(
      @Input(
              value = "start",
              label = "From",
              help = "The date and time at which the time span begins.",
              shape = DATE_TIME,
              required = true,
              example = "2026-11-20T00:00:00Z")
          String start,
      @Input(
              value = "end",
              label = "To",
              help = "The date and time at which the time span ends.",
              shape = DATE_TIME,
              required = true,
              example = "2026-11-21T00:00:00Z")
          String end,
      @Input(
              value = "aggregatedBy",
              label = "Grouped by",
              help = "What is counted for each destination.",
              required = true,
              example = "devices")
          AggregationFilter aggregatedBy);
}
