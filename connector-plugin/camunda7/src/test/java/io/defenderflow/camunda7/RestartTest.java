package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Simulator;
import java.time.Duration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RestartTest {
  private static final String DATABASE =
      "spring.datasource.url=jdbc:h2:mem:restart;DB_CLOSE_DELAY=-1";

  @Test
  void aRestartGoesOnWaitingForTheSameMachineAction() {
    AdjustableClock clock = Application.stoppedClock();
    try (Simulator simulator = Application.tenant(clock)) {
      ProcessInstance instance;
      try (Application first = new Application(simulator, clock, DATABASE)) {
        instance = first.start(Playbook.of(Step.isolate().with("defenderPick", "action=/id")));
        await().until(() -> first.bean(EmbeddedWorker.class).waiting(Lane.CONTAIN) == 1);
      }
      String started = simulator.tenant().actions().get(0).id();

      try (Application second = new Application(simulator, clock, DATABASE)) {
        await().until(() -> second.bean(EmbeddedWorker.class).waiting(Lane.CONTAIN) == 1);
        clock.advance(Duration.ofSeconds(10));
        await().until(() -> second.hasEnded(instance));

        assertThat(second.variable(instance, "action")).isEqualTo(started);
        assertThat(simulator.requests().count("POST", ".*/isolate")).isEqualTo(1);
      }
    }
  }
}
