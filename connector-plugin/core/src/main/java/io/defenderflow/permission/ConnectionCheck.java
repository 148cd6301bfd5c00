package io.defenderflow.permission;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.permission.ServiceState.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the permissions in the tokens of a connection with those that actions need, and asks
 * each service for one item. It changes nothing, and never fails: what is wrong is in the report.
 */
public final class ConnectionCheck {
  /** Small reads that every licensed tenant answers, the most usual first. */
  private static final List<String> TRIED =
      List.of("incident.list", "alert.list", "machine.list", "indicator.list");

  private final Calls calls;
  private final Catalogue catalogue;
  private final boolean judges;
  private final PermissionPlan plan;
  private final AcceptedPermissions accepted = new AcceptedPermissions();
  private final Map<Registration, SortedSet<Permission>> present =
      new EnumMap<>(Registration.class);
  private final List<MissingGrant> missing = new ArrayList<>();
  private final List<SurplusGrant> surplus = new ArrayList<>();
  private final List<ServiceState> states = new ArrayList<>();

  private ConnectionCheck(Calls calls, Catalogue catalogue, Collection<ActionEntry> actions) {
    this.calls = calls;
    this.catalogue = catalogue;
    this.judges = !actions.isEmpty();
    this.plan =
        calls.hasResponder()
            ? PermissionPlan.ofTwo(catalogue, actions)
            : PermissionPlan.ofOne(catalogue, actions);
  }

  /**
   * @param calls those of the connection for actions that read
   * @param actions what the connection must be able to do; none shows what it has without judging
   */
  public static ConnectionReport of(
      Calls calls, Catalogue catalogue, Collection<ActionEntry> actions) {
    ConnectionCheck check = new ConnectionCheck(calls, catalogue, actions);
    if (calls.hasResponder()) {
      check.registration(Registration.READER, Effect.READ);
      check.registration(Registration.RESPONDER, Effect.CONTAIN);
    } else {
      check.registration(Registration.APP, Effect.READ);
    }
    return new ConnectionReport(
        check.present,
        List.copyOf(check.missing),
        List.copyOf(check.surplus),
        List.copyOf(check.states));
  }

  private void registration(Registration registration, Effect effect) {
    present.put(registration, new TreeSet<>());
    for (Service service : Service.values()) {
      List<PermissionNeed> needs =
          plan.of(registration).needs().stream()
              .filter(need -> need.permission().service() == service)
              .toList();
      if (calls.services().contains(service)) {
        service(registration, effect, service, needs);
      } else if (!needs.isEmpty()) {
        add(
            registration,
            service,
            Status.NOT_IN_THIS_CLOUD,
            service.label()
                + " has no known address in the cloud of this connection. Set endpoint-url and"
                + " endpoint-scope if the tenant has it.");
      }
    }
  }

  private void service(
      Registration registration, Effect effect, Service service, List<PermissionNeed> needs) {
    SortedSet<Permission> granted;
    try {
      granted = calls.granted(effect, service);
    } catch (Fault fault) {
      // A service that no action needs may be one that the tenant does not have.
      if (!judges || !needs.isEmpty()) {
        add(registration, service, withoutToken(fault), fault.getMessage());
      }
      return;
    }
    present.get(registration).addAll(granted);
    List<MissingGrant> lacking = lacking(registration, needs, granted);
    missing.addAll(lacking);
    if (judges) {
      surplus(registration, needs, granted);
    }
    if (!lacking.isEmpty()) {
      add(registration, service, Status.NOT_PERMITTED, lacks(registration, service, lacking));
    } else if (!judges || !needs.isEmpty()) {
      states.add(tried(registration, service, granted));
    }
  }

  private static List<MissingGrant> lacking(
      Registration registration, List<PermissionNeed> needs, Set<Permission> granted) {
    return needs.stream()
        .filter(need -> !granted.contains(need.permission()))
        .filter(need -> need.alternatives().stream().noneMatch(granted::contains))
        .map(need -> new MissingGrant(registration, need.permission(), need.actions()))
        .toList();
  }

