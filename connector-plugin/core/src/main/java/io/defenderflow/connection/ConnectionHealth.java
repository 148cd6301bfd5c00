package io.defenderflow.connection;

import io.defenderflow.catalogue.Effect;
import io.defenderflow.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Tries whether the connections get their tokens. */
public final class ConnectionHealth {
  /** A health check may come every second; Entra ID is not asked more often than this. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Connections connections;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Instant at, Optional<String> problem) {}

  public ConnectionHealth(Connections connections, Clock clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** What is wrong with each connection, by name; empty where it gets its tokens. */
  public SortedMap<String, Optional<String>> problems() {
    SortedMap<String, Optional<String>> problems = new TreeMap<>();
    connections.all().forEach(connection -> problems.put(connection.name(), problem(connection)));
    return problems;
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
