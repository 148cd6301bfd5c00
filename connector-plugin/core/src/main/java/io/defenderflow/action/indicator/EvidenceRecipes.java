package io.defenderflow.action.indicator;

import static io.defenderflow.catalogue.Shape.ALERT_ID;
import static io.defenderflow.catalogue.Shape.NUMBER_ID;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.action.incident.Alerts;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Indicators out of the evidence of incidents and alerts. */
@Resource(service = Service.GRAPH, area = "Indicators")
public final class EvidenceRecipes {
  private final Incidents incidents;
  private final Alerts alerts;

  public EvidenceRecipes(Calls calls) {
    this.incidents = calls.of(Incidents.class);
    this.alerts = calls.of(Alerts.class);
  }

  @Action(
      id = "incident.indicators",
      label = "Get indicators of incident",
      summary =
          "Collects the hashes, addresses, URLs, domains and mailboxes that the evidence of an"
              + " incident names, each once, with verdict and alerts, as a list and as a STIX 2.1"
              + " bundle. The types are those of \"Submit indicator\"; EmailAddress cannot be"
              + " submitted.",
      uses = "incident.get",
      returns = "indicators, their count, and stix with the bundle",
      keywords = {"ioc", "stix", "hash", "ip", "url", "domain", "mailbox", "evidence"},
      docs = "graph/api/security-incident-get")
  public JsonNode ofIncident(
      @Input(
              value = "incidentId",
              label = "Incident",
              help = "The number of the incident.",
              shape = NUMBER_ID,
              required = true)
          String incidentId,
      @Input(
              value = "maliciousOnly",
              label = "Malicious only",
              help = "true leaves out what Microsoft judged neither malicious nor suspicious.")
          Boolean maliciousOnly,
      @Input(
              value = "withoutPrivateAddresses",
              label = "Leave out private addresses",
              help =
                  "true leaves out addresses of internal networks. Otherwise they are there, with"
                      + " private=true.")
          Boolean withoutPrivateAddresses,
      @Input(
              value = "domainsOfUrls",
              label = "Add the domains of URLs",
              help =
                  "true adds the domain of every URL. Check them before you block them: a bad page"
                      + " can be on a good site.")
          Boolean domainsOfUrls) {
    EvidenceIndicators found = new EvidenceIndicators();
    incidents.get(incidentId, "alerts").path("alerts").forEach(found::add);
    return result(
        found, "incident " + incidentId, maliciousOnly, withoutPrivateAddresses, domainsOfUrls);
  }

  @Action(
      id = "alert.indicators",
      label = "Get indicators of alert",
      summary =
          "Collects the hashes, addresses, URLs, domains and mailboxes that the evidence of an"
              + " alert names, each once, with verdict, as a list and as a STIX 2.1 bundle. The"
              + " types are those of \"Submit indicator\"; EmailAddress cannot be submitted.",
      uses = "alert.get",
      returns = "indicators, their count, and stix with the bundle",
      keywords = {"ioc", "stix", "hash", "ip", "url", "domain", "mailbox", "evidence"},
      docs = "graph/api/security-alert-get")
  public JsonNode ofAlert(
      @Input(
              value = "alertId",
              label = "Alert",
              help = "The id of the alert.",
              shape = ALERT_ID,
              required = true)
          String alertId,
      @Input(
              value = "maliciousOnly",
              label = "Malicious only",
              help = "true leaves out what Microsoft judged neither malicious nor suspicious.")
          Boolean maliciousOnly,
      @Input(
              value = "withoutPrivateAddresses",
              label = "Leave out private addresses",
              help =
                  "true leaves out addresses of internal networks. Otherwise they are there, with"
                      + " private=true.")
          Boolean withoutPrivateAddresses,
      @Input(
              value = "domainsOfUrls",
              label = "Add the domains of URLs",
              help =
                  "true adds the domain of every URL. Check them before you block them: a bad page"
                      + " can be on a good site.")
          Boolean domainsOfUrls) {
    EvidenceIndicators found = new EvidenceIndicators();
    found.add(alerts.get(alertId));
    return result(found, "alert " + alertId, maliciousOnly, withoutPrivateAddresses, domainsOfUrls);
  }

  private static JsonNode result(
      EvidenceIndicators found,
      String source,
      Boolean maliciousOnly,
      Boolean withoutPrivateAddresses,
      Boolean domainsOfUrls) {
    if (Boolean.TRUE.equals(domainsOfUrls)) {
      found.addDomainsOfUrls();
    }
    if (Boolean.TRUE.equals(maliciousOnly)) {
      found.leaveOutHarmless();
    }
    if (Boolean.TRUE.equals(withoutPrivateAddresses)) {
      found.leaveOutPrivateAddresses();
    }
    return found.result(source);
  }
}
