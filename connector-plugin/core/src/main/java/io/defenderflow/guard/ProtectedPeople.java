package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Targets.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The people whose accounts, sessions and messages no step may take away. */
final class ProtectedPeople {
  private static final int MOST_GROUPS = 10_000;

  private final Patterns users;
  private final Patterns groups;

  ProtectedPeople(ProtectionSettings settings) {
    users = Patterns.of(settings.users());
    groups = Patterns.of(settings.userGroups());
  }

  boolean areNone() {
    return users.isEmpty() && groups.isEmpty();
  }

  /**
   * Looks at everybody whom a step names.
   *
   * @throws Fault with PROTECTED_ASSET, or where it cannot be read whether somebody is protected
   */
  void check(Targets targets, Lookup lookup) {
    if (areNone()) {
      return;
    }
    for (String id : targets.ids(Kind.USER)) {
      checkReference(id);
      user(id, targets.byPath(), lookup).ifPresent(user -> checkUser(user, id, lookup));
    }
    targets.ids(Kind.MAILBOX).forEach(mailbox -> checkIfUser(mailbox, lookup));
    for (String id : targets.ids(Kind.SIGN_IN)) {
      signIn(id, targets.byPath(), lookup)
          .map(signIn -> signIn.path("userId").asText())
          .filter(user -> !user.isEmpty())
          .ifPresent(user -> checkPresent(user, lookup));
    }
    for (String id : targets.ids(Kind.IDENTITY)) {
      checkIdentity(id, lookup);
    }
  }

  /** Looks at an object of Entra ID that may be a person. */
  boolean checkIfUser(String id, Lookup lookup) {
    checkReference(id);
    Optional<JsonNode> user = user(id, true, lookup);
    user.ifPresent(found -> checkUser(found, id, lookup));
    return user.isPresent();
  }

  private void checkPresent(String id, Lookup lookup) {
    checkReference(id);
    user(id, false, lookup).ifPresent(user -> checkUser(user, id, lookup));
  }

  private void checkReference(String id) {
    if (users.matches(id)) {
      throw Protection.refused("user " + id, "users", "userId", id);
    }
  }

  private static Optional<JsonNode> user(String id, boolean mayBeAbsent, Lookup lookup) {
    Map<String, Object> inputs = Map.of("userId", id);
    return mayBeAbsent
        ? lookup.find("user " + id, "user.get", inputs)
        : Optional.of(lookup.present("user " + id, "user.get", inputs));
  }

  private static Optional<JsonNode> signIn(String id, boolean mayBeAbsent, Lookup lookup) {
    Map<String, Object> inputs = Map.of("signInId", id);
    return mayBeAbsent
        ? lookup.find("the person of sign-in " + id, "signIn.get", inputs)
        : Optional.of(lookup.present("the person of sign-in " + id, "signIn.get", inputs));
  }

  private void checkUser(JsonNode user, String id, Lookup lookup) {
    String name = user.path("userPrincipalName").asText();
    String objectId = user.path("id").asText();
    if (users.matches(name) || users.matches(objectId)) {
      throw Protection.refused("user " + name, "users", "userId", id);
    }
    if (groups.isEmpty()) {
      return;
    }
    JsonNode memberOf =
        lookup.present(
            "user " + name + ", by a group,",
            "user.transitiveMemberOf.list",
            Map.of(
                "userId", objectId.isEmpty() ? id : objectId, ActionEntry.MAX_ITEMS, MOST_GROUPS));
    for (JsonNode group : memberOf.path("value")) {
      if (groups.matches(group.path("id").asText())
          || groups.matches(group.path("displayName").asText())) {
        throw Protection.refused("user " + name, "user-groups", "userId", id);
      }
    }
    if (memberOf.path("truncated").asBoolean()) {
      throw Fault.of(
          ErrorCode.INPUT_INVALID,
          "Nothing was sent, because the user "
              + name
              + " belongs to more groups than can be looked at. Handle it by hand.");
    }
  }

  /** Through the account in Entra ID, which is the one that rules know. */
  private void checkIdentity(String id, Lookup lookup) {
    JsonNode identity =
        lookup.present("identity " + id, "identity.account.get", Map.of("identityId", id));
    List<String> accounts = new ArrayList<>();
    for (JsonNode account : identity.path("accounts")) {
      checkReference(account.path("identifier").asText());
      if (account.path("identityProvider").asText().equalsIgnoreCase("entraID")) {
        accounts.add(account.path("identifier").asText());
      }
    }
    if (accounts.isEmpty()) {
      throw Fault.of(
          ErrorCode.PROTECTED_ASSET,
          "The identity "
              + id
              + " has no account in Entra ID, so that it cannot be read whether the settings"
              + " defender.protection.users and defender.protection.user-groups protect it. Nothing"
              + " was sent. Handle it by hand.");
    }
    accounts.forEach(account -> checkPresent(account, lookup));
  }
}
