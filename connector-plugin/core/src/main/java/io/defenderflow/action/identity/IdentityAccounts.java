package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.ID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/**
 * Accounts of a person in Active Directory, Entra ID and Okta as Defender for Identity sees them,
 * through Microsoft Graph.
 */
@Resource(service = Service.GRAPH, area = "Defender for Identity accounts")
public interface IdentityAccounts {
  @Action(
      id = "identity.account.list",
      label = "List identity accounts",
      summary =
          "Returns the identities that Defender for Identity knows, each with its accounts and the"
              + " actions that each account allows. It can be long; the result is cut where it"
              + " grows too large.",
      permissions = "SecurityIdentitiesAccount.Read.All",
      returns = "identityAccounts collection",
      keywords = {"defender for identity", "active directory", "okta"},
      docs = "graph/api/security-identitycontainer-list-identityaccounts")
  @RequestLine("GET /v1.0/security/identities/identityAccounts")
  Page list();

  @Action(
      id = "identity.account.get",
      label = "Get identity account",
      summary =
          "Returns one identity with its accounts. Read identifier and actions of an account here"
              + " before you act on it.",
      permissions = "SecurityIdentitiesAccount.Read.All",
      returns = "identityAccounts",
      keywords = {"defender for identity", "active directory", "okta"},
      docs = "graph/api/security-identityaccounts-get")
  @RequestLine("GET /v1.0/security/identities/identityAccounts/{identityId}")
  JsonNode get(
      @Input(
              value = "identityId",
              label = "Identity",
              help = "The id of the identity. The step \"List identity accounts\" returns it.",
              shape = ID,
              required = true,
              example = "5fe1d5a2-3d6e-4f7a-8b9c-0d1e2f3a4b5c")
          String identityId);

  @Action(
      id = "identity.account.invokeAction",
      label = "Act on identity account",
      summary =
          "Disables or enables an account in Active Directory or Okta, makes it change its"
              + " password, or ends its sessions, and returns a correlation id. Disable is taken"
              + " back with enable; the other actions cannot be taken back. Microsoft answers"
              + " before the directory has done it, so read the identity again. For Entra ID"
              + " accounts use the steps of the area Users.",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "SecurityIdentitiesActions.ReadWrite.All",
      returns =
          "invokeActionResult {accountId, action, identityProvider (sample: provider),"
              + " correlationId}",
      keywords = {
        "defender for identity",
        "active directory",
        "okta",
        "disable",
        "password reset",
        "block"
      },
      docs = "graph/api/security-identityaccounts-invokeaction")
  @RequestLine("POST /v1.0/security/identities/identityAccounts/{identityId}/invokeAction")
  JsonNode invokeAction(
      @Input(
              value = "identityId",
              label = "Identity",
              help = "The id of the identity. The step \"List identity accounts\" returns it.",
              shape = ID,
              required = true,
              example = "5fe1d5a2-3d6e-4f7a-8b9c-0d1e2f3a4b5c")
          String identityId,
      @Input(
              value = "accountId",
              label = "Account",
              help =
                  "The identifier of the account. The step \"Get identity account\" returns it in"
                      + " accounts.",
              required = true,
              example = "256db173-930a-4991-9061-0d51a9a93ba5")
          String accountId,
      @Input(
              value = "action",
              label = "Action",
              help =
                  "What happens to the account. Active Directory takes disable, enable and"
                      + " forcePasswordReset; Okta takes disable, enable and revokeAllSessions.",
              required = true,
              example = "disable")
          IdentityAccountAction action,
      @Input(
              value = "identityProvider",
              label = "Identity provider",
              help =
                  "Where the account lives: activeDirectory or okta. Microsoft does not carry out"
                      + " actions on entraID accounts here.",
              required = true,
              example = "activeDirectory")
          IdentityProvider identityProvider);
}
