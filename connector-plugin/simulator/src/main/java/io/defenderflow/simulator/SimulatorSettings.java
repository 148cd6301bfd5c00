package io.defenderflow.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that can be chosen about a simulated tenant before it starts.
 *
 * @param port TCP port on 127.0.0.1; 0 takes a free one
 * @param tenantId directory (tenant) id, a GUID
 * @param clientId application id of the first app registration
 * @param clientSecret secret of the first app registration; null has a random one made at start
 * @param graphRoles Microsoft Graph application permissions granted to the first app
 * @param endpointRoles Defender for Endpoint application permissions granted to the first app
 * @param clock source of every time stamp; token life and machine actions follow it
 * @param actionPending how long a machine action stays Pending on a device that is online
 * @param actionInProgress how long it then stays InProgress before it is final
 * @param script whether incidents appear by themselves
 * @param firstIncidentAfter wait from the start to the first incident of the script
 */
public record SimulatorSettings(
    int port,
    String tenantId,
    String clientId,
    String clientSecret,
    Set<String> graphRoles,
    Set<String> endpointRoles,
    Clock clock,
    Duration actionPending,
    Duration actionInProgress,
    boolean script,
    Duration firstIncidentAfter) {

  private static final String TENANT_ID = "6d3f2f0e-41b7-4c55-9a0e-7b1c5e0d2a11";
  private static final String CLIENT_ID = "c1d2a7b0-5e84-4f6b-8a39-20f4be6d9c02";

  public SimulatorSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be between 0 and 65535 but is " + port);
    }
    Objects.requireNonNull(tenantId, "tenantId");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(clock, "clock");
    graphRoles = Set.copyOf(graphRoles);
    endpointRoles = Set.copyOf(endpointRoles);
    requireNotNegative(actionPending, "actionPending");
    requireNotNegative(actionInProgress, "actionInProgress");
    requireNotNegative(firstIncidentAfter, "firstIncidentAfter");
  }

  /**
   * A free port, a random secret, all permissions, the system clock, machine actions of five
   * seconds, no script.
   */
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        0,
        TENANT_ID,
        CLIENT_ID,
        null,
        Roles.GRAPH,
        Roles.ENDPOINT,
        Clock.systemUTC(),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        false,
        Duration.ofSeconds(20));
  }

  public SimulatorSettings withPort(int newPort) {
    return new SimulatorSettings(
        newPort,
        tenantId,
        clientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        clock,
        actionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withTenantId(String newTenantId) {
    return new SimulatorSettings(
        port,
        newTenantId,
        clientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        clock,
        actionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withClientId(String newClientId) {
    return new SimulatorSettings(
        port,
        tenantId,
        newClientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        clock,
        actionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withClientSecret(String newClientSecret) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        newClientSecret,
        graphRoles,
        endpointRoles,
        clock,
        actionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withGraphRoles(Set<String> newGraphRoles) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        clientSecret,
        newGraphRoles,
        endpointRoles,
        clock,
        actionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withEndpointRoles(Set<String> newEndpointRoles) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        clientSecret,
        graphRoles,
        newEndpointRoles,
        clock,
        actionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withClock(Clock newClock) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        newClock,
        actionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withActionPending(Duration newActionPending) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        clock,
        newActionPending,
        actionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withActionInProgress(Duration newActionInProgress) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        clock,
        actionPending,
        newActionInProgress,
        script,
        firstIncidentAfter);
  }

  public SimulatorSettings withScript(boolean newScript) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        clock,
        actionPending,
        actionInProgress,
        newScript,
        firstIncidentAfter);
  }

  public SimulatorSettings withFirstIncidentAfter(Duration newFirstIncidentAfter) {
    return new SimulatorSettings(
        port,
        tenantId,
        clientId,
        clientSecret,
        graphRoles,
        endpointRoles,
        clock,
        actionPending,
        actionInProgress,
        script,
        newFirstIncidentAfter);
  }

  /** Leaves the secret out, so that settings can be logged. */
  @Override
  public String toString() {
    return "SimulatorSettings[port=%d, tenantId=%s, clientId=%s, script=%s]"
        .formatted(port, tenantId, clientId, script);
  }

  private static void requireNotNegative(Duration duration, String name) {
    Objects.requireNonNull(duration, name);
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative but is " + duration);
    }
  }
}
