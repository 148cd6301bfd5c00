package io.defenderflow.camunda7;

import io.defenderflow.connection.ConnectionHealth;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Down where a connection gets no token or the worker is not looking for work. The details name the
 * connection and the reason, and no secret. What only needs attention, such as a missing permission
 * or a credential that runs out soon, is a warning.
 */
final class DefenderHealthIndicator extends AbstractHealthIndicator {
  private static final String UP = "UP";

  private final ConnectionHealth connections;
  private final ObjectProvider<EmbeddedWorker> worker;

  DefenderHealthIndicator(ConnectionHealth connections, ObjectProvider<EmbeddedWorker> worker) {
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
    worker.ifAvailable(
        running -> {
          boolean alive = running.isAlive();
          builder.withDetail(
              "worker",
              alive ? UP : "The worker is not looking for work. Look at the log for the reason.");
          if (!alive) {
            builder.down();
          }
        });
  }
}
