package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a playbook cannot reach: others' machines, others' connections, Java objects, addresses. */
@Timeout(120)
class TrustBoundariesTest {
  private static final String ISOLATE = ".*/isolate";
  private static final String ANY_API = ".*/api/.*";
  private static Application app;

  @BeforeAll
  static void startApplication() {
    AdjustableClock clock = Application.stoppedClock();
    var simulator = Application.tenant(clock);
    app =
        new Application(
            simulator,
            clock,
            Stream.of(
                    Stream.of(
                        "camunda.bpm.generic-properties.properties.java-serialization-format-enabled=true"),
                    connection(simulator, "harbour", "engine-tenants=harbour"),
                    connection(simulator, "airport", "engine-tenants=airport"),
                    connection(simulator, "reader", "read-only=true"))
                .flatMap(settings -> settings)
                .toArray(String[]::new));
  }

  private static Stream<String> connection(
      io.defenderflow.simulator.Simulator simulator, String name, String more) {
    return Stream.of(
            "tenant-id=" + simulator.settings().tenantId(),
            "client-id=" + simulator.settings().clientId(),
            "client-secret=" + simulator.clientSecret(),
            "login-url=" + simulator.loginUrl(),
            "graph-url=" + simulator.graphUrl(),
            "endpoint-url=" + simulator.endpointUrl(),
            more)
        .map(setting -> "defender.connections." + name + "." + setting);
  }

  @AfterAll
  static void stopApplication() {
    app.close();
    app.simulator().close();
  }

  @AfterEach
  void clear() {
    app.clear();
  }

  // --- machines that another playbook holds

  @Test
  void aMachineIsHeldByThePlaybookWhoseCalledProcessIsolatedItAndHasEnded() {
    deploy(
        "",
        calling("holding", "containing"),
        Playbook.of(Step.isolate()).named("containing"),
        Playbook.of(release()).named("releasing"));
    ProcessInstance holding =
        app.engine().getRuntimeService().startProcessInstanceByKey("holding", "INC-1042");
    awaitAt(holding, "Wait");

    ProcessInstance other = start("releasing");

    assertThat(awaitIncident(other))
        .startsWith("HELD_BY_PLAYBOOK: ")
        .contains(holding.getId(), "INC-1042");
    assertThat(app.simulator().requests().count("POST", ".*/unisolate")).isZero();

    app.engine().getRuntimeService().deleteProcessInstance(holding.getId(), "by the test");
    app.retry(app.tasks().get(0));
    awaitEnd(other);
    assertThat(app.simulator().requests().count("POST", ".*/unisolate")).isEqualTo(1);
  }

  @Test
  void aPlaybookReleasesWhatAProcessThatItCalledIsolated() {
    String releasing = release().xml().replace("id='Step'", "id='Release'");
    deploy(
        "",
        new Playbook(
            "holding",
            Playbook.start()
                + "<bpmn:callActivity id='Call' calledElement='containing'/>"
                + releasing
                + "<bpmn:endEvent id='Done'/>"
                + Playbook.flow("Start", "Call")
                + Playbook.flow("Call", "Release")
                + Playbook.flow("Release", "Done"),
            ""),
        Playbook.of(Step.isolate()).named("containing"));

    awaitEnd(start("holding"));

    assertThat(app.simulator().requests().count("POST", ".*/unisolate")).isEqualTo(1);
  }

  // --- connections of others

  @Test
  void aModelOfOneTenantOfTheEngineCannotUseTheConnectionOfAnother() {
    Playbook foreign = Playbook.of(getMachine().with("defenderConnection", "airport"));
    deploy("harbour", foreign);
    app.simulator().requests().clear();

    assertThat(awaitIncident(startIn("harbour")))
        .startsWith("UNKNOWN_CONNECTION: ")
        .contains("airport", "harbour", "engine-tenants");
    assertThat(app.simulator().requests().count("GET", ANY_API)).isZero();
  }

  @Test
  void aContainmentThroughTheConnectionOfAnotherTenantIsRefused() {
    deploy("harbour", Playbook.of(Step.isolate().with("defenderConnection", "airport")));

    assertThat(awaitIncident(startIn("harbour"))).startsWith("UNKNOWN_CONNECTION: ");
    assertThat(app.simulator().requests().count("POST", ANY_API)).isZero();
  }

  @Test
  void aModelUsesTheConnectionOfItsTenant() {
    deploy("harbour", Playbook.of(getMachine().with("defenderConnection", "harbour")));

    awaitEnd(startIn("harbour"));
  }

  @Test
  void aModelOfNoTenantCannotUseTheConnectionOfOne() {
    deploy("", Playbook.of(getMachine().with("defenderConnection", "harbour")));

    assertThat(awaitIncident(start("playbook"))).startsWith("UNKNOWN_CONNECTION: ");
  }

  @Test
  void aConnectionThatOnlyReadsSendsNoWrite() {
    deploy("", Playbook.of(Step.isolate().with("defenderConnection", "reader")));

    assertThat(awaitIncident(start("playbook")))
        .startsWith("UNKNOWN_CONNECTION: ")
        .contains("only reads", "read-only");
    assertThat(app.simulator().requests().count("POST", ANY_API)).isZero();
  }

