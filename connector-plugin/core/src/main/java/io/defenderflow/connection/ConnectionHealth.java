package io.defenderflow.connection;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.fault.Fault;
import io.defenderflow.permission.ConnectionCheck;
import io.defenderflow.permission.ConnectionReport;
import io.defenderflow.permission.Registration;
import io.defenderflow.permission.ServiceState;
import io.defenderflow.permission.ServiceState.Status;
import io.defenderflow.permission.SurplusGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether the connections get their tokens, and tests in the background whether they may do
 * what they must. A missing permission or a credential that runs out soon is a warning: the other
 * steps go on.
 */
public final class ConnectionHealth implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionHealth.class);

  /** A health check may come every second; Entra ID is not asked more often than this. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** A test costs one small read per service, and permissions change seldom. */
  private static final Duration TEST_INTERVAL = Duration.ofMinutes(30);

  private static final Duration LOG_INTERVAL = Duration.ofDays(1);

  private static final Pattern READS = Pattern.compile(".*\\.Read(\\..*|Basic.*)?");

  private final Connections connections;
  private final Catalogue catalogue;
  private final ExpectedActions expected;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final Map<String, Tested> tested = new ConcurrentHashMap<>();
  private final Map<String, Instant> logged = new ConcurrentHashMap<>();
  private ScheduledExecutorService background;
  private Future<?> tests;

  private record Seen(Instant at, Optional<String> problem) {}

  private record Tested(Instant at, List<String> warnings, List<Surplus> surplus) {}

  /**
   * What a credential opens without need. It is no warning: it stands in the details of the health,
   * and the log tells it in short.
   *
   * @param permissions those that change something first
   */
  private record Surplus(String connection, Registration registration, List<String> permissions) {
    String who() {
      return connection + " " + registration.word();
    }

    String sentence() {
      int more = permissions.size() - NAMED;
      return "Connection \""
          + connection
          + "\": "
          + (registration == Registration.APP
              ? "Its app registration"
              : "The app registration of the " + registration.word())
          + " has "
          + permissions.size()
          + (permissions.size() == 1 ? " permission" : " permissions")
          + " that no expected action needs: "
          + String.join(", ", permissions.subList(0, Math.min(NAMED, permissions.size())))
          + (more > 0 ? " and " + more + " more, which the details of the health name" : "")
          + ". Whoever gets hold of its credential can use them. Take them away in Entra ID, or"
          + " name the actions that need them in expected-actions.";
    }
  }

  /** So many permissions without need are named in the log. */
  private static final int NAMED = 10;

  /** Actions with which the guard looks at targets, whatever the playbooks do. */
  private static final List<String> LOOKUPS =
      List.of(
          "machine.get",
          "machineAction.list",
          "managedDevice.get",
          "device.get",
          "user.get",
          "user.transitiveMemberOf.list",
          "signIn.get",
          "identity.account.get",
          "servicePrincipal.get",
          "file.get");

  public ConnectionHealth(
      Connections connections, Catalogue catalogue, ExpectedActions expected, Clock clock) {
    this.connections = connections;
    this.catalogue = catalogue;
    this.expected = expected;
    this.clock = clock;
  }

  /** Starts to test the connections, now and then every half an hour. It returns at once. */
  public synchronized void start() {
    background =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "defender-connection-test");
              thread.setDaemon(true);
              return thread;
            });
    tests =
        background.scheduleWithFixedDelay(
            this::test, 0, TEST_INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void close() {
    if (background != null) {
      tests.cancel(true);
      background.shutdownNow();
    }
  }

  /** What is wrong with each connection, by name; empty where it gets its tokens. */
  public SortedMap<String, Optional<String>> problems() {
    SortedMap<String, Optional<String>> problems = new TreeMap<>();
    connections.all().forEach(connection -> problems.put(connection.name(), problem(connection)));
    return problems;
  }

  /** What somebody has to do soon, as full sentences that name the connection. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (Connection connection : connections.all()) {
      warnings.addAll(expiring(connection));
      Optional.ofNullable(tested.get(connection.name()))
          .ifPresent(last -> warnings.addAll(last.warnings()));
    }
    return warnings;
  }

  /**
   * The permissions that no expected action needs, by connection and registration, those that
   * change something first. Nothing is wrong because of them; whoever got hold of the credential
   * could use them.
   */
  public SortedMap<String, List<String>> surplus() {
    SortedMap<String, List<String>> surplus = new TreeMap<>();
    tested
        .values()
        .forEach(last -> last.surplus().forEach(one -> surplus.put(one.who(), one.permissions())));
    return surplus;
  }

  /** When each connection was tested last; a connection that was not is absent. */
  public SortedMap<String, Instant> tested() {
    SortedMap<String, Instant> times = new TreeMap<>();
    tested.forEach((name, last) -> times.put(name, last.at()));
    return times;
  }

  /** The full days that each credential has left, as far as its end is known. */
  public SortedMap<String, Long> daysLeft() {
    SortedMap<String, Long> days = new TreeMap<>();
    for (Connection connection : connections.all()) {
      for (CredentialExpiry expiry : connection.expiries()) {
        days.put(
            connection.name() + " " + expiry.registration() + " " + expiry.kind(),
            expiry.daysLeft(clock.instant()));
      }
    }
    return days;
  }

  /** Tests all connections once and tells the log what is to be done, at most once a day each. */
  void test() {
    for (Connection connection : connections.all()) {
      try {
        tested.put(connection.name(), look(connection));
      } catch (RuntimeException e) {
        // Its text may hold anything, and the next run must not be called off.
        LOG.warn(
            "The connection \"{}\" could not be tested because of an unexpected {}. It is tested"
                + " again in half an hour.",
            connection.name(),
            e.getClass().getName());
      }
    }
    warnings().forEach(this::logOnceADay);
    tested
        .values()
        .forEach(last -> last.surplus().forEach(surplus -> logOnceADay(surplus.sentence())));
  }

  private void logOnceADay(String warning) {
    // The number of days in the text changes by itself.
    String key = warning.replaceAll("\\d+ days?", "");
    Instant now = clock.instant();
    Instant last = logged.get(key);
    if (last == null || !now.isBefore(last.plus(LOG_INTERVAL))) {
      logged.put(key, now);
      LOG.warn(warning);
    }
  }

  private List<String> expiring(Connection connection) {
    Instant now = clock.instant();
    return connection.expiries().stream()
        .filter(expiry -> expiry.isNear(now))
        .map(expiry -> expiry.warning(connection.name(), now))
        .toList();
  }

  private Tested look(Connection connection) {
    String prefix = "Connection \"" + connection.name() + "\": ";
    List<String> warnings = new ArrayList<>();
    List<ActionEntry> actions = new ArrayList<>();
    SortedSet<String> ids = expected.of(connection);
    for (String id : ids) {
      catalogue
          .find(id)
          .ifPresentOrElse(
              actions::add,
              () ->
                  warnings.add(
                      prefix
                          + "expected-actions names "
                          + id
                          + ", which is no action of this version. Correct the setting."));
    }
    ConnectionReport report = ConnectionCheck.of(connection.calls(Effect.READ), catalogue, actions);
    report.services().stream()
        .filter(state -> state.isProblem() && state.status() != Status.CANNOT_SIGN_IN)
        .map(ServiceState::message)
        .forEach(message -> warnings.add(prefix + message));
    return new Tested(
        clock.instant(),
        List.copyOf(warnings),
        surplus(connection.name(), report.moreThanNeeded()));
  }

  private List<Surplus> surplus(String connection, List<SurplusGrant> grants) {
    Set<Permission> lookups =
        LOOKUPS.stream()
            .flatMap(id -> catalogue.find(id).stream())
            .flatMap(action -> action.permissions().stream())
            .collect(Collectors.toSet());
    Map<Registration, List<String>> names = new EnumMap<>(Registration.class);
    grants.stream()
        .filter(grant -> !lookups.contains(grant.permission()))
        .sorted(Comparator.comparing(grant -> !changes(grant)))
        .forEach(
            grant ->
                names
                    .computeIfAbsent(grant.registration(), unused -> new ArrayList<>())
                    .add(grant.permission().name()));
    return names.entrySet().stream()
        .map(entry -> new Surplus(connection, entry.getKey(), List.copyOf(entry.getValue())))
        .toList();
  }

  /** By its name, as it may open more than our actions. */
  private static boolean changes(SurplusGrant grant) {
    return !READS.matcher(grant.permission().name()).matches();
  }

  private Optional<String> problem(Connection connection) {
    Instant now = clock.instant();
    Seen last = seen.get(connection.name());
    if (last == null || last.at().plus(KEPT).isBefore(now)) {
      last = new Seen(now, check(connection));
      seen.put(connection.name(), last);
    }
    return last.problem();
  }

  private static Optional<String> check(Connection connection) {
    try {
      connection.calls(Effect.READ).granted(Effect.READ);
      connection.calls(Effect.CONTAIN).granted(Effect.CONTAIN);
      return Optional.empty();
    } catch (Fault fault) {
      return Optional.of(fault.code() + ": " + fault.getMessage());
    }
  }
}
