package io.defenderflow.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.Canaries;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Steps that end well and badly, with every log at its lowest level and every endpoint of the
 * actuator open and told to show all values. No secret is in any answer over HTTP.
 */
@Timeout(120)
class SecretsStayHiddenTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path LOG = Path.of("target", "trace", "worker.log");
  private static final String ENGINE_PASSWORD = TestEngine.PASSWORD;
  private static final Pattern LINK = Pattern.compile("\"href\":\"[^\"]*/actuator(/[^\"{]+)\"");
  private static final Pattern METRIC = Pattern.compile("\"([a-z][a-z0-9.]+)\"");

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Simulator simulator;
  private static TestEngine engine;
  private static RunningWorker worker;

  @BeforeAll
  static void start() throws IOException {
    Files.deleteIfExists(LOG);
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withClientSecret(Canaries.CLIENT_SECRET)
                .withActionPending(Duration.ofMillis(100))
                .withActionInProgress(Duration.ofMillis(100)));
    engine = TestEngine.loggingTo(LOG);
    Map<String, String> settings = RunningWorker.settings(engine.url(), simulator);
    RunningWorker.connection(simulator)
        .forEach((name, value) -> settings.put(name.replace("default", "wrong"), value));
    settings.put("defender.connections.wrong.client-secret", Canaries.CLIENT_SECRET + "-wrong");
    RunningWorker.connection(simulator)
        .forEach((name, value) -> settings.put(name.replace("default", "proxied"), value));
    settings.put("defender.connections.proxied.login-url", "https://login.harbour.example");
    settings.put("defender.connections.proxied.graph-url", "https://graph.harbour.example");
    settings.put("defender.connections.proxied.endpoint-url", "https://endpoint.harbour.example");
    settings.put("defender.connections.proxied.proxy.host", "127.0.0.1");
    settings.put("defender.connections.proxied.proxy.port", "9");
    settings.put("defender.connections.proxied.proxy.username", "harbour");
    settings.put("defender.connections.proxied.proxy.password", Canaries.PROXY_PASSWORD);
    settings.put("management.endpoints.web.exposure.include", "*");
    settings.put("management.endpoint.env.show-values", "always");
    settings.put("management.endpoint.configprops.show-values", "always");
    for (String logger : List.of("org.apache.hc", "com.microsoft", "io.defenderflow")) {
      settings.put("logging.level." + logger, "trace");
    }
    worker = RunningWorker.start(settings);
  }

  @AfterAll
  static void stop() {
    worker.close();
    engine.close();
    simulator.close();
  }

  @Test
  void noSecretShowsInAnyAnswerWhateverBecomesOfAStep() throws Exception {
    steps();

    for (String path :
        List.of(
            "/incident",
            "/external-task",
            "/variable-instance",
            "/history/variable-instance",
            "/history/incident",
            "/history/external-task-log",
            "/history/detail",
            "/history/activity-instance",
            "/history/process-instance",
            "/metrics")) {
      assertHidden(path, get(engine.url() + path, basic()));
    }
    for (String path : links()) {
      String answer = get(actuator() + path, "");
      assertHidden("actuator" + path, answer);
      assertThat(answer).as("actuator" + path).doesNotContain(ENGINE_PASSWORD);
    }
    Matcher metric = METRIC.matcher(get(actuator() + "/metrics", ""));
    while (metric.find()) {
      assertHidden("metrics", get(actuator() + "/metrics/" + metric.group(1), ""));
    }
    assertThat(get(actuator() + "/env", ""))
        .as("values are shown")
        .contains(simulator.settings().tenantId());
    assertHidden("the journal", Canaries.textOf(worker.bean(DataSource.class)));
    assertHidden("the engine's database", Canaries.textOf(engine.database()));
    String log = Files.readString(LOG, StandardCharsets.UTF_8);
    assertThat(log.contains("PoolingHttpClientConnectionManager"))
        .as("the HTTP client did log")
        .isTrue();
    assertHidden("the log", log);
    assertThat(log.contains(ENGINE_PASSWORD)).as("the log shows the engine's password").isFalse();
    assertThat(log.contains(basic().substring("Basic ".length())))
        .as("the log shows the engine's login")
        .isFalse();
  }

  private static void steps() {
    ProcessInstance isolation = run("isolation", "defender-contain", isolate());
    await().atMost(PATIENCE).until(() -> isAt(isolation, "After"));
    ProcessInstance links =
        run(
            "links",
            "defender-read",
            Map.of(
                "defenderAction",
                "assessment.softwareInventory.export",
                "defenderResult",
                "links"));
    await().atMost(PATIENCE).until(() -> isAt(links, "After"));
    for (String connection : List.of("wrong", "proxied")) {
      Map<String, String> inputs = new LinkedHashMap<>(getMachine());
      inputs.put("defenderConnection", connection);
      failed(run(connection, "defender-read", inputs));
    }
    String echo =
        simulator.requests().list().stream()
            .map(request -> request.headers().getOrDefault("authorization", ""))
            .filter(header -> header.startsWith("Bearer "))
            .findFirst()
            .orElseThrow();
    for (int status : new int[] {400, 403, 404, 500}) {
      simulator
          .faults()
          .on("GET", ".*/api/machines/.*")
          .answer(
              status,
              "application/json",
              "{\"error\":{\"code\":\"Odd\",\"message\":\"Refused "
                  + echo
                  + " for https://files.example/a?sv=1&sig="
                  + Canaries.LINK_SIGNATURE
                  + "\"}}");
      failed(run("echo-" + status, "defender-read", getMachine()));
      simulator.faults().reset();
    }
  }

  private static Map<String, String> getMachine() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("defenderAction", "machine.get");
    inputs.put("machineId", SeedData.FINANCE_LAPTOP);
    return inputs;
  }

  private static Map<String, String> isolate() {
    Map<String, String> inputs = new LinkedHashMap<>(getMachine());
    inputs.put("defenderAction", "machine.isolate");
    inputs.put("Comment", "Incident 1042.");
    inputs.put("IsolationType", "Full");
    inputs.put("defenderResult", "isolation");
    return inputs;
  }

  private static ProcessInstance run(String id, String topic, Map<String, String> inputs) {
    engine.deploy(
        Models.process(id, Models.around(Models.step("Step", topic, inputs, ""), "Step")));
    return engine.runtime().startProcessInstanceByKey(id);
  }

  private static boolean isAt(ProcessInstance playbook, String activity) {
    return engine
            .history()
            .createHistoricActivityInstanceQuery()
            .processInstanceId(playbook.getId())
            .activityId(activity)
            .count()
        > 0;
  }

  private static void failed(ProcessInstance playbook) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                engine
                        .history()
                        .createHistoricExternalTaskLogQuery()
                        .processInstanceId(playbook.getId())
                        .failureLog()
                        .count()
                    > 0);
  }

  private static TreeSet<String> links() throws Exception {
    TreeSet<String> paths = new TreeSet<>();
    Matcher link = LINK.matcher(get(actuator(), ""));
    while (link.find()) {
      paths.add(link.group(1));
    }
    assertThat(paths).contains("/env", "/configprops", "/health");
    // A dump of the memory holds whatever the memory holds, and is off unless it is asked for.
    paths.remove("/heapdump");
    return paths;
  }

  private static String actuator() {
    return "http://127.0.0.1:" + worker.port() + "/actuator";
  }

  private static String basic() {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(
                (TestEngine.USERNAME + ":" + ENGINE_PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  private static String get(String url, String login) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).GET();
    if (!login.isEmpty()) {
      request.header("Authorization", login);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static void assertHidden(String where, String text) {
    assertThat(Canaries.in(text)).as(where).isEmpty();
  }
}
