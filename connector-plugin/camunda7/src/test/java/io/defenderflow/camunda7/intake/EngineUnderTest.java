package io.defenderflow.camunda7.intake;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.Deployment;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** An application with the engine, in which no source is configured. */
final class EngineUnderTest implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Heard heard = new Heard();

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Plain {}

  /** What playbooks were told, and a way to let their start fail. */
  public static final class Heard {
    private final List<String> updates = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<DelegateExecution> atStart = execution -> {};

    /** The first step of the playbook. */
    public void started(DelegateExecution execution) {
      atStart.accept(execution);
    }

    /** A playbook has received an update. */
    public void told(DelegateExecution execution) {
      String key = execution.getProcessBusinessKey();
      String word = key.substring(0, key.indexOf(':'));
      updates.add(
          key
              + " "
              + execution.getVariable(word + "UpdateFields")
              + " "
              + execution.getVariable(word + "UpdateStatus"));
    }

    List<String> updates() {
      return List.copyOf(updates);
    }

    void atStart(Consumer<DelegateExecution> action) {
      atStart = action;
    }

    void forget() {
      updates.clear();
      atStart = execution -> {};
    }
  }

  EngineUnderTest(String... settings) {
    context =
        new SpringApplicationBuilder(Plain.class)
            .initializers(
                (GenericApplicationContext beans) ->
                    beans.registerBean("heard", Heard.class, () -> heard))
            .properties(
                "spring.main.banner-mode=off",
                // What is broken on purpose is not to fill the log.
                "logging.level.root=ERROR",
                "logging.level.org.camunda.bpm.engine=OFF",
                "logging.level.io.defenderflow=" + System.getProperty("intake.log", "OFF"),
                "spring.datasource.generate-unique-name=true",
                "spring.main.web-application-type=none",
                "camunda.bpm.job-execution.enabled=false",
                "camunda.bpm.generic-properties.properties.history-time-to-live=P1D",
                "defender.connection-test.enabled=false",
                "defender.worker.enabled=false")
            .properties(settings)
            .run();
  }

  ProcessEngine engine() {
    return context.getBean(ProcessEngine.class);
  }

  DataSource dataSource() {
    return engine().getProcessEngineConfiguration().getDataSource();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Heard heard() {
    return heard;
  }

  void deploy(String name, String content) {
    deploy(name, content, null);
  }

  void deploy(String name, String content, String tenant) {
    var deployment =
        engine()
            .getRepositoryService()
            .createDeployment()
            .addInputStream(
                name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    if (tenant != null) {
      deployment.tenantId(tenant);
    }
    deployment.deploy();
  }

  /** How many playbooks were started for each business key. */
  Map<String, Integer> started() {
    Map<String, Integer> started = new TreeMap<>();
    for (HistoricProcessInstance instance :
        engine().getHistoryService().createHistoricProcessInstanceQuery().list()) {
      if (instance.getBusinessKey() != null) {
        started.merge(instance.getBusinessKey(), 1, Integer::sum);
      }
    }
    return started;
  }

  /** Ends everything that runs, and forgets every playbook and everything that was seen. */
  void clear() {
    for (Deployment deployment : engine().getRepositoryService().createDeploymentQuery().list()) {
      engine().getRepositoryService().deleteDeployment(deployment.getId(), true);
    }
    heard.forget();
    for (String table :
        List.of(SourceTable.TABLE, ItemTable.TABLE, UpdateTable.TABLE, "DEFENDERFLOW_OPERATION")) {
      try (Connection connection = dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("DELETE FROM " + table);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
