package io.defenderflow.worker;

import io.defenderflow.simulator.Simulator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.SystemHealth;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker's application in this JVM. */
final class RunningWorker implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private RunningWorker(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningWorker start(Map<String, String> settings) {
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    return new RunningWorker(SpringApplication.run(WorkerApplication.class, arguments));
  }

  /** All that a worker needs, with short pauses and a journal of its own. */
  static Map<String, String> settings(String engineUrl, Simulator simulator) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.port", "0");
    settings.put("spring.datasource.url", "jdbc:h2:mem:" + UUID.randomUUID());
    // The tests have the engine on their class path; the worker has not.
    settings.put(
        "spring.autoconfigure.exclude",
        "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration,"
            + "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration");
    settings.put("defender.engine.url", engineUrl);
    settings.put("defender.engine.username", TestEngine.USERNAME);
    settings.put("defender.engine.password", TestEngine.PASSWORD);
    settings.put("defender.engine.long-poll", "2s");
    settings.put("defender.connection-test.enabled", "false");
    settings.put("defender.worker.poll-interval", "50ms");
    settings.put("defender.limits.families.all", "unlimited");
    settings.put("defender.worker.first-poll", "100ms");
    settings.put("defender.worker.longest-poll", "200ms");
    settings.putAll(connection(simulator));
    return settings;
  }

  static Map<String, String> connection(Simulator simulator) {
    String prefix = "defender.connections.default.";
    return Map.of(
        prefix + "tenant-id", simulator.settings().tenantId(),
        prefix + "client-id", simulator.settings().clientId(),
        prefix + "client-secret", simulator.clientSecret(),
        prefix + "login-url", simulator.loginUrl(),
        prefix + "graph-url", simulator.graphUrl(),
        prefix + "endpoint-url", simulator.endpointUrl());
  }

  /** The health as the actuator shows it, with its details. */
  String health() {
    SystemHealth health = (SystemHealth) context.getBean(HealthEndpoint.class).health();
    return health.getStatus()
        + " "
        + health.getComponents().entrySet().stream()
            .filter(component -> component.getKey().equals("defender"))
            .map(
                component ->
                    ((org.springframework.boot.actuate.health.Health) component.getValue())
                        .getDetails()
                        .toString())
            .findFirst()
            .orElseThrow();
  }

  int port() {
    return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    Databases.keep(context.getBean(DataSource.class));
    context.close();
  }
}
