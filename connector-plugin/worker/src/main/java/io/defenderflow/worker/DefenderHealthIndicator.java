package io.defenderflow.worker;

import io.defenderflow.connection.ConnectionHealth;
import java.util.List;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Down where the engine does not answer the worker or a connection gets no token. The details name
 * the reason, and no secret. What only needs attention, such as a missing permission or a
 * credential that runs out soon, is a warning.
 */
@Component
final class DefenderHealthIndicator extends AbstractHealthIndicator {
  private static final String UP = "UP";

  private final EngineRest engine;
  private final RestWorker worker;
  private final ConnectionHealth connections;

  DefenderHealthIndicator(EngineRest engine, RestWorker worker, ConnectionHealth connections) {
    super("The health of the worker could not be found out.");
    this.engine = engine;
    this.worker = worker;
    this.connections = connections;
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
    if (worker.lanes().isAlive()) {
      builder.withDetail("engine", UP);
    } else {
      builder.down().withDetail("engine", reason());
    }
  }

  private String reason() {
    try {
      engine.get("/external-task/count");
      return "The engine answers again. The worker asks it for tasks within a minute.";
    } catch (EngineRefused | EngineUnreachable e) {
      return e.getMessage();
    }
  }
}
