package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Delegated permissions that users or administrators gave to apps, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "App consents")
public interface OauthGrants {
  @Action(
      id = "oauthGrant.list",
      label = "List app consents",
      summary =
          "Returns the delegated permissions that apps hold in the tenant. With consentType"
              + " AllPrincipals an app acts for every user.",
      permissions = "Directory.Read.All",
      returns = "oAuth2PermissionGrant collection",
      keywords = {"oauth", "consent phishing", "permissions", "grants"},
      docs = "graph/api/oauth2permissiongrant-list")
  @RequestLine("GET /v1.0/oauth2PermissionGrants?$filter={filter}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on clientId (the service principal of the app), principalId (the"
                      + " user) or resourceId.",
              shape = ODATA_FILTER,
              example = "clientId eq '9a1c0b7e-2d3f-4c5a-8b6d-7e8f90a1b2c3'")
          String filter);

  @Action(
      id = "oauthGrant.delete",
      label = "Delete app consent",
      summary =
          "Removes the delegated permissions that an app holds for a user or for the whole tenant."
              + " Tokens that the app holds live on until they expire; revoke the sessions of the"
              + " user as well. It cannot be taken back; somebody must consent again.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "DelegatedPermissionGrant.ReadWrite.All",
      returns = "nothing",
      keywords = {"oauth", "consent phishing", "permissions", "revoke"},
      docs = "graph/api/oauth2permissiongrant-delete")
  @RequestLine("DELETE /v1.0/oauth2PermissionGrants/{grantId}")
  void delete(
      @Input(
              value = "grantId",
              label = "App consent",
              help =
                  "The id of the consent. The steps \"List app consents\" and \"List app consents"
                      + " of user\" return it.",
              shape = ID,
              required = true,
              example = "h2dS-kXmZ0Cl")
          String grantId);
}
