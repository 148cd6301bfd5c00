package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Applications and managed identities as they exist in the tenant, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Service principals")
public interface ServicePrincipals {
  @Action(
      id = "servicePrincipal.get",
      label = "Get service principal",
      summary =
          "Returns an enterprise application, for example to see its publisher, its permissions and"
              + " whether it is enabled.",
      permissions = "Application.Read.All",
      returns = "servicePrincipal",
      keywords = {"application", "enterprise app", "oauth"},
      docs = "graph/api/serviceprincipal-get")
  @RequestLine("GET /v1.0/servicePrincipals/{servicePrincipalId}?$expand={expand}&$select={select}")
  JsonNode get(
      @Input(
              value = "servicePrincipalId",
              label = "Service principal",
              help =
                  "The object id of the service principal, not the application id. In an app"
                      + " consent it is clientId.",
              shape = GUID,
              required = true,
              example = "9a1c0b7e-2d3f-4c5a-8b6d-7e8f90a1b2c3")
          String servicePrincipalId,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Related objects to return as well.",
              shape = ODATA_LIST,
              example = "appRoleAssignments")
          String expand,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,appId,displayName,accountEnabled")
          String select);

  @Action(
      id = "servicePrincipal.disable",
      label = "Disable service principal",
      summary =
          "Disables an enterprise application, so that nobody can sign in to it and it gets no new"
              + " tokens. Tokens that were issued live on for an hour or more, and the consents"
              + " stay.",
      effect = CONTAIN,
      undo = "servicePrincipal.enable",
      permissions = "Application.ReadWrite.OwnedBy",
      alsoNeeds =
          "For an application that it does not own, the app needs Application.ReadWrite.All.",
      returns = "nothing",
      keywords = {"application", "enterprise app", "block", "consent phishing"},
      docs = "graph/api/serviceprincipal-update")
  @RequestLine("PATCH /v1.0/servicePrincipals/{servicePrincipalId}")
  @Fixed("{\"accountEnabled\":false}")
  void disable(
      @Input(
              value = "servicePrincipalId",
              label = "Service principal",
              help =
                  "The object id of the service principal, not the application id. In an app"
                      + " consent it is clientId.",
              shape = GUID,
              required = true,
              example = "9a1c0b7e-2d3f-4c5a-8b6d-7e8f90a1b2c3")
          String servicePrincipalId);

  @Action(
      id = "servicePrincipal.enable",
      label = "Enable service principal",
      summary =
          "Enables an enterprise application, so that people can sign in to it and it gets tokens"
              + " again.",
      effect = CONTAIN,
      releases = true,
      undo = "servicePrincipal.disable",
      permissions = "Application.ReadWrite.OwnedBy",
      alsoNeeds =
          "For an application that it does not own, the app needs Application.ReadWrite.All.",
      returns = "nothing",
      keywords = {"application", "enterprise app", "unblock", "release"},
      docs = "graph/api/serviceprincipal-update")
  @RequestLine("PATCH /v1.0/servicePrincipals/{servicePrincipalId}")
  @Fixed("{\"accountEnabled\":true}")
  void enable(
      @Input(
              value = "servicePrincipalId",
              label = "Service principal",
              help =
                  "The object id of the service principal, not the application id. In an app"
                      + " consent it is clientId.",
              shape = GUID,
              required = true,
              example = "9a1c0b7e-2d3f-4c5a-8b6d-7e8f90a1b2c3")
          String servicePrincipalId);
}
