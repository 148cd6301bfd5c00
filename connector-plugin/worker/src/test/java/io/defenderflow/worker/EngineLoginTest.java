package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.Simulator;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that refuses the worker's login. */
@Timeout(180)
class EngineLoginTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Simulator simulator;

  @BeforeEach
  void startTenant() {
    simulator = Simulator.start();
  }

  @AfterEach
  void stopTenant() {
    simulator.close();
  }

  @Test
  void aWrongPasswordIsToldWithTheSettingAndWithoutThePassword() {
    try (TestEngine engine = TestEngine.start()) {
      Map<String, String> settings = RunningWorker.settings(engine.url(), simulator);
      settings.put("defender.engine.password", "not-the-password");
      try (RunningWorker worker = RunningWorker.start(settings)) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(worker.health())
                        .startsWith("DOWN ")
                        .contains("does not accept the worker's login (HTTP 401)")
                        .contains("defender.engine.password")
                        .doesNotContain("not-the-password"));
      }
    }
  }
}
