package io.defenderflow.camunda7;

import io.defenderflow.connection.ConnectionProperties;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProtectionSettings;
import io.defenderflow.lane.WorkerProperties;
import io.defenderflow.lane.WorkerSettings;
import io.defenderflow.limit.LimitSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code defender.*}. The worker has one more, {@code defender.worker.enabled}: false
 * leaves all steps to other workers.
 *
 * @param connections the tenants by name; steps that name none use {@code default}
 * @param worker the lanes of the worker in this application
 * @param limits how much of Microsoft's budgets this node may use
 * @param protection what no step may contain
 * @param approval what a second person has to approve
 * @param caps how many containments may start in which time
 */
@ConfigurationProperties("defender")
public record DefenderProperties(
    Map<String, ConnectionProperties> connections,
    @DefaultValue WorkerProperties worker,
    @DefaultValue LimitSettings limits,
    @DefaultValue ProtectionSettings protection,
    @DefaultValue ApprovalSettings approval,
    @DefaultValue CapSettings caps) {

  /** New tasks of this node are told at once: polling finds those of other nodes and retries. */
  private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

  public DefenderProperties {
    connections = connections == null ? Map.of() : Map.copyOf(connections);
  }

  /** The settings of all connections. */
  public List<ConnectionSettings> connectionSettings() {
    return connections.entrySet().stream()
        .map(connection -> connection.getValue().settings(connection.getKey()))
        .toList();
  }

  /**
   * The settings of the worker with their defaults.
   *
   * @throws IllegalArgumentException where a lock could run out during a call, naming both settings
   */
  WorkerSettings workerSettings() {
    WorkerSettings settings = worker.settings(POLL_INTERVAL);
    connectionSettings()
        .forEach(
            connection ->
                WorkerProperties.requireShortCalls(
                    connection.name(), connection.timeouts(), settings));
    return settings;
  }
}
