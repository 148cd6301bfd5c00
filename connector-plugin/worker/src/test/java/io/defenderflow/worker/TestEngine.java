package io.defenderflow.worker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.variable.ValueTypeResolverImpl;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** A Camunda 7 engine with its REST API on a port of this machine, behind a login. */
final class TestEngine implements AutoCloseable {
  static final String USERNAME = "worker";
  static final String PASSWORD = "worker-password";

  private final ConfigurableApplicationContext context;

  private TestEngine(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** An engine with Spin and full history on a free port. */
  static TestEngine start() {
    return start(Map.of());
  }

  /** An engine that has no JSON variables, as one without Spin. */
  static TestEngine withoutSpin() {
    return start(Map.of("test.spin", "false"));
  }

  /** An engine whose variables may be serialised Java objects. */
  static TestEngine withJavaObjects() {
    return start(
        Map.of(
            "camunda.bpm.generic-properties.properties.java-serialization-format-enabled", "true"));
  }

  /** An engine whose log, and that of all that starts after it, goes to a file alone. */
  static TestEngine loggingTo(Path file) {
    return start(Map.of("logging.file.name", file.toString(), "logging.threshold.console", "off"));
  }

  /** An engine on a port that something else had before. */
  static TestEngine onPort(int port) {
    return start(Map.of("server.port", Integer.toString(port)));
  }

  private static TestEngine start(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("server.address", "127.0.0.1");
    all.put("server.port", "0");
    // Not application.yaml, which is the worker's.
    all.put("spring.config.name", "engine");
    all.put("spring.main.banner-mode", "off");
    all.put("spring.jmx.enabled", "false");
    all.put("spring.datasource.generate-unique-name", "true");
    all.put("camunda.bpm.history-level", "full");
    all.put("camunda.bpm.default-serialization-format", "application/json");
    all.putAll(settings);
    String[] arguments =
        all.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    SpringApplication application = new SpringApplication(Application.class);
    TestEngine engine = new TestEngine(application.run(arguments));
    User user = engine.engine().getIdentityService().newUser(USERNAME);
    user.setPassword(PASSWORD);
    engine.engine().getIdentityService().saveUser(user);
    return engine;
  }

  int port() {
    return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/engine-rest";
  }

  /** Makes the worker's user see the tasks of a tenant of the engine. */
  void letWorkIn(String tenant) {
    IdentityService identities = engine().getIdentityService();
    identities.saveTenant(identities.newTenant(tenant));
    identities.createTenantUserMembership(tenant, USERNAME);
  }

  DataSource database() {
    return context.getBean(DataSource.class);
  }

  ProcessEngine engine() {
    return context.getBean(ProcessEngine.class);
  }

  RuntimeService runtime() {
    return engine().getRuntimeService();
  }

  HistoryService history() {
    return engine().getHistoryService();
  }

  void deploy(String... models) {
    var deployment = engine().getRepositoryService().createDeployment();
    for (int i = 0; i < models.length; i++) {
      deployment.addString("model-" + i + ".bpmn", models[i]);
    }
    deployment.deploy();
  }

  @Override
  public void close() {
    Databases.keep(database());
    context.close();
  }

  @EnableAutoConfiguration
  static class Application {
    @Bean
    FilterRegistrationBean<ProcessEngineAuthenticationFilter> login() {
      var filter = new FilterRegistrationBean<>(new ProcessEngineAuthenticationFilter());
      filter.addInitParameter(
          "authentication-provider",
          "org.camunda.bpm.engine.rest.security.auth.impl.HttpBasicAuthenticationProvider");
      filter.addUrlPatterns("/engine-rest/*");
      filter.setAsyncSupported(true);
      return filter;
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    @ConditionalOnProperty(name = "test.spin", havingValue = "false")
    AbstractProcessEnginePlugin noJsonVariables() {
      return new AbstractProcessEnginePlugin() {
        @Override
        public void postProcessEngineBuild(ProcessEngine engine) {
          ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
              .setValueTypeResolver(new ValueTypeResolverImpl());
        }
      };
    }
  }
}
