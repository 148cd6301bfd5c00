package io.defenderflow.action.tenant;

import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Rules that decide who may sign in under which conditions, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Conditional access policies")
public interface ConditionalAccessPolicies {
  @Action(
      id = "conditionalAccessPolicy.list",
      label = "List conditional access policies",
      summary =
          "Returns the conditional access policies with conditions and controls. Use it to see"
              + " whether a risky user or a blocked group has any effect.",
      permissions = "Policy.Read.All",
      returns = "conditionalAccessPolicy collection",
      keywords = {"mfa", "block", "zero trust", "entra"},
      docs = "graph/api/conditionalaccessroot-list-policies")
  @RequestLine(
      "GET /v1.0/identity/conditionalAccess/policies?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the number of matching policies as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on displayName or state (enabled, disabled,"
                      + " enabledForReportingButNotEnforced).",
              shape = ODATA_FILTER,
              example = "state eq 'enabled'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help =
                  "The property to sort by, such as displayName; add desc to turn the order"
                      + " around.",
              shape = ODATA_LIST,
              example = "displayName")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,state,conditions,grantControls")
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
              help = "How many policies Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "conditionalAccessPolicy.get",
      label = "Get conditional access policy",
      summary = "Returns one conditional access policy with conditions and controls.",
      permissions = "Policy.Read.All",
      returns = "conditionalAccessPolicy",
      keywords = {"mfa", "block", "zero trust", "entra"},
      docs = "graph/api/conditionalaccesspolicy-get")
  @RequestLine("GET /v1.0/identity/conditionalAccess/policies/{policyId}?$select={select}")
  JsonNode get(
      @Input(
              value = "policyId",
              label = "Policy",
              help =
                  "The id of the policy. The step \"List conditional access policies\" returns it.",
              shape = GUID,
              required = true,
              example = "7359d0e0-d8a9-4afa-8a93-e23e099d7be8")
          String policyId,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,state,conditions,grantControls")
          String select);
}
