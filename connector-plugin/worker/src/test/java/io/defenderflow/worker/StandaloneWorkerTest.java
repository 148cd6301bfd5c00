package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.simulator.Canaries;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps of a real engine behind its REST API, run by the worker against the simulated tenant. */
@Timeout(120)
class StandaloneWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ISOLATE = ".*/isolate";

  private static Simulator simulator;
  private static TestEngine engine;
  private static RunningWorker worker;

  @BeforeAll
  static void start() {
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withClientSecret(Canaries.CLIENT_SECRET)
                .withActionPending(Duration.ofMillis(200))
                .withActionInProgress(Duration.ofMillis(200)));
    engine = TestEngine.start();
    worker = RunningWorker.start(RunningWorker.settings(engine.url(), simulator));
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
  void aMachineIsIsolatedWithOnePostAndTheResultReachesTheProcess() throws Exception {
    ProcessInstance playbook =
        run(
            "isolate",
            step(isolate(SeedData.FINANCE_LAPTOP).with("defenderPick", "state=/status")),
            Map.of());

    awaitStepDone(playbook);

    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(1);
    assertThat(json(playbook, "isolation").path("status").asText()).isEqualTo("Succeeded");
    assertThat(value(playbook, "state").getValue()).isEqualTo("Succeeded");
  }

  @Test
  void theAuditTellsTheIncidentAndWhoAskedForTheWrite() {
    simulator.tenant().setOnline(SeedData.OFFLINE_LAPTOP, true);
    engine.deploy(
        Models.process("audited", Models.around(step(isolate(SeedData.OFFLINE_LAPTOP)), "Step")));
    engine.engine().getIdentityService().setAuthenticatedUserId("mara");
    ProcessInstance playbook =
        engine.runtime().startProcessInstanceByKey("audited", "incident-1042");
    engine.engine().getIdentityService().clearAuthentication();

    awaitStepDone(playbook);

    assertThat(
            worker
                .bean(Audit.class)
                .find(
                    AuditFilter.ALL.with(Detail.PROCESS_INSTANCE_ID, playbook.getId()),
                    new Page(0, 10)))
        .extracting(
            AuditRecord::decision,
            row -> row.get(Detail.BUSINESS_KEY).orElse(""),
            row -> row.get(Detail.REQUESTED_BY).orElse(""))
        .containsExactly(
            tuple("DONE", "incident-1042", "mara"), tuple("ALLOWED", "incident-1042", "mara"));
  }

  @Test
  void aCaughtErrorTakesThePathThatCatchesIt() {
    ProcessInstance playbook = run("caught", step(unknownMachine()) + boundary("Step"), Map.of());

    await().atMost(PATIENCE).until(() -> isAt(playbook, "Caught"));

    assertThat(value(playbook, "defenderErrorCode").getValue()).isEqualTo("MACHINE_NOT_FOUND");
  }

  @Test
  void anErrorThatNobodyCatchesIsShownAsAnIncident() {
    ProcessInstance playbook = run("uncaught", step(unknownMachine()), Map.of());

    assertThat(awaitIncident(playbook))
        .startsWith("MACHINE_NOT_FOUND: ")
        .contains("boundary event");
  }

  @Test
  void anErrorIsThrownWhereACallingProcessCatchesIt() {
    engine.deploy(Models.process("called", Models.around(step(unknownMachine()), "Step")));
    ProcessInstance playbook =
        run(
            "calling",
            "<bpmn:callActivity id=\"Step\" calledElement=\"called\"/>" + boundary("Step"),
            Map.of());

    await().atMost(PATIENCE).until(() -> isAt(playbook, "Caught"));
  }

  @Test
  void ofSeveralActiveCallActivitiesTheOneThatCalledDecides() {
    engine.deploy(
        Models.process("called-2", Models.around(step(unknownMachine()), "Step")),
        Models.process("waiting", Models.around("<bpmn:userTask id=\"Step\"/>", "Step")),
        Models.process(
            "two-calls",
            """
            <bpmn:startEvent id="Start"/>
            <bpmn:sequenceFlow id="f1" sourceRef="Start" targetRef="Fork"/>
            <bpmn:parallelGateway id="Fork"/>
            <bpmn:sequenceFlow id="f2" sourceRef="Fork" targetRef="Other"/>
            <bpmn:callActivity id="Other" calledElement="waiting"/>
            <bpmn:boundaryEvent id="OnOther" attachedToRef="Other">
              <bpmn:errorEventDefinition errorRef="NotFoundError"/>
            </bpmn:boundaryEvent>
            <bpmn:sequenceFlow id="f3" sourceRef="Fork" targetRef="Step"/>
            <bpmn:callActivity id="Step" calledElement="called-2"/>
            """));
    ProcessInstance playbook = engine.runtime().startProcessInstanceByKey("two-calls");
    ProcessInstance called =
        engine
            .runtime()
            .createProcessInstanceQuery()
            .superProcessInstanceId(playbook.getId())
            .processDefinitionKey("called-2")
            .singleResult();

    assertThat(awaitIncident(called)).startsWith("MACHINE_NOT_FOUND: ");
  }

  @Test
  void aWrongInputSendsNothingAndNamesTheField() {
    ProcessInstance playbook =
        run(
            "bad-input",
            step(isolate(SeedData.FINANCE_LAPTOP).with("machineId", "../machines")),
            Map.of());

    assertThat(awaitIncident(playbook)).startsWith("INPUT_INVALID: ").contains("machineId");
    assertThat(simulator.requests().list()).isEmpty();
  }

  @Test
  void aResultMayHaveTheNameOfAnInput() throws Exception {
    ProcessInstance playbook =
        run(
            "same-name",
            step(getMachine("${machineId}").with("defenderResult", "machineId")),
            Map.of("machineId", SeedData.FINANCE_LAPTOP));

    awaitStepDone(playbook);

    assertThat(json(playbook, "machineId").path("id").asText()).isEqualTo(SeedData.FINANCE_LAPTOP);
  }

  @Test
  void theInstancesOfALoopDoNotOverwriteEachOther() throws Exception {
    ProcessInstance playbook =
        run(
            "loop",
            step(getMachine("${machine}"), Models.loop("machines", "machine")),
            Map.of("machines", new ArrayList<>(machines())));

    awaitStepDone(playbook);

    assertThat(json(playbook, "result_0").path("id").asText()).isEqualTo(machines().get(0));
    assertThat(json(playbook, "result_1").path("id").asText()).isEqualTo(machines().get(1));
  }

  @Test
  void aSubProcessThatLoopsKeepsItsResultsToItself() {
    String inner =
        """
        <bpmn:startEvent id="InnerStart"/>
        <bpmn:sequenceFlow id="InnerTo" sourceRef="InnerStart" targetRef="Step"/>
        %s
        """
            .formatted(step(getMachine("${machine}")));
    engine.deploy(
        Models.process(
            "sub-loop",
            Models.around(
                "<bpmn:subProcess id=\"Sub\">"
                    + Models.loop("machines", "machine")
                    + inner
                    + "</bpmn:subProcess>",
                "Sub")));
    ProcessInstance playbook =
        engine
            .runtime()
            .startProcessInstanceByKey("sub-loop", Map.of("machines", new ArrayList<>(machines())));

    awaitStepDone(playbook);

    List<HistoricVariableInstance> results =
        engine
            .history()
            .createHistoricVariableInstanceQuery()
            .processInstanceId(playbook.getId())
            .variableName("result")
            .disableCustomObjectDeserialization()
            .list();
    assertThat(results)
        .hasSize(2)
        .allMatch(result -> result.getActivityInstanceId().startsWith("Sub:"))
        .extracting(result -> tree(result.getTypedValue()).path("id").asText())
        .containsExactlyInAnyOrderElementsOf(machines());
  }

  @Test
  void aFileVariableIsReadAsText() {
    ProcessInstance playbook =
        run(
            "file-input",
            step(
                isolate(SeedData.SALES_LAPTOP)
                    .with("Comment", "${execution.getVariableTyped('note')}")),
            Map.of(
                "note",
                Variables.fileValue("note.txt")
                    .file("Read from a file: \u00fc".getBytes(StandardCharsets.UTF_8))
                    .mimeType("text/plain")
                    .encoding(StandardCharsets.UTF_8)
                    .create()));

    awaitStepDone(playbook);

    assertThat(simulator.requests().list("POST", ISOLATE).get(0).body())
        .contains("Read from a file: \u00fc");
  }

  @Test
  void aProcessVariableThatTheModelDoesNotDeclareIsNoInput() {
    Inputs undeclared = isolate(SeedData.FINANCE_LAPTOP);
    undeclared.remove("Comment");
    ProcessInstance playbook =
        run("undeclared", step(undeclared), Map.of("Comment", "from somewhere else"));

    assertThat(awaitIncident(playbook)).startsWith("INPUT_INVALID: ").contains("Comment");
  }

  @Test
  void aStepBehindThatFailsDoesNotRunTheActionAgain() {
    // Without asyncAfter the engine takes the result only together with the step behind.
    String failing =
        step(isolate(SeedData.WORKSTATION)).replace("camunda:asyncAfter=\"true\"", "")
            + "<bpmn:sequenceFlow id=\"ToBroken\" sourceRef=\"Step\" targetRef=\"Broken\"/>"
            + "<bpmn:serviceTask id=\"Broken\" camunda:expression=\"${noSuchBean.run()}\"/>";
    ProcessInstance playbook = run("refused", failing, Map.of());

    assertThat(awaitIncident(playbook)).startsWith("RESULT_REFUSED: ").contains("noSuchBean");
    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(1);
  }

  @Test
  void stepsAreCountedByLaneAndAction() {
    ProcessInstance playbook = run("metrics", step(getMachine(SeedData.SALES_LAPTOP)), Map.of());
    awaitStepDone(playbook);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        worker
                            .bean(MeterRegistry.class)
                            .get("defender.task")
                            .tags("lane", "read", "action", "machine.get", "outcome", "completed")
                            .timer()
                            .count())
                    .isPositive());
    assertThat(worker.health()).startsWith("UP ");
  }

  // --- playbooks

  /** The inputs of a step. */
  static final class Inputs extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;

    Inputs with(String name, String value) {
      put(name, value);
      return this;
    }
  }

  private static Inputs isolate(String machineId) {
    return new Inputs()
        .with("defenderAction", "machine.isolate")
        .with("machineId", machineId)
        .with("Comment", "Approved by the responder.")
        .with("IsolationType", "Full")
        .with("defenderResult", "isolation");
  }

  private static Inputs getMachine(String machineId) {
    return new Inputs()
        .with("defenderAction", "machine.get")
        .with("machineId", machineId)
        .with("defenderResult", "result");
  }

  private static Inputs unknownMachine() {
    return getMachine("0".repeat(40));
  }

  private static String step(Inputs inputs) {
    return step(inputs, "");
  }

  private static String step(Inputs inputs, String more) {
    String topic =
        inputs.get("defenderAction").equals("machine.get") ? "defender-read" : "defender-contain";
    return Models.step("Step", topic, inputs, more);
  }

  private static String boundary(String activity) {
    return """
    <bpmn:boundaryEvent id="OnError" attachedToRef="%s">
      <bpmn:errorEventDefinition errorRef="NotFoundError"/>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="ToCaught" sourceRef="OnError" targetRef="Caught"/>
    <bpmn:userTask id="Caught"/>
    """
        .formatted(activity);
  }

  private static ProcessInstance run(String id, String step, Map<String, Object> variables) {
    engine.deploy(Models.process(id, Models.around(step, "Step")));
    return engine.runtime().startProcessInstanceByKey(id, variables);
  }

  private static List<String> machines() {
    return List.of(SeedData.FINANCE_LAPTOP, SeedData.SALES_LAPTOP);
  }

  // --- what became of them

  private static void awaitStepDone(ProcessInstance playbook) {
    await().atMost(PATIENCE).until(() -> isAt(playbook, "After"));
  }

  private static boolean isAt(ProcessInstance playbook, String activity) {
    return engine
        .history()
        .createHistoricActivityInstanceQuery()
        .processInstanceId(playbook.getId())
        .activityId(activity)
        .list()
        .stream()
        .findAny()
        .isPresent();
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

  private static TypedValue value(ProcessInstance playbook, String name) {
    return engine.runtime().getVariableTyped(playbook.getId(), name, false);
  }

  private static JsonNode json(ProcessInstance playbook, String name) {
    return tree(value(playbook, name));
  }

  private static JsonNode tree(TypedValue value) {
    assertThat(value.getType().getName()).isEqualTo("json");
    try {
      return new ObjectMapper().readTree(((SerializableValue) value).getValueSerialized());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
