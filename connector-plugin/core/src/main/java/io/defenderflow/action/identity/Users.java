package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;
import static io.defenderflow.catalogue.Shape.ODATA_SEARCH;
import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** User accounts of Entra ID, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Users")
public interface Users {

  @Action(
      id = "user.get",
      label = "Get user",
      summary =
          "Returns one user. Without a selection Microsoft sends only the basic fields; name the"
              + " fields you need, for example accountEnabled.",
      permissions = "User.ReadBasic.All",
      returns = "microsoft.graph.user",
      keywords = {"account", "identity", "read"},
      docs = "graph/api/user-get")
  @RequestLine("GET /v1.0/users/{userId}?$select={select}&$expand={expand}")
  JsonNode get(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "select",
              label = "Fields",
              help =
                  "The fields to return, separated by commas. Other fields than the basic ones need"
                      + " the permission User.Read.All.",
              shape = ODATA_LIST,
              example = "id,displayName,userPrincipalName,mail")
          String select,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Related things to return as well, for example manager.",
              shape = ODATA_LIST,
              example = "manager")
          String expand);

  @Action(
      id = "user.revokeSignInSessions",
      label = "Revoke sign-in sessions",
      summary =
          "Ends all sessions of a user, so that every program must sign in again. It can take a few"
              + " minutes. It cannot be taken back; the user signs in again.",
      effect = CONTAIN,
      permissions = "User.RevokeSessions.All",
      returns = "true in value",
      keywords = {"account", "log off", "sign out", "tokens"},
      docs = "graph/api/user-revokesigninsessions")
  @RequestLine("POST /v1.0/users/{userId}/revokeSignInSessions")
  JsonNode revokeSignInSessions(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.disable",
      label = "Disable user",
      summary =
          "Disables the account, so that the user can no longer sign in. Sessions go on until they"
              + " are revoked. Administrators need a directory role on the app as well.",
      effect = CONTAIN,
      undo = "user.enable",
      permissions = {"User.EnableDisableAccount.All", "User.Read.All"},
      returns = "nothing",
      keywords = {"account", "block", "lock"},
      docs = "graph/api/user-update")
  @RequestLine("PATCH /v1.0/users/{userId}")
  @Fixed("{\"accountEnabled\":false}")
  void disable(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.enable",
      label = "Enable user",
      summary = "Enables the account, so that the user can sign in again.",
      effect = CONTAIN,
      releases = true,
      undo = "user.disable",
      permissions = {"User.EnableDisableAccount.All", "User.Read.All"},
      returns = "nothing",
      keywords = {"account", "unblock", "unlock"},
      docs = "graph/api/user-update")
  @RequestLine("PATCH /v1.0/users/{userId}")
  @Fixed("{\"accountEnabled\":true}")
  void enable(
      @Input(
              value = "userId",
              label = "User",
              help = "The object id or the user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.list",
      label = "List users",
      summary =
          "Returns the user accounts of the tenant that match. Without a selection Microsoft sends"
              + " only the basic fields.",
      permissions = "User.ReadBasic.All",
      returns = "user collection",
      keywords = {"account", "find", "search", "identity"},
      docs = "graph/api/user-list")
  @RequestLine(
      "GET /v1.0/users?$count={count}&$expand={expand}&$filter={filter}&$orderby={orderby}&$search={search}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matching users as well.")
          Boolean count,
      @Input(
              value = "expand",
              label = "Expand",
              help =
                  "One related object to return as well, for example manager. It needs the"
                      + " permission User.Read.All.",
              shape = ODATA_LIST,
              example = "manager")
          String expand,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on properties such as displayName, userPrincipalName, mail or"
                      + " accountEnabled. Properties beyond the basic ones need the permission"
                      + " User.Read.All.",
              shape = ODATA_FILTER,
              example = "startswith(userPrincipalName,'mira')")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help =
                  "The property to sort by, such as displayName or userPrincipalName; add desc to"
                      + " turn the order around.",
              shape = ODATA_LIST,
              example = "displayName")
          String orderby,
      @Input(
              value = "search",
              label = "Search",
              help =
                  "Words to look for in a property, such as \"displayName:mira\". Put each clause"
                      + " in double quotes.",
              shape = ODATA_SEARCH)
          String search,
      @Input(
              value = "select",
              label = "Select",
              help =
                  "The fields to return, separated by commas. Other fields than the basic ones need"
                      + " the permission User.Read.All.",
              shape = ODATA_LIST,
              example = "id,displayName,userPrincipalName,mail")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many users Microsoft sends at a time; 999 at most.",
              max = 999,
              example = "100")
          Integer top);

  @Action(
      id = "user.setPassword",
      label = "Set password of user",
      summary =
          "Sets a new password that you choose. Sessions that are open go on until they are"
              + " revoked. The old password cannot be brought back, so the step cannot be taken"
              + " back. The new password is written to the process history: use it once, force a"
              + " change at the next sign-in, and hand it over by another way than the process."
              + " Accounts synchronized from Active Directory are refused unless password writeback"
              + " is on.",
      effect = CONTAIN,
      permissions = "User-PasswordProfile.ReadWrite.All",
      alsoNeeds =
          "The app also needs the directory role User Administrator, for users who hold an"
              + " administrator role the role Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"account", "reset", "credential", "password"},
      docs = "graph/api/user-update")
  @RequestLine("PATCH /v1.0/users/{userId}")
  void setPassword(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "password",
              label = "New password",
              help =
                  "The new password. It must meet the password rules of the tenant; a long random"
                      + " one is best.",
              required = true,
              max = 256,
              field = "passwordProfile/password",
              example = "Quay-Lantern-7714-Reef")
          String password,
      @Input(
              value = "forceChangePasswordNextSignIn",
              label = "Change at next sign-in",
              help =
                  "Choose true so that the user must choose a password of their own at the next"
                      + " sign-in.",
              field = "passwordProfile/forceChangePasswordNextSignIn")
          Boolean forceChangePasswordNextSignIn,
      @Input(
              value = "forceChangePasswordNextSignInWithMfa",
              label = "Multifactor before the change",
              help =
                  "Choose true so that the user must pass multifactor authentication before they"
                      + " change the password. Leave it empty where an attacker may have registered"
                      + " a method; delete that method first.",
              field = "passwordProfile/forceChangePasswordNextSignInWithMfa")
          Boolean forceChangePasswordNextSignInWithMfa);

  @Action(
      id = "user.memberOf.list",
      label = "List memberships of user",
      summary =
          "Returns the groups, directory roles and administrative units of which the user is a"
              + " direct member. Use it before containment to see whether the account is"
              + " privileged.",
      permissions = "Directory.Read.All",
      returns = "directoryObject collection",
      keywords = {"groups", "roles", "privileged"},
      docs = "graph/api/user-list-memberof")
  @RequestLine(
      "GET /v1.0/users/{userId}/memberOf?$count={count}&$filter={filter}&$orderby={orderby}&$search={search}&$select={select}&$top={top}")
  Page listMemberOf(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of memberships as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on properties of the groups, such as displayName.",
              shape = ODATA_FILTER,
              example = "startswith(displayName,'Admin')")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; only displayName is possible.",
              shape = ODATA_LIST,
              example = "displayName")
          String orderby,
      @Input(
              value = "search",
              label = "Search",
              help = "Words to look for in displayName or description, in double quotes.",
              shape = ODATA_SEARCH,
              example = "\"displayName:Admin\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many memberships Microsoft sends at a time; 999 at most.",
              max = 999,
              example = "100")
          Integer top);

  @Action(
      id = "user.transitiveMemberOf.list",
      label = "List all memberships of user",
      summary =
          "Returns the groups, directory roles and administrative units of which the user is a"
              + " member, directly or through a group in a group. This shows all that a stolen"
              + " account may reach.",
      permissions = "User.Read.All",
      returns = "directoryObject collection",
      keywords = {"groups", "roles", "nested", "privileged", "transitive"},
      docs = "graph/api/user-list-transitivememberof")
  @RequestLine(
      "GET /v1.0/users/{userId}/transitiveMemberOf?$count={count}&$filter={filter}&$orderby={orderby}&$search={search}&$select={select}&$top={top}")
  Page listTransitiveMemberOf(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of memberships as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on properties of the groups, such as displayName.",
              shape = ODATA_FILTER,
              example = "startswith(displayName,'Admin')")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; only displayName is possible.",
              shape = ODATA_LIST,
              example = "displayName")
          String orderby,
      @Input(
              value = "search",
              label = "Search",
              help = "Words to look for in displayName or description, in double quotes.",
              shape = ODATA_SEARCH,
              example = "\"displayName:Admin\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many memberships Microsoft sends at a time; 999 at most.",
              max = 999,
              example = "100")
          Integer top);

  @Action(
      id = "user.manager.get",
      label = "Get manager of user",
      summary =
          "Returns the manager of the user, for example to notify them. It ends in NOT_FOUND where"
              + " no manager is set.",
      permissions = "User.Read.All",
      returns = "directoryObject",
      keywords = {"supervisor", "notify", "contact"},
      docs = "graph/api/user-list-manager")
  @RequestLine("GET /v1.0/users/{userId}/manager?$expand={expand}&$select={select}")
  JsonNode getManager(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Choose the levels of the hierarchy, for example manager($levels=1).",
              shape = ODATA_LIST,
              example = "manager($levels=1)")
          String expand,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,mail,mobilePhone")
          String select);

  @Action(
      id = "user.registeredDevices.list",
      label = "List registered devices of user",
      summary =
          "Returns the Entra ID devices that are registered for the user. Compare deviceId with"
              + " aadDeviceId of a Defender machine.",
      permissions = "User.Read.All",
      returns = "directoryObject collection",
      keywords = {"computers", "phones", "entra"},
      docs = "graph/api/user-list-registereddevices")
  @RequestLine("GET /v1.0/users/{userId}/registeredDevices")
  Page listRegisteredDevices(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.ownedDevices.list",
      label = "List owned devices of user",
      summary =
          "Returns the Entra ID devices that the user joined or registered and therefore owns."
              + " Compare deviceId with aadDeviceId of a Defender machine.",
      permissions = "User.Read.All",
      returns = "directoryObject collection",
      keywords = {"computers", "phones", "entra"},
      docs = "graph/api/user-list-owneddevices")
  @RequestLine("GET /v1.0/users/{userId}/ownedDevices")
  Page listOwnedDevices(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.licenseDetails.list",
      label = "List licences of user",
      summary =
          "Returns the licences of the user with their service plans, for example to see whether"
              + " Microsoft Defender covers the person.",
      permissions = "LicenseAssignment.Read.All",
      returns = "licenseDetails collection",
      keywords = {"license", "plan", "sku"},
      docs = "graph/api/user-list-licensedetails")
  @RequestLine("GET /v1.0/users/{userId}/licenseDetails")
  Page listLicenseDetails(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.appRoleAssignments.list",
      label = "List app roles of user",
      summary =
          "Returns the enterprise applications to which the user is assigned, directly or through a"
              + " group, with the role in each.",
      permissions = "Directory.Read.All",
      returns = "appRoleAssignment collection",
      keywords = {"applications", "access", "sso"},
      docs = "graph/api/user-list-approleassignments")
  @RequestLine("GET /v1.0/users/{userId}/appRoleAssignments")
  Page listAppRoleAssignments(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "user.oauthGrants.list",
      label = "List app consents of user",
      summary =
          "Returns the delegated permissions that apps hold on behalf of the user. After consent"
              + " phishing, delete the bad one with the step \"Delete app consent\".",
      permissions = "Directory.Read.All",
      returns = "oAuth2PermissionGrant collection",
      keywords = {"oauth", "consent phishing", "permissions", "grants"},
      docs = "graph/api/user-list-oauth2permissiongrants")
  @RequestLine("GET /v1.0/users/{userId}/oauth2PermissionGrants")
  Page listOauthGrants(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);
}