  private void surplus(
      Registration registration, List<PermissionNeed> needs, Set<Permission> granted) {
    Set<Permission> needed =
        needs.stream().map(PermissionNeed::permission).collect(Collectors.toSet());
    granted.stream()
        .filter(permission -> !needed.contains(permission))
        .map(
            permission ->
                new SurplusGrant(
                    registration,
                    permission,
                    opens(permission),
                    needs.stream()
                        .filter(need -> need.alternatives().contains(permission))
                        .map(PermissionNeed::permission)
                        .toList()))
        .forEach(surplus::add);
  }

  private SortedSet<String> opens(Permission permission) {
    SortedSet<String> opened = new TreeSet<>();
    for (ActionEntry action : catalogue.actions()) {
      if (action.permissions().contains(permission)
          || action.anyPermission().contains(permission)
          || accepted.greater(action).contains(permission)) {
        opened.add(action.id());
      }
    }
    return opened;
  }

  private static String lacks(
      Registration registration, Service service, List<MissingGrant> lacking) {
    return "The "
        + registration.word()
        + " lacks at "
        + service.label()
        + ": "
        + lacking.stream()
            .map(
                grant ->
                    grant.permission().name() + " (for " + String.join(", ", grant.actions()) + ")")
            .collect(Collectors.joining(", "))
        + ". Add these application permissions to the app registration and grant admin consent; a"
        + " new token can take up to an hour to carry them.";
  }

  /** Only the reader's calls are at hand; a licence is a matter of the tenant, not of the app. */
  private ServiceState tried(Registration registration, Service service, Set<Permission> granted) {
    Optional<ActionEntry> read =
        registration == Registration.RESPONDER ? Optional.empty() : smallRead(service, granted);
    if (read.isEmpty()) {
      return new ServiceState(
          registration,
          service,
          Status.NOT_TRIED,
          "The token was issued. Whether the service answers was not tried, because that needs the"
              + " reader and a permission to list incidents, alerts, machines or indicators.");
    }
    try {
      read.get().call(calls, read.get().bind(Map.of("top", 1, ActionEntry.MAX_ITEMS, 1)));
      return new ServiceState(registration, service, Status.READY, service.label() + " answers.");
    } catch (Fault fault) {
      return refused(registration, service, read.get(), fault);
    }
  }

  private Optional<ActionEntry> smallRead(Service service, Set<Permission> granted) {
    return TRIED.stream()
        .flatMap(id -> catalogue.find(id).stream())
        .filter(action -> action.service() == service)
        .filter(
            action ->
                (!action.permissions().isEmpty() && granted.containsAll(action.permissions()))
                    || action.anyPermission().stream().anyMatch(granted::contains)
                    || accepted.greater(action).stream().anyMatch(granted::contains))
        .findFirst();
  }

  private static ServiceState refused(
      Registration registration, Service service, ActionEntry read, Fault fault) {
    boolean unlicensed =
        switch (fault.code()) {
          case PERMISSION_MISSING, FEATURE_DISABLED, DISALLOWED, NOT_FOUND, NOT_LICENSED -> true;
          default -> false;
        };
    if (unlicensed) {
      return new ServiceState(
          registration,
          service,
          Status.NOT_LICENSED_OR_NOT_ONBOARDED,
          service.label()
              + " refuses "
              + read.id()
              + " although the token has the permission for it. Either the tenant has no licence"
              + " for it, or it was never set up: open the Defender portal once as an administrator"
              + " and look at the licences. Microsoft's answer: HTTP "
              + fault.json().path("status").asText()
              + " "
              + fault.details().path("code").asText()
              + " "
              + fault.details().path("message").asText()
              + ".");
    }
    Status status =
        switch (fault.code()) {
          case AUTH_FAILED -> Status.CANNOT_SIGN_IN;
          case THROTTLED, REQUEST_REFUSED, CONFLICT -> Status.NOT_TRIED;
          default -> Status.NOT_REACHABLE;
        };
    return new ServiceState(registration, service, status, fault.getMessage());
  }

  private static Status withoutToken(Fault fault) {
    if (fault.code() != ErrorCode.AUTH_FAILED) {
      return Status.NOT_REACHABLE;
    }
    // Entra ID knows no such service in this tenant, because it was never set up there.
    return fault.details().path("message").asText().contains("AADSTS500011")
        ? Status.NOT_LICENSED_OR_NOT_ONBOARDED
        : Status.CANNOT_SIGN_IN;
  }

  private void add(Registration registration, Service service, Status status, String message) {
    states.add(new ServiceState(registration, service, status, message));
  }
}
