package io.defenderflow.permission;

import io.defenderflow.catalogue.Permission;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A permission that an app registration must have.
 *
 * @param id the id of the app role in Entra ID, a GUID; empty where it is not known
 * @param alternatives other permissions, any one of which would do instead
 * @param actions the ids of the actions that need it
 */
public record PermissionNeed(
    Permission permission,
    Optional<String> id,
    SortedSet<Permission> alternatives,
    SortedSet<String> actions) {
  /** What to do about a permission whose id is not known, as a full sentence. */
  public String addByHand() {
    return "The id of "
        + permission.name()
        + " of "
        + permission.service().label()
        + " is not known here. Add this permission by its name in the Entra admin center: API"
        + " permissions, Add a permission, Application permissions.";
  }
}
