package io.defenderflow.permission;

import io.defenderflow.catalogue.Service;
import java.util.List;
import java.util.SortedMap;

/**
 * What one app registration must have.
 *
 * @param needs sorted by service and name
 * @param alsoNeeds what the app needs besides permissions, such as a directory role, by the id of
 *     the action that needs it
 */
public record AppRegistration(
    Registration registration, List<PermissionNeed> needs, SortedMap<String, String> alsoNeeds) {
  /** The permissions of one service whose ids are known. */
  List<PermissionNeed> withId(Service service) {
    return needs.stream()
        .filter(need -> need.permission().service() == service && need.id().isPresent())
        .toList();
  }

  /** The permissions whose ids are not known. */
  public List<PermissionNeed> withoutId() {
    return needs.stream().filter(need -> need.id().isEmpty()).toList();
  }

  boolean isEmpty() {
    return needs.isEmpty() && alsoNeeds.isEmpty();
  }
}
