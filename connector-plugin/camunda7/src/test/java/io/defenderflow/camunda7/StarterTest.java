package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.defenderflow.connection.ConnectionHealth;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.spring.DefenderHealthIndicator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What the starter gives to an application beside the steps themselves. */
@Timeout(120)
class StarterTest {
  private static AdjustableClock clock;
  private static Simulator simulator;

  @BeforeAll
  static void startSimulator() {
    clock = Application.stoppedClock();
    simulator = Application.tenant(clock);
  }

  @AfterAll
  static void stopSimulator() {
    simulator.close();
  }

  @Test
  void aNewTaskStartsWithoutPollingDelayAlsoWithAuthorizations() {
    try (Application app =
        new Application(
            simulator,
            clock,
            "defender.worker.poll-interval=1h",
            "camunda.bpm.authorization.enabled=true")) {
      ProcessInstance warmUp = app.start(Playbook.of(Step.getMachine(SeedData.FINANCE_LAPTOP)));
      await().until(() -> app.hasEnded(warmUp));
      long started = System.nanoTime();
      ProcessInstance instance =
          app.engine().getRuntimeService().startProcessInstanceByKey("playbook");
      await().pollInterval(Duration.ofMillis(10)).until(() -> app.hasEnded(instance));

      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void healthAndMetricsShowWhatTheWorkerDoes() {
    try (Application app = new Application(simulator, clock)) {
      ProcessInstance instance = app.start(Playbook.of(Step.getMachine(SeedData.FINANCE_LAPTOP)));
      await().until(() -> app.hasEnded(instance));

      Health health = app.bean(DefenderHealthIndicator.class).health();
      MeterRegistry meters = app.bean(MeterRegistry.class);

      assertThat(health.getStatus()).isEqualTo(Status.UP);
      assertThat(health.getDetails()).containsKeys("connection default", "worker");
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          meters
                              .get("defender.task")
                              .tags("action", "machine.get", "outcome", "completed", "code", "none")
                              .timer()
                              .count())
                      .isEqualTo(1));
      assertThat(meters.get("defender.lane.free.slots").tag("lane", "contain").gauge().value())
          .isEqualTo(4);
      assertThat(meters.get("defender.task.waiting").tag("lane", "contain").gauge().value())
          .isZero();
    }
  }

  @Test
  void aWrongSecretMakesTheHealthDownAndIsNeverShown() {
    String canary = "canary-secret-0815";
    try (Application app =
        new Application(simulator, clock, "defender.connections.default.client-secret=" + canary)) {
      Health health = app.bean(DefenderHealthIndicator.class).health();

      assertThat(health.getStatus()).isEqualTo(Status.DOWN);
      assertThat(health.getDetails().toString()).contains("AUTH_FAILED").doesNotContain(canary);
      assertThat(app.bean(DefenderProperties.class).toString())
          .contains("(hidden)")
          .doesNotContain(canary);
    }
  }

  @Test
  void aSecretThatRunsOutSoonIsAWarningInHealthAndANumberInMetrics() {
    try (Application app =
        new Application(
            simulator, clock, "defender.connections.default.client-secret-expires=2026-12-21")) {
      Health health = app.bean(DefenderHealthIndicator.class).health();

      assertThat(health.getStatus()).isEqualTo(Status.UP);
      assertThat(health.getDetails().get("warning").toString()).contains("runs out in 29 days");
      assertThat(
              app.bean(MeterRegistry.class)
                  .get("defender.credential.days.left")
                  .tags("connection", "default", "registration", "reader", "kind", "client secret")
                  .gauge()
                  .value())
          .isEqualTo(29);
    }
  }

  @Test
  void permissionsThatDeployedPlaybooksLackAreShownAfterTheStart() {
    simulator
        .tenant()
        .setRoles(
            simulator.settings().clientId(),
            Set.of("SecurityIncident.Read.All"),
            Set.of("Machine.Isolate"));
    try (Application app = new Application(simulator, clock)) {
      app.start(Playbook.of(Step.getMachine(SeedData.FINANCE_LAPTOP)));

      app.bean(ConnectionHealth.class).start();

      await()
          .untilAsserted(
              () ->
                  assertThat(
                          app.bean(DefenderHealthIndicator.class).health().getDetails().toString())
                      .contains("Machine.Read.All (for machine.get)"));
    } finally {
      simulator.reset();
    }
  }

  @Test
  void actionsThatCannotNeedAnApprovalAreExplainedAllAtOnce() {
    Throwable failure =
        catchThrowable(
            () ->
                new Application(
                    simulator,
                    clock,
                    "defender.approval.actions=machine.vanish,machine.isolate,machine.get"));

    FailureAnalysis analysis = new SettingsFailureAnalyzer().analyze(failure);

    assertThat(analysis.getDescription())
        .contains(
            "- defender.approval.actions names machine.vanish",
            "- defender.approval.actions names machine.get")
        .doesNotContain("machine.isolate");
  }

  @Test
  void wrongSettingsAreExplainedInsteadOfAStackTrace() {
    Throwable failure =
        catchThrowable(
            () ->
                new Application(
                    simulator,
                    clock,
                    "defender.connections.default.client-secret-expires=next spring"));

    FailureAnalysis analysis = new SettingsFailureAnalyzer().analyze(failure);

    assertThat(analysis.getDescription())
        .contains("defender.connections.default.client-secret-expires is not a date");
    assertThat(analysis.getAction()).contains("docs/settings.md");
  }

  @Test
  void aLockThatCouldRunOutDuringACallIsRefusedAtStartUp() {
    assertThatThrownBy(
            () ->
                new Application(
                    simulator, clock, "defender.worker.lanes.contain.lock-duration=40s"))
        .rootCause()
        .hasMessageContaining("defender.connections.default.timeouts.call")
        .hasMessageContaining("defender.worker.lanes.contain.lock-duration");
  }

  @Test
  void wrongConnectionSettingsAreAllNamedAtStartUp() {
    assertThatThrownBy(
            () ->
                new Application(
                    simulator,
                    clock,
                    "defender.connections.default.tenant-id= not a tenant ",
                    "defender.connections.default.graph-url=http://graph.example"))
        .rootCause()
        .hasMessageContaining("defender.connections.default.tenant-id")
        .hasMessageContaining("defender.connections.default.graph-url");
  }
}
