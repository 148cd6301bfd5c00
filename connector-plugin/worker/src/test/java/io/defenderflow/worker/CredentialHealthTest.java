package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.Simulator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the worker tells about its credentials and permissions. It needs no engine for that. */
@Timeout(120)
class CredentialHealthTest {
  private static final String NO_ENGINE = "http://localhost:1/engine-rest";
  private static final String PREFIX = "defender.connections.default.";

  @Test
  void aSecretThatRunsOutSoonIsAWarningInHealthAndANumberInMetrics() {
    try (Simulator simulator = Simulator.start()) {
      Map<String, String> settings = RunningWorker.settings(NO_ENGINE, simulator);
      settings.put(
          PREFIX + "client-secret-expires", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
      try (RunningWorker worker = RunningWorker.start(settings)) {
        assertThat(worker.health()).contains("warning=", "runs out in 29 days");
        assertThat(
                worker
                    .bean(MeterRegistry.class)
                    .get("defender.credential.days.left")
                    .tags("connection", "default", "registration", "reader")
                    .gauge()
                    .value())
            .isEqualTo(29);
      }
    }
  }

  @Test
  void permissionsThatExpectedActionsLackAreShownAfterTheStart() {
    try (Simulator simulator = Simulator.start()) {
      simulator
          .tenant()
          .setRoles(
              simulator.settings().clientId(),
              Set.of("SecurityIncident.Read.All"),
              Set.of("Machine.Read.All"));
      Map<String, String> settings = RunningWorker.settings(NO_ENGINE, simulator);
      settings.put("defender.connection-test.enabled", "true");
      settings.put(PREFIX + "expected-actions", "incident.get,machine.isolate");
      try (RunningWorker worker = RunningWorker.start(settings)) {
        await()
            .untilAsserted(
                () ->
                    assertThat(worker.health()).contains("Machine.Isolate (for machine.isolate)"));
      }
    }
  }
}
