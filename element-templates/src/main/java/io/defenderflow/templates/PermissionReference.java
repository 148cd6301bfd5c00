package io.defenderflow.templates;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.permission.AppRoles;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The pages that say which application permissions each action needs, and the reverse. */
final class PermissionReference {
  private static final String UNKNOWN_ID = "not known, add it by name";

  private PermissionReference() {}

  /** The permissions of every action. */
  static String byAction(Catalogue catalogue) {
    AppRoles roles = AppRoles.load();
    StringBuilder page = new StringBuilder(Markdown.NOTE);
    page.append(
        """
        # Permissions by action

        All permissions are application permissions and need the consent of an administrator. Grant
        only those of the actions that your playbooks use: [least privilege](../permissions.md) says
        how they are put together. See also [actions by permission](actions-by-permission.md).

        An action of the registration *responder* belongs to the second app registration where two
        are used. A step that waits for its machine action, or looks it up after a lost answer, reads
        with the *reader*, which needs `Machine.Read.All` for that.

        """);
    page.append(Markdown.heading("Action", "Registration", "Permissions", "Also needed"));
    for (ActionEntry action : catalogue.actions()) {
      page.append(
          Markdown.row(
              Markdown.code(action.id()),
              action.effect() == Effect.READ ? "reader" : "responder",
              needed(action),
              action.alsoNeeds().orElse("")));
    }
    page.append("\n## Ids of the permissions\n\n");
    page.append(Markdown.heading("Permission", "API", "Id in a manifest"));
    byPermission(catalogue)
        .keySet()
        .forEach(
            permission ->
                page.append(
                    Markdown.row(
                        Markdown.code(permission.name()),
                        permission.service().label(),
                        roles.id(permission).map(Markdown::code).orElse(UNKNOWN_ID))));
    return page.toString();
  }

  /** The actions that every permission opens. */
  static String actionsByPermission(Catalogue catalogue) {
    AppRoles roles = AppRoles.load();
    StringBuilder page = new StringBuilder(Markdown.NOTE);
    page.append(
        """
        # Actions by permission

        What an app can do with a permission once it has it. An action that needs several
        permissions stands at each of them. See also [permissions by action](permissions.md).

        """);
    page.append(Markdown.heading("Permission", "API", "Id", "Effects", "Actions"));
    byPermission(catalogue)
        .forEach(
            (permission, actions) ->
                page.append(
                    Markdown.row(
                        Markdown.code(permission.name()),
                        permission.service().label(),
                        roles.id(permission).map(Markdown::code).orElse(UNKNOWN_ID),
                        effects(actions),
                        actions.stream()
                            .map(action -> Markdown.code(action.id()))
                            .collect(Collectors.joining(", ")))));
    return page.toString();
  }

  /** What an action needs, in words. */
  static String needed(ActionEntry action) {
    String all = names(action.permissions());
    String any = action.anyPermission().isEmpty() ? "" : "one of " + names(action.anyPermission());
    if (all.isEmpty() && any.isEmpty()) {
      return "none";
    }
    return all.isEmpty() || any.isEmpty() ? all + any : all + ", and " + any;
  }

  private static String names(Collection<Permission> permissions) {
    return permissions.stream()
        .map(
            permission ->
                Markdown.code(permission.name()) + " (" + permission.service().label() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String effects(List<ActionEntry> actions) {
    SortedSet<Effect> effects = new TreeSet<>();
    actions.forEach(action -> effects.add(action.effect()));
    return effects.stream().map(Effect::name).collect(Collectors.joining(", "));
  }

  private static SortedMap<Permission, List<ActionEntry>> byPermission(Catalogue catalogue) {
    SortedSet<Permission> all = new TreeSet<>();
    catalogue.actions().forEach(action -> all.addAll(allOf(action)));
    SortedMap<Permission, List<ActionEntry>> byPermission = new TreeMap<>();
    for (Permission permission : all) {
      byPermission.put(
          permission,
          catalogue.actions().stream()
              .filter(action -> allOf(action).contains(permission))
              .toList());
    }
    return byPermission;
  }

  private static SortedSet<Permission> allOf(ActionEntry action) {
    SortedSet<Permission> permissions = new TreeSet<>(action.permissions());
    permissions.addAll(action.anyPermission());
    return permissions;
  }
}
