package io.defenderflow.action.tenant;

import static io.defenderflow.catalogue.Shape.GUID;
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

/** People outside of the tenant whom its address book lists, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Organizational contacts")
public interface OrgContacts {
  @Action(
      id = "orgContact.list",
      label = "List organizational contacts",
      summary =
          "Returns the contacts of the address book that match, for example to see whether an"
              + " outside sender is a known partner.",
      permissions = "OrgContact.Read.All",
      returns = "orgContact collection",
      keywords = {"address book", "external", "partner"},
      docs = "graph/api/orgcontact-list")
  @RequestLine(
      "GET /v1.0/contacts?$count={count}&$expand={expand}&$filter={filter}&$orderby={orderby}&$search={search}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matching contacts as well.")
          Boolean count,
      @Input(
              value = "expand",
              label = "Expand",
              help = "One related object to return as well, such as manager.",
              shape = ODATA_LIST,
              example = "manager")
          String expand,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on properties such as mail, displayName or companyName.",
              shape = ODATA_FILTER,
              example = "startswith(mail,'lena')")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by, such as displayName.",
              shape = ODATA_LIST,
              example = "displayName")
          String orderby,
      @Input(
              value = "search",
              label = "Search",
              help = "Words to look for in displayName or mail, in double quotes.",
              shape = ODATA_SEARCH,
              example = "\"displayName:lena\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,mail,companyName")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many contacts Microsoft sends at a time; 999 at most.",
              max = 999,
              example = "100")
          Integer top);

  @Action(
      id = "orgContact.get",
      label = "Get organizational contact",
      summary = "Returns one contact of the address book.",
      permissions = "OrgContact.Read.All",
      returns = "orgContact",
      keywords = {"address book", "external", "partner"},
      docs = "graph/api/orgcontact-get")
  @RequestLine("GET /v1.0/contacts/{contactId}")
  JsonNode get(
      @Input(
              value = "contactId",
              label = "Contact",
              help = "The id of the contact. The step \"List organizational contacts\" returns it.",
              shape = GUID,
              required = true,
              example = "25caf6a2-d5cb-470d-8940-20ba795ef62d")
          String contactId);
}
