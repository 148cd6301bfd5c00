package io.defenderflow.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The diagrams that the modeler saved, run by the worker against the simulated tenant. */
@Timeout(300)
class TemplatesRunTest {
  private static Simulator simulator;
  private static ConfigurableApplicationContext application;
  private static ProcessEngine engine;
  private static final Map<String, ProcessInstance> instances = new HashMap<>();

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}

  static Stream<ActionEntry> actions() {
    return Catalogue.load().actions().stream();
  }

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    ModelerRun.once();
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withActionPending(Duration.ofMillis(20))
                .withActionInProgress(Duration.ofMillis(20)));
    application =
        new SpringApplicationBuilder(Application.class)
            .properties(
                "spring.main.banner-mode=off",
                "spring.main.web-application-type=none",
                "spring.datasource.generate-unique-name=true",
                "camunda.bpm.generic-properties.properties.history-time-to-live=P1D",
                "defender.worker.poll-interval=100ms",
                "defender.worker.first-poll=50ms",
                "defender.worker.longest-poll=100ms",
                "defender.connections.default.tenant-id=" + simulator.settings().tenantId(),
                "defender.connections.default.client-id=" + simulator.settings().clientId(),
                "defender.connections.default.client-secret=" + simulator.clientSecret(),
                "defender.connections.default.login-url=" + simulator.loginUrl(),
                "defender.connections.default.graph-url=" + simulator.graphUrl(),
                "defender.connections.default.endpoint-url=" + simulator.endpointUrl())
            .run();
    engine = application.getBean(ProcessEngine.class);
    startAll();
  }

  /** All at once, so that the lanes work side by side. */
  private static void startAll() throws IOException {
    DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
    for (ActionEntry action : actions().toList()) {
      deployment.addString(action.id() + ".bpmn", ModelerRun.saved("variables", action));
    }
    deployment.deploy();
    for (ActionEntry action : actions().toList()) {
      instances.put(action.id(), start(action));
    }
  }

  @AfterAll
  static void stop() {
    if (application != null) {
      application.close();
      simulator.close();
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void theDiagramOfTheTemplateRunsToItsEnd(ActionEntry action) {
    ProcessInstance instance = instances.get(action.id());

    awaitEnd(instance);

    assertThat(incident(instance)).isNull();
    assertThat(
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName("result")
                .count())
        .isEqualTo(action.returnsNothing() ? 0 : 1);
  }

  private static ProcessInstance start(ActionEntry action) {
    return engine
        .getRuntimeService()
        .startProcessInstanceByKey("step-" + action.id().replace('.', '-'), variables(action));
  }

  private static void awaitEnd(ProcessInstance instance) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> hasEnded(instance) || incident(instance) != null);
  }

  private static boolean hasEnded(ProcessInstance instance) {
    return engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(instance.getId())
            .count()
        == 0;
  }

  /** The message of the incident, or null where there is none. */
  private static String incident(ProcessInstance instance) {
    Incident incident =
        engine
            .getRuntimeService()
            .createIncidentQuery()
            .processInstanceId(instance.getId())
            .singleResult();
    return incident == null ? null : incident.getIncidentMessage();
  }

  /** The examples of the catalogue, with the ids of things that the simulated tenant has. */
  private static Map<String, Object> variables(ActionEntry action) {
    Map<String, Object> variables = new HashMap<>();
    action.inputs().stream()
        .filter(InputEntry::required)
        .forEach(input -> variables.put(input.name(), input.example()));
    variables.computeIfPresent("machineId", (name, example) -> machineFor(action));
    variables.computeIfPresent("machineActionId", (name, example) -> machineActionFor(action));
    variables.computeIfPresent("incidentId", (name, example) -> incidentId());
    variables.computeIfPresent(
        "alertId",
        (name, example) -> simulator.tenant().alertsOf(incidentId()).get(0).path("id").asText());
    if (variables.containsKey("indicatorId")) {
      awaitEnd(start(Catalogue.load().find("indicator.submit").orElseThrow()));
      variables.put("indicatorId", simulator.tenant().indicators().get(0).id());
    }
    variables.computeIfPresent("userId", (name, example) -> SeedData.FINANCE_USER);
    variables.computeIfPresent("ip", (name, example) -> "10.20.4.14");
    variables.computeIfPresent("timestamp", (name, example) -> Instant.now().toString());
    variables.computeIfPresent(
        "machine",
        (name, example) -> simulator.tenant().machine(SeedData.FINANCE_LAPTOP).computerDnsName());
    variables.computeIfPresent("fileId", (name, example) -> fileOfAnAlert());
    return variables;
  }

  /** A machine of its own for each action, in the state that the action takes back. */
  private static String machineFor(ActionEntry action) {
    String id =
        simulator
            .tenant()
            .addMachine(
                action.id().replace('.', '-').toLowerCase(java.util.Locale.ROOT)
                    + ".northwharf.example")
            .id();
    action
        .undo()
        .filter(undo -> action.id().contains(".un"))
        .ifPresent(
            undo -> finish(id, undo.endsWith("isolate") ? "Isolate" : "RestrictCodeExecution"));
    return id;
  }

  private static String machineActionFor(ActionEntry action) {
    String id = simulator.tenant().addMachine(action.id().toLowerCase(java.util.Locale.ROOT)).id();
    if (action.id().endsWith("cancel")) {
      // A machine that is off leaves its action pending.
      simulator.tenant().setOnline(id, false);
      return simulator.tenant().addAction(id, "Isolate", "to be cancelled").id();
    }
    return finish(id, "CollectInvestigationPackage");
  }

  private static String finish(String machineId, String type) {
    String id = simulator.tenant().addAction(machineId, type, "from the portal").id();
    await()
        .until(
            () ->
                simulator.tenant().actions(machineId).stream()
                    .allMatch(action -> action.status().equals("Succeeded")));
    return id;
  }

  private static String incidentId() {
    return simulator.tenant().addIncident("Suspicious sign-in").id();
  }

  private static String fileOfAnAlert() {
    return simulator.tenant().alertsOf(incidentId()).get(0).findPath("sha1").asText();
  }
}
