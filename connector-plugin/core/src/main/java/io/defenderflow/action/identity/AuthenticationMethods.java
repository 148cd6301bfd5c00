package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/**
 * The ways in which a person proves who they are, through Microsoft Graph. An attacker who stays
 * often registers one of their own.
 */
@Resource(service = Service.GRAPH, area = "Authentication methods")
public interface AuthenticationMethods {
  @Action(
      id = "authMethod.list",
      label = "List authentication methods",
      summary =
          "Returns every authentication method of the user. The property @odata.type tells the"
              + " kind, and id is what the deleting steps need. Look for methods that were"
              + " registered after the attack began.",
      permissions = "UserAuthenticationMethod.Read.All",
      returns = "authenticationMethod collection",
      keywords = {"mfa", "multifactor", "sign-in"},
      docs = "graph/api/authentication-list-methods")
  @RequestLine("GET /v1.0/users/{userId}/authentication/methods")
  Page list(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "authMethod.phone.list",
      label = "List phone methods",
      summary = "Returns the phone numbers with which the user can prove who they are.",
      permissions = "UserAuthMethod-Phone.Read.All",
      returns = "phoneAuthenticationMethod collection",
      keywords = {"mfa", "sms", "call"},
      docs = "graph/api/authentication-list-phonemethods")
  @RequestLine("GET /v1.0/users/{userId}/authentication/phoneMethods")
  Page listPhones(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "authMethod.phone.delete",
      label = "Delete phone method",
      summary =
          "Removes a phone number from the authentication methods of the user. It cannot be taken"
              + " back; the user registers the number again. Microsoft refuses to remove the"
              + " default method while others exist.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      anyPermission = {
        "UserAuthMethod-Phone.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      },
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"mfa", "sms", "remove"},
      docs = "graph/api/phoneauthenticationmethod-delete")
  @RequestLine("DELETE /v1.0/users/{userId}/authentication/phoneMethods/{phoneMethodId}")
  void deletePhone(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "phoneMethodId",
              label = "Phone method",
              help = "The id of the phone method. The step \"List phone methods\" returns it.",
              shape = GUID,
              required = true,
              example = "3179e48a-750b-4051-897c-87b9720928f7")
          String phoneMethodId);

  @Action(
      id = "authMethod.authenticatorApp.list",
      label = "List Authenticator app methods",
      summary =
          "Returns the registrations of Microsoft Authenticator of the user, with the name of each"
              + " phone.",
      permissions = "UserAuthMethod-MicrosoftAuthApp.Read.All",
      returns = "microsoftAuthenticatorAuthenticationMethod collection",
      keywords = {"mfa", "push", "app"},
      docs = "graph/api/microsoftauthenticatorauthenticationmethod-list")
  @RequestLine("GET /v1.0/users/{userId}/authentication/microsoftAuthenticatorMethods")
  Page listAuthenticatorApps(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "authMethod.authenticatorApp.delete",
      label = "Delete Authenticator app method",
      summary =
          "Removes a registration of Microsoft Authenticator, so that the phone can no longer"
              + " approve sign-ins. It cannot be taken back; the user registers the app again.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      anyPermission = {
        "UserAuthMethod-MicrosoftAuthApp.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      },
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"mfa", "push", "remove"},
      docs = "graph/api/microsoftauthenticatorauthenticationmethod-delete")
  @RequestLine(
      "DELETE /v1.0/users/{userId}/authentication/microsoftAuthenticatorMethods/{methodId}")
  void deleteAuthenticatorApp(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "methodId",
              label = "Authenticator method",
              help =
                  "The id of the registration. The step \"List Authenticator app methods\" returns"
                      + " it.",
              shape = ID,
              required = true,
              example = "6803c096-8662-4e2e-8b4c-1f0a3f9d7e15")
          String methodId);

  @Action(
      id = "authMethod.fido2.list",
      label = "List passkeys",
      summary =
          "Returns the passkeys and FIDO2 security keys of the user with model and attestation.",
      permissions = "UserAuthMethod-Passkey.Read.All",
      returns = "fido2AuthenticationMethod collection",
      keywords = {"mfa", "fido2", "security key"},
      docs = "graph/api/fido2authenticationmethod-list")
  @RequestLine("GET /v1.0/users/{userId}/authentication/fido2Methods")
  Page listFido2(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId);

  @Action(
      id = "authMethod.fido2.delete",
      label = "Delete passkey",
      summary =
          "Removes a passkey or FIDO2 security key, so that it can no longer be used to sign in. It"
              + " cannot be taken back; the user registers the key again.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "UserAuthMethod-Passkey.ReadWrite.All",
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"mfa", "fido2", "security key", "remove"},
      docs = "graph/api/fido2authenticationmethod-delete")
  @RequestLine("DELETE /v1.0/users/{userId}/authentication/fido2Methods/{methodId}")
  void deleteFido2(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "methodId",
              label = "Passkey",
              help = "The id of the passkey. The step \"List passkeys\" returns it.",
              shape = ID,
              required = true,
              example = "_jpuR-TGZtk6aQCLF3BQjA2")
          String methodId);

  @Action(
      id = "authMethod.softwareOath.delete",
      label = "Delete software token",
      summary =
          "Removes a software OATH token, that is an authenticator app of another maker that shows"
              + " codes. It cannot be taken back; the user registers the app again.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      anyPermission = {
        "UserAuthMethod-SoftwareOATH.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      },
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"mfa", "totp", "oath", "remove"},
      docs = "graph/api/softwareoathauthenticationmethod-delete")
  @RequestLine("DELETE /v1.0/users/{userId}/authentication/softwareOathMethods/{methodId}")
  void deleteSoftwareOath(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "methodId",
              label = "Software token",
              help = "The id of the token. The step \"List authentication methods\" returns it.",
              shape = ID,
              required = true,
              example = "b172893e-893b-4a5f-8a2f-4cb2c6ea20d4")
          String methodId);

  @Action(
      id = "authMethod.email.delete",
      label = "Delete e-mail method",
      summary =
          "Removes the e-mail address with which the user can reset the password. It cannot be"
              + " taken back; the user registers the address again.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      anyPermission = {
        "UserAuthMethod-Email.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      },
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"password reset", "sspr", "remove"},
      docs = "graph/api/emailauthenticationmethod-delete")
  @RequestLine("DELETE /v1.0/users/{userId}/authentication/emailMethods/{methodId}")
  void deleteEmail(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "methodId",
              label = "E-mail method",
              help =
                  "The id of the e-mail method. The step \"List authentication methods\" returns"
                      + " it.",
              shape = ID,
              required = true,
              example = "3ddfcfc8-9383-446f-83cc-3ab9be4be18f")
          String methodId);

  @Action(
      id = "authMethod.windowsHello.delete",
      label = "Delete Windows Hello method",
      summary =
          "Removes a Windows Hello for Business key, so that its device can no longer sign the user"
              + " in by face, finger or PIN. It cannot be taken back; the user sets Windows Hello"
              + " up again.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      anyPermission = {
        "UserAuthMethod-WindowsHello.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      },
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"mfa", "windows hello for business", "pin", "remove"},
      docs = "graph/api/windowshelloforbusinessauthenticationmethod-delete")
  @RequestLine(
      "DELETE /v1.0/users/{userId}/authentication/windowsHelloForBusinessMethods/{methodId}")
  void deleteWindowsHello(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "methodId",
              label = "Windows Hello method",
              help = "The id of the key. The step \"List authentication methods\" returns it.",
              shape = ID,
              required = true,
              example = "b5e01f81-1f62-4ed8-9a52-0f3a6c7c5d21")
          String methodId);

  @Action(
      id = "authMethod.temporaryAccessPass.create",
      label = "Create Temporary Access Pass",
      summary =
          "Creates a pass with which the user signs in to register new methods, and returns it"
              + " once, in temporaryAccessPass. A pass that is still valid is replaced. The pass is"
              + " written to the process history if the step keeps its result: let it live for a"
              + " short time, make it usable once, and delete it when it is not needed. The tenant"
              + " must allow the method.",
      effect = CONTAIN,
      undo = "authMethod.temporaryAccessPass.delete",
      lostAnswer = ASK,
      anyPermission = {
        "UserAuthMethod-TAP.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      },
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "temporaryAccessPassAuthenticationMethod",
      keywords = {"tap", "mfa", "recovery"},
      docs = "graph/api/authentication-post-temporaryaccesspassmethods")
  @RequestLine("POST /v1.0/users/{userId}/authentication/temporaryAccessPassMethods")
  JsonNode createTemporaryAccessPass(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "startDateTime",
              label = "Valid from",
              help = "The date and time from which the pass can be used. Empty means now.",
              shape = DATE_TIME,
              example = "2026-11-21T03:00:00Z")
          String startDateTime,
      @Input(
              value = "lifetimeInMinutes",
              label = "Lifetime in minutes",
              help =
                  "How long the pass can be used, from 10 to 43200 minutes. The tenant's policy"
                      + " sets its own limits and the default.",
              max = 43200,
              example = "60")
          Integer lifetimeInMinutes,
      @Input(
              value = "isUsableOnce",
              label = "Usable once",
              help =
                  "Choose true for a pass that works for a single sign-in. The tenant's policy may"
                      + " insist on it.")
          Boolean isUsableOnce);

  @Action(
      id = "authMethod.temporaryAccessPass.delete",
      label = "Delete Temporary Access Pass",
      summary =
          "Removes a Temporary Access Pass, so that nobody can sign in with it. A new pass can be"
              + " created at any time.",
      effect = CONTAIN,
      releases = true,
      undo = "authMethod.temporaryAccessPass.create",
      lostAnswer = GONE_IS_DONE,
      anyPermission = {
        "UserAuthMethod-TAP.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      },
      alsoNeeds =
          "For users who hold an administrator role, the app also needs the directory role"
              + " Privileged Authentication Administrator.",
      returns = "nothing",
      keywords = {"tap", "mfa", "revoke", "remove"},
      docs = "graph/api/temporaryaccesspassauthenticationmethod-delete")
  @RequestLine("DELETE /v1.0/users/{userId}/authentication/temporaryAccessPassMethods/{methodId}")
  void deleteTemporaryAccessPass(
      @Input(
              value = "userId",
              label = "User",
              help = "The user's object id or user principal name.",
              shape = USER_REFERENCE,
              required = true)
          String userId,
      @Input(
              value = "methodId",
              label = "Temporary Access Pass",
              help =
                  "The id of the pass, not the pass itself. The step \"List authentication"
                      + " methods\" returns it.",
              shape = ID,
              required = true,
              example = "75a5d7a0-4a1e-4e33-9c61-5e2c1a0b7d9f")
          String methodId);
}
