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

/** Host names and IP addresses of the internet, as Defender Threat Intelligence saw them. */
@Resource(service = Service.GRAPH, area = "Internet hosts")
public interface Hosts {
  @Action(
      id = "ti.host.get",
      label = "Get internet host",
      summary =
          "Returns what Microsoft knows of a host name or an IP address: when it was first and last"
              + " seen, its network and registrar. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "host (hostname or ipAddress)",
      keywords = {"domain", "ip", "whois", "mdti"},
      docs = "graph/api/security-host-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hosts/{hostId}")
  JsonNode get(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId);

  @Action(
      id = "ti.host.reputation.get",
      label = "Get reputation of host",
      summary =
          "Returns how dangerous a host is: a score from 0 to 100, a classification and the rules"
              + " behind it. Use it to decide whether to block. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostReputation {classification, score, rules}",
      keywords = {"score", "malicious", "verdict"},
      docs = "graph/api/security-host-get-reputation")
  @RequestLine("GET /v1.0/security/threatIntelligence/hosts/{hostId}/reputation")
  JsonNode getReputation(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId);

  @Action(
      id = "ti.host.whois.get",
      label = "Get WHOIS record of host",
      summary =
          "Returns the current WHOIS record of a host: registrar, dates and contacts. The tenant"
              + " needs a licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "whoisRecord",
      keywords = {"registration", "owner"},
      docs = "graph/api/security-whoisrecord-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hosts/{hostId}/whois")
  JsonNode getWhois(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId);

  @Action(
      id = "ti.host.hostPairs.list",
      label = "List host pairs of host",
      summary =
          "Returns the pages that refer to a host and those it refers to, for example by redirects"
              + " or scripts. The tenant needs a licence for Defender Threat Intelligence and its"
              + " API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostPair collection",
      keywords = {"redirect", "link"},
      docs = "graph/api/security-host-list-hostpairs")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/hostPairs?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listHostPairs(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on linkKind.",
              shape = ODATA_FILTER,
              example = "linkKind eq 'redirect'")
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
              example = "id,linkKind")
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
      id = "ti.host.childHostPairs.list",
      label = "List child host pairs of host",
      summary =
          "Returns the host pairs in which the host is the one that refers: where its pages lead"
              + " to. The tenant needs a licence for Defender Threat Intelligence and its API"
              + " add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostPair collection",
      keywords = {"redirect", "link"},
      docs = "graph/api/security-host-list-childhostpairs")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/childHostPairs?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listChildHostPairs(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on linkKind.",
              shape = ODATA_FILTER,
              example = "linkKind eq 'redirect'")
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
              example = "id,linkKind")
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
      id = "ti.host.parentHostPairs.list",
      label = "List parent host pairs of host",
      summary =
          "Returns the host pairs in which the host is referred to: which pages lead to it. The"
              + " tenant needs a licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostPair collection",
      keywords = {"redirect", "link"},
      docs = "graph/api/security-host-list-parenthostpairs")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/parentHostPairs?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listParentHostPairs(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on linkKind.",
              shape = ODATA_FILTER,
              example = "linkKind eq 'redirect'")
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
              example = "id,linkKind")
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
      id = "ti.host.components.list",
      label = "List web components of host",
      summary =
          "Returns the web servers, frameworks and other software seen on a host. The tenant needs"
              + " a licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostComponent collection",
      keywords = {"technology"},
      docs = "graph/api/security-host-list-components")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/components?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listComponents(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on category or name.",
              shape = ODATA_FILTER,
              example = "category eq 'Server'")
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
              example = "id,name,version")
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
      id = "ti.host.cookies.list",
      label = "List cookies of host",
      summary =
          "Returns the cookies that a host was seen to set. Shared cookies tie hosts of one actor"
              + " together. The tenant needs a licence for Defender Threat Intelligence and its API"
              + " add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostCookie collection",
      keywords = {"tracking"},
      docs = "graph/api/security-host-list-cookies")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/cookies?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listCookies(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on name or domain.",
              shape = ODATA_FILTER,
              example = "name eq 'sessionid'")
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
              example = "id,name,domain")
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
      id = "ti.host.passiveDns.list",
      label = "List passive DNS of host",
      summary =
          "Returns what a host name resolved to in the past, or which names pointed to an address."
              + " The tenant needs a licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "passiveDnsRecord collection",
      keywords = {"resolution", "history"},
      docs = "graph/api/security-host-list-passivedns")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/passiveDns?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listPassiveDns(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on recordType.",
              shape = ODATA_FILTER,
              example = "recordType eq 'A'")
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
              example = "id,recordType,artifact")
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
      id = "ti.host.passiveDnsReverse.list",
      label = "List reverse passive DNS of host",
      summary =
          "Returns the records of other hosts that pointed to this host. The tenant needs a licence"
              + " for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "passiveDnsRecord collection",
      keywords = {"resolution", "history", "reverse"},
      docs = "graph/api/security-host-list-passivednsreverse")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/passiveDnsReverse?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listPassiveDnsReverse(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on recordType.",
              shape = ODATA_FILTER,
              example = "recordType eq 'CNAME'")
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
              example = "id,recordType,artifact")
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
      id = "ti.host.ports.list",
      label = "List open ports of host",
      summary =
          "Returns the ports of an IP address that were seen open, with banners and services. The"
              + " tenant needs a licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostPort collection",
      keywords = {"scan", "service"},
      docs = "graph/api/security-host-list-ports")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/ports?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listPorts(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on port or status.",
              shape = ODATA_FILTER,
              example = "port eq 443")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "port")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,port,status")
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
      id = "ti.host.sslCertificates.list",
      label = "List TLS certificates of host",
      summary =
          "Returns the certificates that a host showed. A shared certificate leads to further hosts"
              + " of an actor. The tenant needs a licence for Defender Threat Intelligence and its"
              + " API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostSslCertificate collection",
      keywords = {"ssl", "certificate"},
      docs = "graph/api/security-host-list-sslcertificates")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/sslCertificates?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listSslCertificates(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
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
              example = "id,ports")
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
      id = "ti.host.subdomains.list",
      label = "List subdomains of host",
      summary =
          "Returns the known subdomains of a domain. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "subdomain collection",
      keywords = {"dns"},
      docs = "graph/api/security-host-list-subdomains")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/subdomains?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listSubdomains(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on firstSeenDateTime.",
              shape = ODATA_FILTER,
              example = "firstSeenDateTime ge 2026-11-01T00:00:00Z")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "firstSeenDateTime desc")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,firstSeenDateTime")
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
      id = "ti.host.trackers.list",
      label = "List web trackers of host",
      summary =
          "Returns the analytics codes on the pages of a host. The same code on two hosts hints at"
              + " one owner. The tenant needs a licence for Defender Threat Intelligence and its"
              + " API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostTracker collection",
      keywords = {"analytics"},
      docs = "graph/api/security-host-list-trackers")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/hosts/{hostId}/trackers?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listTrackers(
      @Input(
              value = "hostId",
              label = "Host",
              help = "A host name or an IP address.",
              shape = ID,
              required = true,
              example = "files.example.net")
          String hostId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on kind or value.",
              shape = ODATA_FILTER,
              example = "kind eq 'GoogleAnalyticsAccountNumber'")
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
              example = "id,kind,value")
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
