package io.defenderflow.camunda7;

import io.defenderflow.catalogue.Effect;
import io.defenderflow.connection.Connection;
import io.defenderflow.connection.Connections;
import io.defenderflow.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Down where a connection gets no token or the worker is not looking for work. The details name the
 * connection and the reason, and no secret.
 */
final class DefenderHealthIndicator extends AbstractHealthIndicator {
  /** A health check may come every second; Entra ID is not asked more often than this. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Connections connections;
  private final ObjectProvider<EmbeddedWorker> worker;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Instant at, String problem) {}

  DefenderHealthIndicator(
      Connections connections, ObjectProvider<EmbeddedWorker> worker, Clock clock) {
    super("The Defender connections could not be checked.");
    this.connections = connections;
    this.worker = worker;
    this.clock = clock;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up();
    for (Connection connection : connections.all()) {
      String problem = problem(connection);
      builder.withDetail("connection " + connection.name(), problem.isEmpty() ? "UP" : problem);
      if (!problem.isEmpty()) {
        builder.down();
      }
    }
    worker.ifAvailable(
        running -> {
          boolean alive = running.isAlive();
          builder.withDetail(
              "worker",
              alive ? "UP" : "The worker is not looking for work. Look at the log for the reason.");
          if (!alive) {
            builder.down();
          }
        });
  }

  private String problem(Connection connection) {
    Instant now = clock.instant();
    Seen last = seen.get(connection.name());
    if (last == null || last.at().plus(KEPT).isBefore(now)) {
      last = new Seen(now, check(connection));
      seen.put(connection.name(), last);
    }
    return last.problem();
  }

  private static String check(Connection connection) {
    try {
      connection.calls(Effect.READ).granted(Effect.READ);
      connection.calls(Effect.CONTAIN).granted(Effect.CONTAIN);
      return "";
    } catch (Fault fault) {
      return fault.code() + ": " + fault.getMessage();
    }
  }
}
