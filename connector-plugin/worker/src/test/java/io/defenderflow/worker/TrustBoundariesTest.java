package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a playbook cannot reach through the REST API either. */
@Timeout(120)
class TrustBoundariesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ANY_API = ".*/api/.*";

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
    engine = TestEngine.withJavaObjects();
    engine.letWorkIn("harbour");
    Map<String, String> settings = RunningWorker.settings(engine.url(), simulator);
    RunningWorker.connection(simulator)
        .forEach((name, value) -> settings.put(name.replace("default", "airport"), value));
    settings.put("defender.connections.airport.engine-tenants", "airport");
    worker = RunningWorker.start(settings);
  }

  @AfterAll
  static void stop() {
    worker.close();
    engine.close();
    simulator.close();
  }

  @BeforeEach
  void clear() {
    simulator.requests().clear();
  }

  @Test
  void aMachineIsHeldByThePlaybookWhoseCalledProcessIsolatedItAndHasEnded() {
    engine.deploy(
        process("containing", step("machine.isolate", Map.of("IsolationType", "Full"))),
        Models.process(
            "holding",
            Models.around("<bpmn:callActivity id=\"Step\" calledElement=\"containing\"/>", "Step")),
        process("releasing", step("machine.unisolate", Map.of())));
    ProcessInstance holding = engine.runtime().startProcessInstanceByKey("holding", "INC-1042");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                engine
                        .engine()
                        .getTaskService()
                        .createTaskQuery()
                        .processInstanceId(holding.getId())
                        .count()
                    == 1);

    ProcessInstance other = engine.runtime().startProcessInstanceByKey("releasing");

    assertThat(awaitIncident(other))
        .startsWith("HELD_BY_PLAYBOOK: ")
        .contains(holding.getId(), "INC-1042");
    assertThat(simulator.requests().count("POST", ".*/unisolate")).isZero();
  }

  @Test
  void aModelOfOneTenantOfTheEngineCannotUseTheConnectionOfAnother() {
    Map<String, String> foreign = new LinkedHashMap<>(machine("machine.get"));
    foreign.remove("Comment");
    foreign.put("defenderConnection", "airport");
    engine
        .engine()
        .getRepositoryService()
        .createDeployment()
        .tenantId("harbour")
        .addString(
            "foreign.bpmn", process("foreign", Models.step("Step", "defender-read", foreign, "")))
        .deploy();

    ProcessInstance instance =
        engine
            .runtime()
            .createProcessInstanceByKey("foreign")
            .processDefinitionTenantId("harbour")
            .execute();

    assertThat(awaitIncident(instance))
        .startsWith("UNKNOWN_CONNECTION: ")
        .contains("airport", "harbour");
    assertThat(simulator.requests().count("GET", ANY_API)).isZero();
  }

  @Test
  void aSerializedJavaObjectIsNeverTurnedIntoAnObject() throws IOException {
    Map<String, String> inputs = new LinkedHashMap<>(machine("machine.get"));
    inputs.remove("Comment");
    inputs.put("machineId", "${execution.getVariableTyped(\"gadget\", false)}");
    engine.deploy(process("gadget", Models.step("Step", "defender-read", inputs, "")));

    ProcessInstance instance =
        engine
            .runtime()
            .startProcessInstanceByKey(
                "gadget",
                Map.of(
                    "gadget",
                    Variables.serializedObjectValue(gadget())
                        .serializationDataFormat("application/x-java-serialized-object")
                        .objectTypeName("io.defenderflow.worker.Gadget1")
                        .create()));

    assertThat(awaitIncident(instance)).startsWith("INPUT_INVALID: ");
    assertThat(System.getProperty("defenderflow.test.gadget")).isNull();
    assertThat(simulator.requests().count("GET", ANY_API)).isZero();
  }

  // --- the parts

  /** The bytes of an object of a class that nothing has loaded. */
  private static String gadget() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Gadget0());
    }
    String text = bytes.toString(StandardCharsets.ISO_8859_1).replace("Gadget0", "Gadget1");
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String process(String id, String step) {
    return Models.process(
        id,
        """
        <bpmn:startEvent id="Start"/>
        <bpmn:sequenceFlow id="ToStep" sourceRef="Start" targetRef="Step"/>
        %s
        <bpmn:sequenceFlow id="ToEnd" sourceRef="Step" targetRef="End"/>
        <bpmn:endEvent id="End"/>
        """
            .formatted(step));
  }

  private static String step(String action, Map<String, String> more) {
    Map<String, String> inputs = new LinkedHashMap<>(machine(action));
    inputs.putAll(more);
    return Models.step("Step", "defender-contain", inputs, "");
  }

  private static Map<String, String> machine(String action) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("defenderAction", action);
    inputs.put("machineId", SeedData.FINANCE_LAPTOP);
    inputs.put("Comment", "Incident 1042.");
    return inputs;
  }

  private static String awaitIncident(ProcessInstance playbook) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                engine
                    .runtime()
                    .createIncidentQuery()
                    .processInstanceId(playbook.getId())
                    .list()
                    .stream()
                    .map(Incident::getIncidentMessage)
                    .findFirst()
                    .orElse(""),
            message -> !message.isEmpty());
  }
}
