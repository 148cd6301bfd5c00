package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.defenderflow.guard.StopPosition;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.spring.StopEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.Principal;
import java.time.Duration;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** The guard in a Camunda application: its settings, its endpoint, its metrics. */
@Timeout(120)
class StopSwitchTest {
  private static final SecurityContext NOBODY = SecurityContext.NONE;
  private static final String ISOLATE = ".*/isolate";

  @Test
  void aStoppedContainmentWaitsAndGoesOnWhenTheStopIsLifted() {
    AdjustableClock clock = Application.stoppedClock();
    try (Simulator simulator = Application.tenant(clock);
        Application app = new Application(simulator, clock)) {
      StopEndpoint endpoint = app.bean(StopEndpoint.class);
      endpoint.change(StopPosition.CONTAINMENT, "A drill.", null, signedIn("mira"));

      ProcessInstance instance = app.start(Playbook.of(Step.isolate()));
      await().until(() -> app.tasks().stream().anyMatch(task -> task.getErrorMessage() != null));
      ExternalTask stopped = app.tasks().get(0);
      assertThat(stopped.getErrorMessage()).startsWith("STOPPED: ").contains("mira", "A drill.");
      assertThat(stopped.getRetries()).isEqualTo(3);
      assertThat(app.incidents()).isEmpty();
      assertThat(app.bean(MeterRegistry.class).get("defender.stop").gauge().value()).isEqualTo(1);
      assertThat(simulator.requests().count("POST", ISOLATE)).isZero();

      endpoint.change(StopPosition.NOTHING, "The drill is over.", "jonas", NOBODY);
      assertThat(endpoint.current().by()).isEqualTo("jonas");
      app.skipPause(stopped);
      await().until(() -> simulator.tenant().actions().size() == 1);
      clock.advance(Duration.ofMinutes(1));
      await().until(() -> app.hasEnded(instance));
    }
  }

  @Test
  void nobodyInParticularCannotChangeTheStop() {
    AdjustableClock clock = Application.stoppedClock();
    try (Simulator simulator = Application.tenant(clock);
        Application app = new Application(simulator, clock)) {
      StopEndpoint endpoint = app.bean(StopEndpoint.class);

      assertThatThrownBy(() -> endpoint.change(StopPosition.WRITES, "Why not.", null, NOBODY))
          .isInstanceOf(InvalidEndpointRequestException.class)
          .hasMessageContaining("by");
      assertThat(endpoint.current().position()).isEqualTo(StopPosition.NOTHING);
    }
  }

  @Test
  void theSettingsProtectAMachine() {
    AdjustableClock clock = Application.stoppedClock();
    try (Simulator simulator = Application.tenant(clock);
        Application app =
            new Application(
                simulator,
                clock,
                "defender.protection.machine-ids[0]=" + SeedData.FINANCE_LAPTOP,
                "defender.caps.contain.count=10",
                "defender.caps.contain.window=10m")) {
      app.start(Playbook.of(Step.isolate()));

      await().until(() -> !app.incidents().isEmpty());
      assertThat(app.incidents().get(0).getIncidentMessage()).startsWith("PROTECTED_ASSET: ");
      assertThat(simulator.requests().count("POST", ISOLATE)).isZero();
    }
  }

  private static SecurityContext signedIn(String name) {
    return new SecurityContext() {
      @Override
      public Principal getPrincipal() {
        return () -> name;
      }

      @Override
      public boolean isUserInRole(String role) {
        return false;
      }
    };
  }
}
