package io.defenderflow.spring;

import io.defenderflow.connection.ConnectionHealth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Down where a connection gets no token or the worker finds no work. The details name the
 * connection and the reason, and no secret. What only needs attention, such as a missing permission
 * or a credential that runs out soon, is a warning.
 */
public final class DefenderHealthIndicator extends AbstractHealthIndicator {
  private static final String UP = "UP";

  private final ConnectionHealth connections;
  private final ObjectProvider<WorkerState> worker;

  DefenderHealthIndicator(ConnectionHealth connections, ObjectProvider<WorkerState> worker) {
    super("The Defender connections could not be checked.");
    this.connections = connections;
    this.worker = worker;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up();
    connections
        .problems()
        .forEach(
            (name, problem) -> {
              builder.withDetail("connection " + name, problem.orElse(UP));
              if (problem.isPresent()) {
                builder.down();
              }
            });
    builder.withDetail("credentials", connections.daysLeft());
    builder.withDetail("permissions tested", connections.tested());
    List<String> warnings = connections.warnings();
    if (!warnings.isEmpty()) {
      builder.withDetail("warning", warnings);
    }
    SortedMap<String, List<String>> surplus = connections.surplus();
    if (!surplus.isEmpty()) {
      builder.withDetail("permissions without need", surplus);
    }
    worker.ifAvailable(
        running -> {
          Optional<String> problem = running.problem();
          builder.withDetail("worker", problem.orElse(UP));
          if (problem.isPresent()) {
            builder.down();
          }
        });
  }
}
