package io.defenderflow.action.tenant;

import static io.defenderflow.catalogue.Shape.DOMAIN;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Domain names that belong to the tenant, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Tenant domains")
public interface TenantDomains {
  @Action(
      id = "domain.list",
      label = "List tenant domains",
      summary =
          "Returns the domain names that the tenant owns, for example to tell an inside address"
              + " from an outside one. A federated domain that nobody expects can be an attacker's"
              + " way back in.",
      permissions = "Domain.Read.All",
      returns = "domain collection",
      keywords = {"dns", "federation", "internal", "entra"},
      docs = "graph/api/domain-list")
  @RequestLine("GET /v1.0/domains?$select={select}&$top={top}")
  Page list(
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,authenticationType,isDefault,isVerified")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many domains Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "domain.get",
      label = "Get tenant domain",
      summary = "Returns one domain name of the tenant, verified or not, managed or federated.",
      permissions = "Domain.Read.All",
      returns = "domain",
      keywords = {"dns", "federation", "internal", "entra"},
      docs = "graph/api/domain-get")
  @RequestLine("GET /v1.0/domains/{domainName}")
  JsonNode get(
      @Input(
              value = "domainName",
              label = "Domain",
              help = "The domain name.",
              shape = DOMAIN,
              required = true,
              example = "northwharf.example")
          String domainName);
}
