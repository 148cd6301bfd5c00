package io.defenderflow.worker;

import io.defenderflow.connection.ConnectionProperties;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProtectionSettings;
import io.defenderflow.lane.WorkerProperties;
import io.defenderflow.lane.WorkerSettings;
import io.defenderflow.limit.LimitSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code defender.*}.
 *
 * @param connections the tenants by name; steps that name none use {@code default}
 * @param engine the engine that the worker works for
 * @param worker the lanes
 * @param limits how much of Microsoft's budgets this node may use
 * @param protection what no step may contain
 * @param approval what a second person has to approve
 * @param caps how many containments may start in which time
 */
@ConfigurationProperties("defender")
record DefenderProperties(
    Map<String, ConnectionProperties> connections,
    @DefaultValue EngineProperties engine,
    @DefaultValue WorkerProperties worker,
    @DefaultValue LimitSettings limits,
    @DefaultValue ProtectionSettings protection,
    @DefaultValue ApprovalSettings approval,
    @DefaultValue CapSettings caps) {

  /** The engine holds back its answer until there is a task, so that pauses can be short. */
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  /**
   * @throws UnusableSettings listing every breach outside of the connections, whose own breaches
   *     are found when they are opened
   */
  DefenderProperties {
    connections = connections == null ? Map.of() : Map.copyOf(connections);
    List<String> problems = new ArrayList<>(engine.problems());
    if (connections.isEmpty()) {
      problems.add(
          "defender.connections.default is missing. It names the tenant: tenant-id, client-id and"
              + " one credential.");
    }
    try {
      WorkerSettings settings = worker.settings(POLL_INTERVAL);
      if (settings.lanes().isEmpty()) {
        problems.add(
            "defender.worker.lanes switches every lane off. Leave one of read, hunt, change and"
                + " contain on.");
      }
      connections.forEach(
          (name, connection) ->
              WorkerProperties.requireShortCalls(
                  name, connection.settings(name).timeouts(), settings));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new UnusableSettings(problems);
    }
  }

  List<ConnectionSettings> connectionSettings() {
    return connections.entrySet().stream()
        .map(connection -> connection.getValue().settings(connection.getKey()))
        .toList();
  }

  WorkerSettings workerSettings() {
    return worker.settings(POLL_INTERVAL);
  }
}
