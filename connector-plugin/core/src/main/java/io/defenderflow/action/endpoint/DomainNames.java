package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.DOMAIN;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** What Defender for Endpoint saw of domains in the organization. */
@Resource(service = Service.ENDPOINT, area = "Domains and URLs")
public interface DomainNames {

  @Action(
      id = "domain.alerts.list",
      label = "List alerts of domain",
      summary =
          "Returns the alerts of Defender for Endpoint in which a domain occurs; none where it was"
              + " never seen. Microsoft names no permission that reads only.",
      permissions = "Alert.ReadWrite.All",
      returns = "alert collection",
      keywords = {"mde", "url", "host", "dns"},
      docs = "defender-endpoint/api/get-domain-related-alerts")
  @RequestLine("GET /api/domains/{domain}/alerts")
  Page listAlerts(
      @Input(
              value = "domain",
              label = "Domain",
              help = "The domain name without http:// and without a path.",
              shape = DOMAIN,
              required = true)
          String domain);

  @Action(
      id = "domain.machines.list",
      label = "List machines that contacted domain",
      summary =
          "Returns the machines that talked to a domain, 500 at most; none where it was never"
              + " seen.",
      permissions = "Machine.Read.All",
      returns = "machine collection",
      keywords = {"mde", "url", "host", "dns", "device"},
      docs = "defender-endpoint/api/get-domain-related-machines")
  @RequestLine("GET /api/domains/{domain}/machines")
  Page listMachines(
      @Input(
              value = "domain",
              label = "Domain",
              help = "The domain name without http:// and without a path.",
              shape = DOMAIN,
              required = true)
          String domain);

  @Action(
      id = "domain.stats.get",
      label = "Get domain statistics",
      summary =
          "Returns how often machines of the organization talked to a domain, and when first and"
              + " last.",
      permissions = "Url.Read.All",
      returns = "InOrgDomainStats",
      keywords = {"mde", "url", "host", "prevalence"},
      docs = "defender-endpoint/api/get-domain-statistics")
  @RequestLine("GET /api/domains/{domain}/stats?lookBackHours={lookBackHours}")
  JsonNode getStats(
      @Input(
              value = "domain",
              label = "Domain",
              help = "The domain name without http:// and without a path.",
              shape = DOMAIN,
              required = true)
          String domain,
      @Input(
              value = "lookBackHours",
              label = "Hours to look back",
              help = "At most 720, which is also what an empty field means.",
              max = 720,
              example = "24")
          Integer lookBackHours);
}
