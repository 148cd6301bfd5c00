package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.health.Status;

/** The intake as an application has it: by its settings, over HTTP, in the background. */
@Timeout(120)
class IntakeOnSimulatorTest {
  private static final String LIST = ".*/security/incidents\\?.*";

  @Test
  void incidentsStartPlaybooksInTheBackgroundAndPlaybooksHearOfChanges() {
    AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults().withClock(clock));
        EngineUnderTest app =
            new EngineUnderTest(
                settings(
                    simulator,
                    "defender.intake.soc.source=incidents",
                    "defender.intake.soc.filter.severity=high",
                    "defender.intake.soc.filter.status=active",
                    "defender.intake.soc.poll-interval=1s",
                    "defender.intake.soc.look-back=1m",
                    "defender.intake.soc.message=IncidentCreated",
                    "defender.intake.soc.update-message=IncidentChanged"))) {
      app.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
      simulator.faults().on("GET", ".*expand.*").status(500).times(3);
      Incident incident = simulator.tenant().addIncident("Ransomware behaviour");
      String key = "incident:" + incident.id();

      await().until(() -> app.started().containsKey(key));
      clock.advance(Duration.ofSeconds(5));
      simulator
          .tenant()
          .changeIncident(
              incident.id(),
              json ->
                  json.put("status", "resolved")
                      .put("lastUpdateDateTime", "2026-11-21T03:00:05.1234567Z"));
      await().until(() -> !app.heard().updates().isEmpty());

      assertThat(app.heard().updates()).containsExactly(key + " status resolved");
      assertThat(app.started()).containsEntry(key, 1);
      assertThat(simulator.requests().count("GET", LIST)).isPositive();
      assertThat(app.bean(IntakeHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
      assertThat(
              app.bean(MeterRegistry.class)
                  .get("defender.intake.started")
                  .tag("source", "soc")
                  .functionCounter()
                  .count())
          .isEqualTo(1);
    }
  }

  @Test
  void wrongSettingsStopTheStart() {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
      assertThatThrownBy(
              () ->
                  new EngineUnderTest(
                      settings(
                          simulator,
                          "defender.intake.soc.source=mails",
                          "defender.intake.soc.page-size=0")))
          .rootCause()
          .hasMessageContaining("defender.intake.soc.source")
          .hasMessageContaining("defender.intake.soc.page-size")
          .hasMessageContaining("defender.intake.soc.message");
    }
  }

  private static String[] settings(Simulator simulator, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "defender.limits.families.all=unlimited",
                "defender.connections.default.tenant-id=" + simulator.settings().tenantId(),
                "defender.connections.default.client-id=" + simulator.settings().clientId(),
                "defender.connections.default.client-secret=" + simulator.clientSecret(),
                "defender.connections.default.login-url=" + simulator.loginUrl(),
                "defender.connections.default.graph-url=" + simulator.graphUrl(),
                "defender.connections.default.endpoint-url=" + simulator.endpointUrl()));
    settings.addAll(Arrays.asList(more));
    return settings.toArray(String[]::new);
  }
}
