package io.defenderflow.templates;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.Shape;
import io.defenderflow.simulator.Canaries;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
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
  private static final Pattern TAKES_AWAY =
      Pattern.compile("(?i)(delete|merge|move|offboard|release|close|wipe|retire|remove)");

  /** It reads a result of a live response session, which another test runs. */
  private static final Set<String> NOT_RUN = Set.of("machineAction.getLiveResponseResult");

  private static final Set<Shape> IDS =
      Set.of(Shape.GUID, Shape.ID, Shape.NUMBER_ID, Shape.ALERT_ID);

  private static Simulator simulator;
  private static ConfigurableApplicationContext application;
  private static ProcessEngine engine;
  private static final Map<String, String> definitions = new HashMap<>();
  private static final Map<String, ProcessInstance> instances = new HashMap<>();

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}

  static Stream<ActionEntry> actions() {
    return Catalogue.load().actions().stream().filter(action -> !NOT_RUN.contains(action.id()));
  }

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    ModelerRun.once();
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withClientSecret(Canaries.CLIENT_SECRET)
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
                "defender.limits.families.all=unlimited",
                "defender.worker.first-poll=10ms",
                "defender.worker.longest-poll=20ms",
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

  /** Many at once, so that the lanes work side by side. */
  private static void startAll() throws IOException {
    DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
    for (ActionEntry action : actions().toList()) {
      deployment.addString(action.id() + ".bpmn", ModelerRun.saved(kind(action), action));
    }
    deployment
        .deployWithResult()
        .getDeployedProcessDefinitions()
        .forEach(process -> definitions.put(process.getKey(), process.getId()));
    SortedMap<Integer, List<ActionEntry>> waves =
        actions().collect(Collectors.groupingBy(TemplatesRunTest::wave, TreeMap::new, toList()));
    for (List<ActionEntry> wave : waves.values()) {
      for (ActionEntry action : wave) {
        instances.put(action.id(), start(action));
        if (waves.firstKey() != wave(action)) {
          awaitEnd(instances.get(action.id()));
        }
      }
      wave.forEach(action -> awaitEnd(instances.get(action.id())));
    }
  }

  /** A hunt looks for something and a request has a body: there the optional fields count. */
  private static String kind(ActionEntry action) {
    return action.id().startsWith("hunting.") || action.id().endsWith(".request")
        ? "example"
        : "variables";
  }

  /**
   * Reads come first, and what takes something away comes last: parts before the whole, since the
   * examples of all actions name the same things.
   */
  private static int wave(ActionEntry action) {
    if (action.effect() == Effect.READ) {
      return 0;
    }
    return TAKES_AWAY.matcher(action.id()).find() ? 100 - action.path().split("/").length : 1;
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

    assertThat(incident(instance)).isNull();
    if (kind(action).equals("example")) {
      return;
    }
    assertThat(
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance.getId())
                .variableName("result")
                .count())
        .isEqualTo(action.returnsNothing() ? 0 : 1);
  }

  /** By the id: looking for the latest version of a key reads all definitions each time. */
  private static ProcessInstance start(ActionEntry action) {
    return engine
        .getRuntimeService()
        .startProcessInstanceById(
            definitions.get("step-" + action.id().replace('.', '-')), variables(action));
  }

  private static void awaitEnd(ProcessInstance instance) {
    soon().until(() -> hasEnded(instance) || incident(instance) != null);
  }

  /** Hundreds of short steps are awaited one by one: each is looked at often. */
  private static ConditionFactory soon() {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(120));
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
    variables.computeIfPresent("userId", (name, example) -> SeedData.FINANCE_USER);
    putIdsOfThePath(action, variables);
    putId(variables, "servicePrincipalIds", "/v1.0/identityProtection/riskyServicePrincipals");
    putId(variables, "requestIds", "/v1.0/auditLogs/signIns");
    putId(variables, "ScanDefinitionIds", "/api/DeviceAuthenticatedScanDefinitions");
    putId(variables, "serverIds", "/v1.0/security/identities/sensorCandidates");
    variables.computeIfPresent("machineId", (name, example) -> machineFor(action));
    variables.computeIfPresent("machineActionId", (name, example) -> machineActionFor(action));
    variables.computeIfPresent("incidentId", (name, example) -> incidentId());
    variables.computeIfPresent("alertId", (name, example) -> alertId());
    if (variables.containsKey("indicatorId") || variables.containsKey("IndicatorIds")) {
      awaitEnd(start(Catalogue.load().find("indicator.submit").orElseThrow()));
      String indicator = simulator.tenant().indicators().get(0).id();
      variables.replace("indicatorId", indicator);
      variables.replace("IndicatorIds", indicator);
    }
    if (action.id().equals("group.member.add")) {
      // The group of accounts in quarantine does not have this user yet.
      variables.put("groupId", "7b58c455-9899-5c39-95f9-365def3e80e3");
      variables.put("memberId", SeedData.FINANCE_USER);
    }
    variables.computeIfPresent("alertIds", (name, example) -> alertId());
    variables.computeIfPresent("incidentIds", (name, example) -> incidentId() + "," + incidentId());
    variables.computeIfPresent("MachineIds", (name, example) -> machineFor(action));
    variables.computeIfPresent("machineIds", (name, example) -> machineFor(action));
    variables.computeIfPresent("ip", (name, example) -> "10.20.4.14");
    variables.computeIfPresent("timestamp", (name, example) -> Instant.now().toString());
    variables.computeIfPresent(
        "machine",
        (name, example) -> simulator.tenant().machine(SeedData.FINANCE_LAPTOP).computerDnsName());
    variables.computeIfPresent("fileId", (name, example) -> fileOfAnAlert());
    variables.computeIfPresent("messageUrl", (name, example) -> messageUrl());
    return variables;
  }

  private static void putId(Map<String, Object> variables, String name, String collection) {
    variables.computeIfPresent(
        name, (unused, example) -> simulator.tenant().idIn(collection).orElseThrow());
  }

  private static boolean isId(ActionEntry action, String name) {
    return action.inputs().stream()
        .filter(input -> input.name().equals(name))
        .anyMatch(input -> IDS.contains(input.shape()));
  }

  /** Each variable that is a segment of the path names something in the collection before it. */
  private static void putIdsOfThePath(ActionEntry action, Map<String, Object> variables) {
    StringBuilder collection = new StringBuilder();
    for (String segment : action.path().split("/")) {
      if (segment.startsWith("{") && segment.endsWith("}")) {
        String name = segment.substring(1, segment.length() - 1);
        if (isId(action, name) && !variables.get(name).equals(SeedData.FINANCE_USER)) {
          simulator
              .tenant()
              .idIn(collection.substring(0, collection.length() - 1))
              .ifPresent(id -> variables.put(name, id));
        }
        collection.append(variables.get(name)).append('/');
      } else {
        collection.append(segment).append('/');
      }
    }
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
    soon()
        .until(
            () ->
                simulator.tenant().actions(machineId).stream()
                    .allMatch(action -> action.status().equals("Succeeded")));
    return id;
  }

  private static String incidentId() {
    return simulator.tenant().addIncident("Suspicious sign-in").id();
  }

  private static String alertId() {
    return simulator.tenant().alertsOf(incidentId()).get(0).path("id").asText();
  }

  private static String messageUrl() {
    String messages = "/v1.0/users/" + SeedData.FINANCE_USER + "/messages";
    return "https://graph.microsoft.com"
        + messages
        + "/"
        + simulator.tenant().idIn(messages).orElseThrow();
  }

  private static String fileOfAnAlert() {
    return simulator.tenant().alertsOf(incidentId()).get(0).findPath("sha1").asText();
  }
}
