package io.defenderflow.templates;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Permission;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The page that says which application permission each action needs, and the reverse. */
final class PermissionReference {
  private PermissionReference() {}

  static String page(Catalogue catalogue) {
    StringBuilder page = new StringBuilder(Markdown.NOTE);
    page.append(
        """
        # Permissions

        All permissions are application permissions and need the consent of an administrator. Grant
        only those of the actions that your playbooks use. Reading and acting can be two app
        registrations: the first table says which effect each permission serves.

        ## By permission

        """);
    page.append(Markdown.heading("Permission", "API", "Effects", "Actions"));
    byPermission(catalogue)
        .forEach(
            (permission, actions) ->
                page.append(
                    Markdown.row(
                        Markdown.code(permission.name()),
                        permission.service().label(),
                        effects(actions),
                        actions.stream()
                            .map(action -> Markdown.code(action.id()))
                            .collect(Collectors.joining(", ")))));
    page.append("\n## By action\n\n");
    page.append(Markdown.heading("Action", "Effect", "Permissions"));
    for (ActionEntry action : catalogue.actions()) {
      page.append(Markdown.row(Markdown.code(action.id()), action.effect().name(), needed(action)));
    }
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