  @Test
  void aConnectionThatOnlyReadsReads() {
    deploy("", Playbook.of(getMachine().with("defenderConnection", "reader")));

    awaitEnd(start("playbook"));
  }

  // --- values are data

  @Test
  void aSerializedJavaObjectIsNeverTurnedIntoAnObject() throws IOException {
    deploy("", Playbook.of(Step.getMachine("${execution.getVariableTyped(\"gadget\", false)}")));
    ProcessInstance instance =
        app.engine()
            .getRuntimeService()
            .startProcessInstanceByKey(
                "playbook",
                Map.of(
                    "gadget",
                    Variables.serializedObjectValue(gadget())
                        .serializationDataFormat("application/x-java-serialized-object")
                        .objectTypeName("io.defenderflow.camunda7.Gadget1")
                        .create()));

    assertThat(awaitIncident(instance)).startsWith("INPUT_INVALID: ");
    assertThat(System.getProperty("defenderflow.test.gadget")).isNull();
    assertThat(app.simulator().requests().count("GET", ANY_API)).isZero();
  }

  @Test
  void aVariableWithTheNameOfASettingOrAnAddressIsIgnored() {
    deploy("", Playbook.of(getMachine()));
    Map<String, Object> variables =
        Map.of(
            "graphUrl", "http://127.0.0.1:9/",
            "endpointUrl", "http://127.0.0.1:9/",
            "endpoint-url", "http://127.0.0.1:9/",
            "loginUrl", "http://127.0.0.1:9/",
            "baseUrl", "http://127.0.0.1:9/",
            "tenantId", "00000000-0000-0000-0000-000000000001",
            "defenderConnection", "airport",
            "defenderAction", "machine.isolate");

    awaitEnd(app.engine().getRuntimeService().startProcessInstanceByKey("playbook", variables));

    assertThat(app.simulator().requests().count("GET", ".*/api/machines/.*")).isEqualTo(1);
    assertThat(app.simulator().requests().count("POST", ISOLATE)).isZero();
  }

  @Test
  void aValueThatLooksLikeAnExpressionIsAText() {
    String expression = "${1+1} #{execution.setVariable('evaluated', true)} {{x}} $(id)";
    deploy("", Playbook.of(Step.isolate().with("Comment", "${reason}")));
    ProcessInstance instance =
        app.engine()
            .getRuntimeService()
            .startProcessInstanceByKey("playbook", Map.of("reason", expression));

    await().until(() -> app.simulator().requests().count("POST", ISOLATE) == 1);
    app.clock().advance(Duration.ofSeconds(10));
    awaitEnd(instance);

    assertThat(app.simulator().tenant().actions().get(0).comment()).endsWith(expression);
    assertThat(app.variables(instance, "evaluated")).isEmpty();
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

  private static Step getMachine() {
    return Step.getMachine(SeedData.FINANCE_LAPTOP);
  }

  private static Step release() {
    return Step.of("defender-contain", "machine.unisolate")
        .with("machineId", SeedData.FINANCE_LAPTOP)
        .with("Comment", "False alarm.");
  }

  private static Playbook calling(String key, String called) {
    return new Playbook(
        key,
        Playbook.start()
            + "<bpmn:callActivity id='Call' calledElement='"
            + called
            + "'/><bpmn:userTask id='Wait'/>"
            + Playbook.flow("Start", "Call")
            + Playbook.flow("Call", "Wait"),
        "");
  }

  private static void deploy(String tenant, Playbook... playbooks) {
    var deployment = app.engine().getRepositoryService().createDeployment();
    if (!tenant.isEmpty()) {
      deployment.tenantId(tenant);
    }
    for (Playbook playbook : playbooks) {
      deployment.addInputStream(
          playbook.key() + ".bpmn",
          new ByteArrayInputStream(playbook.xml().getBytes(StandardCharsets.UTF_8)));
    }
    deployment.deploy();
  }

  private static ProcessInstance start(String key) {
    return app.engine().getRuntimeService().startProcessInstanceByKey(key);
  }

  private static ProcessInstance startIn(String tenant) {
    return app.engine()
        .getRuntimeService()
        .createProcessInstanceByKey("playbook")
        .processDefinitionTenantId(tenant)
        .execute();
  }

  private static void awaitAt(ProcessInstance instance, String activity) {
    await()
        .until(
            () -> {
              app.clock().advance(Duration.ofSeconds(10));
              return app.engine()
                      .getTaskService()
                      .createTaskQuery()
                      .processInstanceId(instance.getId())
                      .taskDefinitionKey(activity)
                      .count()
                  == 1;
            });
  }

  private static void awaitEnd(ProcessInstance instance) {
    await()
        .failFast(
            () -> {
              if (!app.incidents().isEmpty()) {
                throw new AssertionError(app.incidents().get(0).getIncidentMessage());
              }
            })
        .until(
            () -> {
              app.clock().advance(Duration.ofSeconds(10));
              return app.hasEnded(instance);
            });
  }

  private static String awaitIncident(ProcessInstance instance) {
    return await()
        .until(
            () ->
                app.incidents().stream()
                    .filter(incident -> incident.getProcessInstanceId().equals(instance.getId()))
                    .map(Incident::getIncidentMessage)
                    .findFirst()
                    .orElse(""),
            message -> !message.isEmpty());
  }
}
