package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine that has no JSON variables. */
@Timeout(180)
class EngineWithoutSpinTest {
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
  void anEngineWithoutSpinGetsTextsAndFiles() {
    try (TestEngine engine = TestEngine.withoutSpin();
        RunningWorker worker =
            RunningWorker.start(RunningWorker.settings(engine.url(), simulator))) {
      runGetMachine(engine, "machine");
      await().atMost(PATIENCE).until(() -> isDone(engine));
      assertThat((String) result(engine, "machine")).contains(SeedData.FINANCE_LAPTOP);

      engine.deploy(
          Models.process(
              "list",
              Models.around(
                  Models.step(
                      "Step",
                      "defender-read",
                      Map.of("defenderAction", "machine.list", "defenderResult", "machines"),
                      ""),
                  "Step")));
      engine.runtime().startProcessInstanceByKey("list");
      await().atMost(PATIENCE).until(() -> result(engine, "machines") != null);

      FileValue file =
          engine
              .runtime()
              .getVariableTyped(
                  engine
                      .runtime()
                      .createVariableInstanceQuery()
                      .variableName("machines")
                      .singleResult()
                      .getProcessInstanceId(),
                  "machines");
      assertThat(file.getMimeType()).isEqualTo("application/json");
      assertThat(file.getValue())
          .asString(java.nio.charset.StandardCharsets.UTF_8)
          .contains(SeedData.FINANCE_LAPTOP);
      assertThat(worker.health()).startsWith("UP ");
    }
  }

  private static void runGetMachine(TestEngine engine, String result) {
    engine.deploy(
        Models.process(
            "playbook",
            Models.around(
                Models.step(
                    "Step",
                    "defender-read",
                    Map.of(
                        "defenderAction",
                        "machine.get",
                        "machineId",
                        SeedData.FINANCE_LAPTOP,
                        "defenderResult",
                        result),
                    ""),
                "Step")));
    engine.runtime().startProcessInstanceByKey("playbook");
  }

  private static boolean isDone(TestEngine engine) {
    return engine.engine().getTaskService().createTaskQuery().count() > 0;
  }

  private static Object result(TestEngine engine, String name) {
    var found = engine.runtime().createVariableInstanceQuery().variableName(name).singleResult();
    return found == null ? null : found.getValue();
  }
}
