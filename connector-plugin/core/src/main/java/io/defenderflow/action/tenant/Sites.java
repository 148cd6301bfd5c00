package io.defenderflow.action.tenant;

import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;
import static io.defenderflow.catalogue.Shape.ODATA_SEARCH;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** SharePoint sites, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "SharePoint sites")
public interface Sites {
  @Action(
      id = "site.list",
      label = "Find SharePoint sites",
      summary = "Returns the SharePoint sites that match the search words.",
      permissions = "Sites.Read.All",
      returns = "site collection",
      keywords = {"sharepoint", "onedrive", "search", "list"},
      docs = "graph/api/site-list")
  @RequestLine("GET /v1.0/sites?$filter={filter}&$search={search}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter, such as isPersonalSite eq false, which leaves OneDrive out."
                      + " Microsoft takes siteCollection/root ne null only without search words.",
              shape = ODATA_FILTER,
              example = "isPersonalSite eq false")
          String filter,
      @Input(
              value = "search",
              label = "Search",
              help = "Words to look for in name and address of the sites. An asterisk finds all.",
              shape = ODATA_SEARCH,
              example = "harbour")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,webUrl")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many sites Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "site.get",
      label = "Get SharePoint site",
      summary = "Returns one SharePoint site with its address.",
      permissions = "Sites.Read.All",
      returns = "site",
      keywords = {"sharepoint", "onedrive"},
      docs = "graph/api/site-get")
  @RequestLine("GET /v1.0/sites/{siteId}?$select={select}")
  JsonNode get(
      @Input(
              value = "siteId",
              label = "Site",
              help =
                  "The id of the site: host name, site collection id and site id with commas"
                      + " between. The step \"Find SharePoint sites\" returns it.",
              shape = ID,
              required = true,
              example =
                  "northwharf.sharepoint.example,da60e844-ba1d-49bc-b4d4-d5e36bae9019,712a596e-90a1-49e3-9b48-bfa80bee8740")
          String siteId,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,webUrl")
          String select);
}
