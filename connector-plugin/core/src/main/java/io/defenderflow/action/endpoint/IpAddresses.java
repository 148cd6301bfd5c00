package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.IP;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** What Defender for Endpoint saw of IP addresses in the organization. */
@Resource(service = Service.ENDPOINT, area = "IP addresses")
public interface IpAddresses {

  @Action(
      id = "ip.alerts.list",
      label = "List alerts of IP address",
      summary =
          "Returns the alerts of Defender for Endpoint in which an address occurs; none where it"
              + " was never seen.",
      permissions = "Alert.Read.All",
      returns = "alert collection",
      keywords = {"mde", "address", "network"},
      docs = "defender-endpoint/api/get-ip-related-alerts")
  @RequestLine("GET /api/ips/{ip}/alerts")
  Page listAlerts(
      @Input(
              value = "ip",
              label = "IP address",
              help = "The IPv4 or IPv6 address.",
              shape = IP,
              required = true,
              example = "203.0.113.77")
          String ip);

  @Action(
      id = "ip.stats.get",
      label = "Get IP address statistics",
      summary =
          "Returns how often machines of the organization talked to an address, and when first and"
              + " last.",
      permissions = "Ip.Read.All",
      returns = "InOrgIPStats",
      keywords = {"mde", "address", "network", "prevalence"},
      docs = "defender-endpoint/api/get-ip-statistics")
  @RequestLine("GET /api/ips/{ip}/stats?lookBackHours={lookBackHours}")
  JsonNode getStats(
      @Input(
              value = "ip",
              label = "IP address",
              help = "The IPv4 or IPv6 address.",
              shape = IP,
              required = true,
              example = "203.0.113.77")
          String ip,
      @Input(
              value = "lookBackHours",
              label = "Hours to look back",
              help = "At most 720, which is also what an empty field means.",
              max = 720,
              example = "24")
          Integer lookBackHours);
}
