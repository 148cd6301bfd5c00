package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.core.JsonPointer;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.guard.TrialMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns settings into sources, or lists every breach. */
final class SourceCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,60}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,200}");
  private static final List<String> SEVERITIES =
      List.of("informational", "low", "medium", "high", "unknown");
  private static final int MOST_TEXT = 4_000;

  private final String name;
  private final SourceProperties given;
  private final List<String> problems;

  private SourceCheck(String name, SourceProperties given, List<String> problems) {
    this.name = name;
    this.given = given;
    this.problems = problems;
  }

  /**
   * The sources, sorted by name.
   *
   * @param connections by name
   * @throws InvalidIntake listing every breach of every source
   */
  static List<Source> sources(
      IntakeProperties properties, Map<String, ConnectionSettings> connections) {
    List<String> problems = new ArrayList<>();
    List<Source> sources =
        new TreeMap<>(properties.intake())
            .entrySet().stream()
                .map(
                    one ->
                        new SourceCheck(one.getKey(), one.getValue(), problems).source(connections))
                .toList();
    if (!problems.isEmpty()) {
      throw new InvalidIntake(problems);
    }
    return sources;
  }

  private Source source(Map<String, ConnectionSettings> connections) {
    if (!NAME.matcher(name).matches()) {
      breach("", "has a name that cannot be used. Use up to 60 letters, digits, - and _.");
    }
    Kind kind = kind();
    String connection = given.connection().isBlank() ? "default" : given.connection().strip();
    Optional<ConnectionSettings> read = Optional.ofNullable(connections.get(connection));
    if (read.isEmpty()) {
      breach(
          "connection",
          "names \""
              + connection
              + "\", which is not configured. "
              + (connections.isEmpty()
                  ? "Add defender.connections.default."
                  : "Configured are: " + String.join(", ", connections.keySet()) + "."));
    }
    read.ifPresent(this::engineTenant);
    Filter filter = filter(kind);
    Policy policy = policy();
    messages(policy);
    times();
    given.variables().forEach(this::variable);
    return new Source(
        name,
        read.map(ConnectionSettings::tenantId).orElse("").toLowerCase(Locale.ROOT),
        kind,
        connection,
        said(given.engineTenant()),
        filter,
        given.pollInterval(),
        given.lookBack(),
        given.overlap(),
        given.pageSize(),
        said(given.message()),
        said(given.decision()),
        said(given.updateMessage()),
        policy,
        new TreeMap<>(given.variables()),
        given.mostPerCycle(),
        given.expandAlerts() && kind == Kind.INCIDENTS,
        given.attempts(),
        given.alarmAfter(),
        Optional.ofNullable(given.quietAfter()));
  }

  /** The steps of a playbook that starts in another tenant could not use the connection. */
  private void engineTenant(ConnectionSettings connection) {
    List<String> allowed = connection.engineTenants();
    Optional<String> tenant = said(given.engineTenant());
    if (!allowed.isEmpty() && tenant.filter(allowed::contains).isEmpty()) {
      breach(
          "engine-tenant",
          tenant.map(id -> "is \"" + id + "\"").orElse("is empty")
              + ", but the connection "
              + connection.name()
              + " belongs to the engine's tenants "
              + String.join(", ", allowed)
              + " (defender.connections."
              + connection.name()
              + ".engine-tenants). Name one of them, or another connection.");
    }
  }

  private Kind kind() {
    for (Kind kind : Kind.values()) {
      if (kind.name().equalsIgnoreCase(given.source().strip())) {
        return kind;
      }
    }
    breach("source", "must be incidents or alerts.");
    return Kind.INCIDENTS;
  }

  private Policy policy() {
    if (given.policy().isBlank()) {
      return given.updateMessage().isBlank() ? Policy.START : Policy.BOTH;
    }
    for (Policy policy : Policy.values()) {
      if (policy.name().equalsIgnoreCase(given.policy().strip())) {
        return policy;
      }
    }
    breach("policy", "must be START, UPDATE or BOTH.");
    return Policy.START;
  }

  private void messages(Policy policy) {
    boolean message = !given.message().isBlank();
    boolean decision = !given.decision().isBlank();
    if (policy.starts() && !message && !decision) {
      breach(
          "message",
          "is empty. Name the message of the start event that your playbook has, or name a decision"
              + " in "
              + "defender.intake."
              + name
              + ".decision that picks it.");
    }
    if (message && decision) {
      breach("message", "and decision are both set. Keep the one that picks the playbook.");
    }
    if (policy.follows() && given.updateMessage().isBlank()) {
      breach(
          "update-message",
          "is empty, but the policy says that playbooks are told of changes. Name the message that"
              + " they receive, or set the policy to START.");
    }
  }

  private void times() {
    atLeast("poll-interval", given.pollInterval(), Duration.ofSeconds(1));
    atLeast("look-back", given.lookBack(), Duration.ofMinutes(1));
    atLeast("overlap", given.overlap(), Duration.ZERO);
    atLeast("alarm-after", given.alarmAfter(), given.pollInterval());
    if (given.quietAfter() != null) {
      atLeast("quiet-after", given.quietAfter(), Duration.ofMinutes(1));
    }
    between("page-size", given.pageSize(), 1, 1_000);
    between("most-per-cycle", given.mostPerCycle(), 1, 10_000);
    between("attempts", given.attempts(), 1, 100);
    if (given.lookBack().compareTo(Duration.ofDays(180)) > 0) {
      breach("look-back", "must not be longer than 180 days.");
    }
  }

  private void atLeast(String setting, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      breach(setting, "must be at least " + least.toSeconds() + " seconds.");
    }
  }

  private void between(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      breach(setting, "must be between " + least + " and " + most + ".");
    }
  }

  private void variable(String variable, String pointer) {
    String setting = "variables." + variable;
    if (variable.equals(TrialMark.VARIABLE)) {
      breach(setting, "is what marks a trial. Choose another name.");
    }
    if (!VARIABLE.matcher(variable).matches()) {
      breach(setting, "is not a name that an expression can read. Use letters, digits and _.");
    }
    try {
      JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      breach(
          setting, "is not a JSON Pointer. It starts with a slash, for example /alerts/0/title.");
    }
  }

  private Filter filter(Kind kind) {
    SourceProperties.FilterProperties filter = given.filter();
    List<String> statuses = known("filter.status", filter.status(), kind.statuses());
    String odata = filter.odata().strip();
    if (!isClosed(odata) || odata.length() > MOST_TEXT) {
      breach(
          "filter.odata",
          "cannot be used: its quotes and parentheses must be closed, it must be one line, and it"
              + " must have at most 4000 characters.");
    }
    boolean looksAtAlerts =
        Stream.of(filter.serviceSource(), filter.detectionSource(), filter.product())
            .anyMatch(list -> !list.isEmpty());
    if (kind == Kind.INCIDENTS && looksAtAlerts && !given.expandAlerts()) {
      breach(
          "expand-alerts",
          "is false, but service-source, detection-source and product stand in the alerts of an"
              + " incident. Set it to true, or take these filters away.");
    }
    return new Filter(
        kind,
        known("filter.severity", filter.severity(), SEVERITIES),
        statuses,
        filter.serviceSource(),
        filter.detectionSource(),
        filter.product(),
        filter.tags(),
        odata);
  }

  /** The values as Microsoft writes them. */
  private List<String> known(String setting, List<String> values, List<String> allowed) {
    List<String> known = new ArrayList<>();
    for (String value : values) {
      Optional<String> found =
          allowed.stream().filter(one -> one.equalsIgnoreCase(value)).findFirst();
      if (found.isEmpty()) {
        breach(setting, "has the unknown value \"" + value + "\". Known are: " + allowed + ".");
      }
      found.ifPresent(known::add);
    }
    return known;
  }

  /** Whether the condition stays within the parentheses around it. */
  static boolean isClosed(String odata) {
    int depth = 0;
    boolean quoted = false;
    for (char c : odata.toCharArray()) {
      if (c == '\n' || c == '\r') {
        return false;
      }
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
        if (depth < 0) {
          return false;
        }
      }
    }
    return depth == 0 && !quoted;
  }

  private static Optional<String> said(String text) {
    return Optional.of(text.strip()).filter(value -> !value.isEmpty());
  }

  private void breach(String setting, String sentence) {
    String full = "defender.intake." + name + (setting.isEmpty() ? "" : "." + setting);
    problems.add(full + " " + sentence);
  }
}
