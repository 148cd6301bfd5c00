package io.defenderflow.action.tenant;

import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** The tenant itself, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Organization")
public interface Organizations {
  @Action(
      id = "organization.list",
      label = "List organization",
      summary =
          "Returns the tenant with its name, its licences and its contacts for security. The list"
              + " has one entry, since an app sees its own tenant only.",
      permissions = "Organization.Read.All",
      returns = "organization collection",
      keywords = {"tenant", "company", "contact"},
      docs = "graph/api/organization-list")
  @RequestLine("GET /v1.0/organization?$select={select}")
  Page list(
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,verifiedDomains,securityComplianceNotificationMails")
          String select);

  @Action(
      id = "organization.get",
      label = "Get organization",
      summary = "Returns the tenant by its id.",
      permissions = "Organization.Read.All",
      returns = "organization",
      keywords = {"tenant", "company", "contact"},
      docs = "graph/api/organization-get")
  @RequestLine("GET /v1.0/organization/{tenantId}?$select={select}")
  JsonNode get(
      @Input(
              value = "tenantId",
              label = "Tenant",
              help = "The tenant id.",
              shape = GUID,
              required = true,
              example = "84841066-274d-4ec0-a5c1-276be684bdd3")
          String tenantId,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,verifiedDomains,securityComplianceNotificationMails")
          String select);

  @Action(
      id = "organization.branding.get",
      label = "Get sign-in branding",
      summary =
          "Returns the look of the sign-in page. It ends in NOT_FOUND where the tenant has none."
              + " Compare it with a page that was used for phishing.",
      permissions = "OrganizationalBranding.Read.All",
      returns = "organizationalBranding",
      keywords = {"tenant", "logo", "sign-in page", "phishing"},
      docs = "graph/api/organizationalbranding-get")
  @RequestLine("GET /v1.0/organization/{tenantId}/branding")
  JsonNode getBranding(
      @Input(
              value = "tenantId",
              label = "Tenant",
              help = "The tenant id.",
              shape = GUID,
              required = true,
              example = "84841066-274d-4ec0-a5c1-276be684bdd3")
          String tenantId);
}
