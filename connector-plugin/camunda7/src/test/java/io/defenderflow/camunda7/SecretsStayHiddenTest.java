package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Canaries;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Steps that end well and badly, with every log at its lowest level. Afterwards no secret is in the
 * log, in the database, in incidents, in metrics or in the settings' own texts.
 */
@Timeout(120)
class SecretsStayHiddenTest {
  private static final Path LOG = Path.of("target", "trace", "starter.log");

  @TempDir static Path folder;
  private static Simulator simulator;
  private static AskingProxy proxy;
  private static Application app;

  @BeforeAll
  static void startApplication() throws Exception {
    Files.deleteIfExists(LOG);
    AdjustableClock clock = Application.stoppedClock();
    simulator = Application.tenant(clock);
    Path store = pkcs12();
    proxy = new AskingProxy();
    List<String> settings = new ArrayList<>();
    settings.add("logging.file.name=" + LOG);
    settings.add("logging.threshold.console=off");
    Stream.of(
            "org.apache.hc", "com.microsoft", "io.defenderflow", "org.springframework.boot.context")
        .forEach(logger -> settings.add("logging.level." + logger + "=trace"));
    settings.add("logging.level.org.camunda.bpm.engine=debug");
    settings.addAll(
        connection(
            "certified",
            "certificate.path=" + store,
            "certificate.password=" + Canaries.STORE_PASSWORD));
    settings.addAll(connection("wrong", "client-secret=" + Canaries.CLIENT_SECRET + "-wrong"));
    settings.addAll(
        connection(
            "proxied",
            "client-secret=" + Canaries.CLIENT_SECRET,
            "login-url=https://login.harbour.example",
            "graph-url=https://graph.harbour.example",
            "endpoint-url=https://endpoint.harbour.example",
            "proxy.host=127.0.0.1",
            "proxy.port=" + proxy.port(),
            "proxy.username=harbour",
            "proxy.password=" + Canaries.PROXY_PASSWORD));
    app = new Application(simulator, clock, settings.toArray(String[]::new));
  }

  private static List<String> connection(String name, String... more) {
    return Stream.concat(
            Stream.of(
                "tenant-id=" + simulator.settings().tenantId(),
                "client-id=" + simulator.settings().clientId(),
                "login-url=" + simulator.loginUrl(),
                "graph-url=" + simulator.graphUrl(),
                "endpoint-url=" + simulator.endpointUrl()),
            Arrays.stream(more))
        .map(setting -> "defender.connections." + name + "." + setting)
        .toList();
  }

  @AfterAll
  static void stopApplication() throws IOException {
    app.close();
    proxy.close();
    simulator.close();
  }

  @Test
  void noSecretShowsAnywhereWhateverBecomesOfAStep() throws IOException {
    steps();

    assertHidden("the database", app.database());
    assertHidden("the metrics", metrics());
    DefenderProperties settings = app.bean(DefenderProperties.class);
    assertHidden("the settings", settings.toString());
    assertHidden("the settings as JSON", json(settings));
    String log = Files.readString(LOG, StandardCharsets.UTF_8);
    assertThat(log.contains("PoolingHttpClientConnectionManager"))
        .as("the HTTP client did log")
        .isTrue();
    assertThat(log.contains("==> Parameters")).as("the database did log").isTrue();
    assertHidden("the log", log);
    assertThat(proxy.heard()).as("the proxy got its password").isNotEmpty();
  }

  @Test
  void theActuatorHidesSecretsEvenWhereItShowsAllValues() {
    for (String name :
        List.of(
            "defender.connections.default.client-secret",
            "DEFENDER_CONNECTIONS_DEFAULT_CLIENT_SECRET",
            "defender.connections.certified.certificate.password",
            "defender.connections.proxied.proxy.password.value",
            "defender.connections.default.trustStore.password",
            "defender.notify.webhook.url",
            "DEFENDER_NOTIFY_WEBHOOK_URL")) {
      assertThat(shown(name)).as(name).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }
    assertThat(shown("defender.connections.default.client-id")).isEqualTo("canary");
    assertThat(shown("defender.connections.default.client-secret-expires")).isEqualTo("canary");
  }

  private static Object shown(String setting) {
    return app.bean(SanitizingFunction.class)
        .apply(new SanitizableData(null, setting, "canary"))
        .getValue();
  }

  /** What an author can do with a tenant, and what can go wrong. */
  private static void steps() {
    ProcessInstance package_ =
        app.start(
            Playbook.of(
                Step.of("defender-change", "package.collectAndDownload")
                    .with("machineId", SeedData.SALES_LAPTOP)
                    .with("Comment", "Incident 1042.")
                    .with("defenderResult", "evidence")));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              app.clock().advance(Duration.ofSeconds(10));
              return app.hasEnded(package_);
            });
    ProcessInstance links =
        app.start(
            Playbook.of(
                Step.of("defender-read", "assessment.softwareInventory.export")
                    .with("defenderResult", "links")
                    .with("defenderPick", "first=/exportFiles/0")));
    await().until(() -> app.hasEnded(links));
    assertThat(app.variable(links, "first").toString()).contains("sig=(removed)");

    fails(getMachine("certified"), "AUTH_FAILED");
    fails(getMachine("wrong"), "AUTH_FAILED");
    fails(getMachine("proxied"), "NETWORK");

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
      fails(Step.getMachine(SeedData.FINANCE_LAPTOP), "");
      simulator.faults().reset();
    }
  }

  private static void fails(Step step, String code) {
    ProcessInstance instance = app.start(Playbook.of(step));
    ExternalTask failed =
        await()
            .until(
                () ->
                    app.tasks().stream()
                        .filter(task -> task.getProcessInstanceId().equals(instance.getId()))
                        .filter(task -> task.getErrorMessage() != null)
                        .findFirst()
                        .orElse(null),
                task -> task != null);
    assertThat(failed.getErrorMessage()).startsWith(code);
    assertHidden("the message of a failure", failed.getErrorMessage());
    assertHidden("the details of a failure", app.details(failed));
  }

  private static Step getMachine(String connection) {
    return Step.getMachine(SeedData.FINANCE_LAPTOP).with("defenderConnection", connection);
  }

  private static String metrics() {
    return app.bean(MeterRegistry.class).getMeters().stream()
        .map(
            meter ->
                meter.getId()
                    + StreamSupport.stream(meter.measure().spliterator(), false)
                        .map(Measurement::toString)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n"));
  }

  private static String json(Object settings) {
    try {
      return new ObjectMapper().findAndRegisterModules().writeValueAsString(settings);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static void assertHidden(String where, String text) {
    assertThat(Canaries.in(text)).as(where).isEmpty();
  }

  private static Path pkcs12() throws Exception {
    Path store = folder.resolve("app.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "app",
                "-dname",
                "CN=app",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-startdate",
                "2025/01/01 00:00:00",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                Canaries.STORE_PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }
}
