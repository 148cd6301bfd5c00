package io.defenderflow.permission;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.catalogue.Permission;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The least application permissions for a set of actions. Besides what an action itself needs this
 * counts what its step reads: the state of the work it waits for, and what is looked up when an
 * answer was lost. Such reads use the reader.
 *
 * @param registrations those that need anything, the reader first
 */
public record PermissionPlan(List<AppRegistration> registrations) {
  /** For one app registration that reads and acts. */
  public static PermissionPlan ofOne(Catalogue catalogue, Collection<ActionEntry> actions) {
    return new Gathering(catalogue, AppRoles.load(), actions).plan(false);
  }

  /** For a reader and a responder. */
  public static PermissionPlan ofTwo(Catalogue catalogue, Collection<ActionEntry> actions) {
    return new Gathering(catalogue, AppRoles.load(), actions).plan(true);
  }

  /** What this registration must have; nothing where no action uses it. */
  AppRegistration of(Registration registration) {
    return registrations.stream()
        .filter(one -> one.registration() == registration)
        .findFirst()
        .orElse(new AppRegistration(registration, List.of(), Collections.emptySortedMap()));
  }

  /** One call that is made for an action, and the registration that makes it. */
  private record MadeCall(Registration registration, ActionEntry call, ActionEntry action) {}

  /** Collects the calls first, because the choice among alternatives depends on all of them. */
  private static final class Gathering {
    private final Catalogue catalogue;
    private final AppRoles roles;
    private final AcceptedPermissions accepted = new AcceptedPermissions();
    private final Collection<ActionEntry> actions;

    Gathering(Catalogue catalogue, AppRoles roles, Collection<ActionEntry> actions) {
      this.catalogue = catalogue;
      this.roles = roles;
      this.actions = actions;
    }

    PermissionPlan plan(boolean two) {
      List<MadeCall> calls =
          actions.stream().flatMap(this::calls).map(call -> two ? call : inOne(call)).toList();
      return new PermissionPlan(
          Stream.of(Registration.values())
              .map(registration -> registration(registration, of(registration, calls)))
              .filter(registration -> !registration.isEmpty())
              .toList());
    }

    private static MadeCall inOne(MadeCall call) {
      return new MadeCall(Registration.APP, call.call(), call.action());
    }

    private static List<MadeCall> of(Registration registration, List<MadeCall> calls) {
      return calls.stream().filter(call -> call.registration() == registration).toList();
    }

    private AppRegistration registration(Registration registration, List<MadeCall> calls) {
      SortedMap<Permission, List<MadeCall>> needed = new TreeMap<>();
      for (MadeCall call : calls) {
        call.call().permissions().forEach(permission -> add(needed, permission, call));
      }
      for (MadeCall call : calls) {
        chosen(call.call().anyPermission(), needed.keySet())
            .ifPresent(permission -> add(needed, permission, call));
      }
      SortedMap<String, String> alsoNeeds = new TreeMap<>();
      for (MadeCall call : calls) {
        call.call().alsoNeeds().ifPresent(text -> alsoNeeds.putIfAbsent(call.action().id(), text));
      }
      return new AppRegistration(
          registration,
          needed.entrySet().stream().map(need -> need(need.getKey(), need.getValue())).toList(),
          Collections.unmodifiableSortedMap(alsoNeeds));
    }

    private static void add(
        SortedMap<Permission, List<MadeCall>> needed, Permission permission, MadeCall by) {
      needed.computeIfAbsent(permission, key -> new ArrayList<>()).add(by);
    }

    private PermissionNeed need(Permission permission, List<MadeCall> calls) {
      SortedSet<Permission> alternatives = new TreeSet<>(alternatives(calls.get(0).call()));
      calls.forEach(call -> alternatives.retainAll(alternatives(call.call())));
      alternatives.remove(permission);
      SortedSet<String> ids = new TreeSet<>();
      calls.forEach(call -> ids.add(call.action().id()));
      return new PermissionNeed(
          permission,
          roles.id(permission),
          Collections.unmodifiableSortedSet(alternatives),
          Collections.unmodifiableSortedSet(ids));
    }

    private Set<Permission> alternatives(ActionEntry call) {
      Set<Permission> alternatives = new TreeSet<>(call.anyPermission());
      alternatives.addAll(accepted.greater(call));
      return alternatives;
    }

    /** One that is there anyway, otherwise the least one that can be granted by its id. */
    private Optional<Permission> chosen(List<Permission> alternatives, Set<Permission> there) {
      return alternatives.stream()
          .filter(there::contains)
          .findFirst()
          .or(() -> alternatives.stream().filter(one -> roles.id(one).isPresent()).findFirst())
          .or(() -> alternatives.stream().findFirst());
    }

    private Stream<MadeCall> calls(ActionEntry action) {
      Registration own = Registration.of(action.effect());
      Set<ActionEntry> parts = new LinkedHashSet<>();
      addWithParts(action, parts);
      return Stream.concat(
          parts.stream().map(part -> new MadeCall(own, part, action)),
          readsOf(action).stream()
              .flatMap(id -> catalogue.find(id).stream())
              .map(read -> new MadeCall(Registration.READER, read, action)));
    }

    private void addWithParts(ActionEntry action, Set<ActionEntry> parts) {
      if (parts.add(action)) {
        action.uses().stream()
            .flatMap(id -> catalogue.find(id).stream())
            .forEach(part -> addWithParts(part, parts));
      }
    }

    /** The ids of the actions by which a step looks at what it did. */
    private static List<String> readsOf(ActionEntry action) {
      List<String> reads = new ArrayList<>();
      action.longRunning().map(LongRunning::poll).ifPresent(reads::add);
      action.longRunning().map(LongRunning::result).ifPresent(reads::add);
      if (action.effect() == Effect.READ) {
        return reads;
      }
      LostAnswer lost = action.lostAnswer();
      if (lost == LostAnswer.FIND_MACHINE_ACTION || lost == LostAnswer.FIND_OR_ASK) {
        reads.add("machineAction.list");
      } else if (lost == LostAnswer.FIND_COMMENT) {
        reads.add(action.id().substring(0, action.id().indexOf('.')) + ".get");
      }
      return reads;
    }
  }
}
