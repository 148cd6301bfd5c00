package io.defenderflow.action.intelligence;

import static io.defenderflow.catalogue.Shape.ID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Single findings about internet hosts, by the ids that the lists of a host return. */
@Resource(service = Service.GRAPH, area = "Internet hosts")
public interface HostArtifacts {
  @Action(
      id = "ti.hostComponent.get",
      label = "Get web component",
      summary =
          "Returns one web component that was seen on a host. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostComponent",
      docs = "graph/api/security-hostcomponent-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hostComponents/{hostComponentId}")
  JsonNode getComponent(
      @Input(
              value = "hostComponentId",
              label = "Component",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "Y29tcA==")
          String hostComponentId);

  @Action(
      id = "ti.hostCookie.get",
      label = "Get host cookie",
      summary =
          "Returns one cookie that a host set. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostCookie",
      docs = "graph/api/security-hostcookie-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hostCookies/{hostCookieId}")
  JsonNode getCookie(
      @Input(
              value = "hostCookieId",
              label = "Cookie",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "Y29va2ll")
          String hostCookieId);

  @Action(
      id = "ti.hostPair.get",
      label = "Get host pair",
      summary =
          "Returns one pair of hosts and how they are linked. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostPair",
      docs = "graph/api/security-hostpair-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hostPairs/{hostPairId}")
  JsonNode getHostPair(
      @Input(
              value = "hostPairId",
              label = "Host pair",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "cGFpcg==")
          String hostPairId);

  @Action(
      id = "ti.hostPort.get",
      label = "Get host port",
      summary =
          "Returns one port of an address with its banners and services. The tenant needs a licence"
              + " for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostPort",
      docs = "graph/api/security-hostport-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hostPorts/{hostPortId}")
  JsonNode getPort(
      @Input(
              value = "hostPortId",
              label = "Port",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "cG9ydA==")
          String hostPortId);

  @Action(
      id = "ti.hostSslCertificate.get",
      label = "Get TLS certificate of host",
      summary =
          "Returns where and when one host showed one certificate. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostSslCertificate",
      docs = "graph/api/security-hostsslcertificate-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hostSslCertificates/{hostSslCertificateId}")
  JsonNode getSslCertificate(
      @Input(
              value = "hostSslCertificateId",
              label = "Certificate of host",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "c3Nsb2Y=")
          String hostSslCertificateId);

  @Action(
      id = "ti.hostTracker.get",
      label = "Get web tracker",
      summary =
          "Returns one web tracker of a host. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "hostTracker",
      docs = "graph/api/security-hosttracker-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/hostTrackers/{hostTrackerId}")
  JsonNode getTracker(
      @Input(
              value = "hostTrackerId",
              label = "Tracker",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "dHJr")
          String hostTrackerId);

  @Action(
      id = "ti.passiveDnsRecord.get",
      label = "Get passive DNS record",
      summary =
          "Returns one passive DNS record. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "passiveDnsRecord",
      docs = "graph/api/security-passivednsrecord-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/passiveDnsRecords/{passiveDnsRecordId}")
  JsonNode getPassiveDnsRecord(
      @Input(
              value = "passiveDnsRecordId",
              label = "DNS record",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "cGRucw==")
          String passiveDnsRecordId);

  @Action(
      id = "ti.subdomain.get",
      label = "Get subdomain",
      summary =
          "Returns one subdomain and when it was first seen. The tenant needs a licence for"
              + " Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "subdomain",
      docs = "graph/api/security-subdomain-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/subdomains/{subdomainId}")
  JsonNode getSubdomain(
      @Input(
              value = "subdomainId",
              label = "Subdomain",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "d3d3LmZpbGVzLmV4YW1wbGUubmV0")
          String subdomainId);
}
