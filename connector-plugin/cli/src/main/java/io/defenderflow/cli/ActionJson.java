package io.defenderflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Permission;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** An action of the catalogue as JSON. Programs read it: fields are added, never taken away. */
final class ActionJson {
  private ActionJson() {}

  static ObjectNode of(ActionEntry action) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", action.id());
    json.put("label", action.label());
    json.put("summary", action.summary());
    json.put("area", action.area());
    json.put("lane", action.lane().topic());
    json.put("effect", lower(action.effect()));
    json.put("service", lower(action.service()));
    json.put("verb", action.isComposite() ? null : action.verb());
    json.put("path", action.isComposite() ? null : action.path());
    add(json.putArray("permissions"), sufficient(action));
    add(json.putArray("anyPermission"), action.anyPermission());
    json.put("alsoNeeds", action.alsoNeeds().orElse(null));
    json.put("longRunning", action.longRunning().isPresent());
    json.put("poll", action.longRunning().map(LongRunning::poll).orElse(null));
    json.put("undo", action.undo().orElse(null));
    ArrayNode uses = json.putArray("uses");
    action.uses().forEach(uses::add);
    json.put("docs", action.docs());
    ArrayNode inputs = json.putArray("inputs");
    action.inputs().forEach(input -> inputs.add(of(input)));
    return json;
  }

  /** All that are needed, and the least of those of which any one suffices. */
  static Set<Permission> sufficient(ActionEntry action) {
    Set<Permission> permissions = new LinkedHashSet<>(action.permissions());
    action.anyPermission().stream().limit(1).forEach(permissions::add);
    return permissions;
  }

  private static ObjectNode of(InputEntry input) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", input.name());
    json.put("label", input.label());
    json.put("help", input.help());
    json.put("type", lower(input.type()));
    json.put("required", input.required());
    ArrayNode values = json.putArray("values");
    input.values().forEach(values::add);
    json.put("shape", isText(input) ? lower(input.shape()) : null);
    json.put("max", input.max() > 0 ? Integer.valueOf(input.max()) : null);
    json.put("clearable", input.clearable());
    json.put("example", input.example());
    return json;
  }

  static boolean isText(InputEntry input) {
    return input.values().isEmpty()
        && (input.type() == InputEntry.Type.TEXT || input.type() == InputEntry.Type.LIST);
  }

  private static void add(ArrayNode names, Collection<Permission> permissions) {
    permissions.stream().map(Permission::name).distinct().forEach(names::add);
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
