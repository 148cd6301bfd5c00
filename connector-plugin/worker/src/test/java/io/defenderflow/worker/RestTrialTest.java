package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trials that the worker knows from the history of an engine behind its REST API. */
@Timeout(120)
class RestTrialTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MARK = "defenderTrial";

  private static Simulator simulator;
  private static TestEngine engine;
  private static RunningWorker worker;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withActionPending(Duration.ofMillis(100))
                .withActionInProgress(Duration.ofMillis(100)));
    engine = TestEngine.start();
    worker = RunningWorker.start(RunningWorker.settings(engine.url(), simulator));
    engine.deploy(
        Models.process("isolating", Models.around(isolation(), "Step")),
        Models.process(
            "takingBack",
            Models.around(isolation(), "Step")
                .replace("sourceRef=\"Start\"", "sourceRef=\"Own\"")
                .concat(
                    """
                    <bpmn:sequenceFlow id="ToOwn" sourceRef="Start" targetRef="Own"/>
                    <bpmn:serviceTask id="Own"
                        camunda:expression="${execution.removeVariable('defenderTrial')}"/>
                    """)),
        Models.process(
            "calling",
            """
            <bpmn:startEvent id="Start"/>
            <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Call"/>
            <bpmn:callActivity id="Call" calledElement="isolating"/>
            <bpmn:sequenceFlow id="f2" sourceRef="Call" targetRef="End"/>
            <bpmn:endEvent id="End"/>
            """));
  }

  @AfterAll
  static void stop() {
    worker.close();
    engine.close();
    simulator.close();
  }

  @BeforeEach
  void clear() {
    engine
        .runtime()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(
            instance ->
                engine.runtime().deleteProcessInstance(instance.getId(), "The test is over."));
    simulator.reset();
    simulator.requests().clear();
  }

  @Test
  void aTrialSendsNothingAndGoesOn() {
    ProcessInstance trial = start("isolating", Map.of(MARK, true));

    awaitBehindTheStep();
    assertThat(sent()).isZero();
    assertThat(engine.runtime().getVariable(trial.getId(), "isolation").toString())
        .contains("\"simulated\":true");
  }

  @Test
  void aPlaybookThatIsNoTrialSends() {
    start("isolating", Map.of(MARK, false));

    awaitBehindTheStep();
    assertThat(sent()).isEqualTo(1);
  }

  @Test
  void aPlaybookCannotTakeTheMarkBack() {
    start("takingBack", Map.of(MARK, true));

    awaitBehindTheStep();
    assertThat(sent()).isZero();
  }

  @Test
  void whatATrialCallsIsATrialAlthoughItKnowsNothingOfTheMark() {
    start("calling", Map.of(MARK, true));

    awaitBehindTheStep();
    assertThat(sent()).isZero();
  }

  private static void awaitBehindTheStep() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                engine
                        .engine()
                        .getTaskService()
                        .createTaskQuery()
                        .taskDefinitionKey("After")
                        .count()
                    == 1);
  }

  private static ProcessInstance start(String key, Map<String, Object> variables) {
    return engine.runtime().startProcessInstanceByKey(key, variables);
  }

  private static String isolation() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("defenderAction", "machine.isolate");
    inputs.put("machineId", SeedData.FINANCE_LAPTOP);
    inputs.put("Comment", "Incident 1042.");
    inputs.put("IsolationType", "Full");
    inputs.put("defenderResult", "isolation");
    return Models.step("Step", "defender-contain", inputs, "");
  }

  private static long sent() {
    return simulator.requests().count("POST", ".*/isolate");
  }
}
