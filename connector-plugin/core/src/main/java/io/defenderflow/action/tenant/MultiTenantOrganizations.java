package io.defenderflow.action.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Tenants that form one organization, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Multitenant organization")
public interface MultiTenantOrganizations {
  @Action(
      id = "multiTenantOrganization.get",
      label = "Get multitenant organization",
      summary =
          "Returns the multitenant organization to which the tenant belongs. Its state is inactive"
              + " where there is none.",
      permissions = "MultiTenantOrganization.Read.All",
      returns = "multiTenantOrganization",
      keywords = {"tenants", "cross-tenant", "mto"},
      docs = "graph/api/multitenantorganization-get")
  @RequestLine("GET /v1.0/tenantRelationships/multiTenantOrganization")
  JsonNode get();

  @Action(
      id = "multiTenantOrganization.tenants.list",
      label = "List tenants of organization",
      summary = "Returns the tenants of the multitenant organization with their role and state.",
      permissions = "MultiTenantOrganization.Read.All",
      returns = "multiTenantOrganizationMember collection",
      keywords = {"tenants", "cross-tenant", "mto"},
      docs = "graph/api/multitenantorganization-list-tenants")
  @RequestLine("GET /v1.0/tenantRelationships/multiTenantOrganization/tenants")
  Page listTenants();
}
