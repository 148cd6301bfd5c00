package io.defenderflow.camunda7;

import static org.awaitility.Awaitility.await;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.connection.Connections;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Canaries;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A Camunda application that has nothing but the starter, and the tenant that it talks to. */
final class Application implements AutoCloseable {
  private final Simulator simulator;
  private final AdjustableClock clock;
  private final ConfigurableApplicationContext context;
  private final ProcessEngine engine;

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Plain {}

  /** The tenant of tests. Its clock, which the application shares, stands still. */
  static Simulator tenant(AdjustableClock clock) {
    return Simulator.start(
        SimulatorSettings.defaults().withClientSecret(Canaries.CLIENT_SECRET).withClock(clock));
  }

  static AdjustableClock stoppedClock() {
    return new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
  }

  /**
   * @param settings more settings, as {@code name=value}
   */
  Application(Simulator simulator, AdjustableClock clock, String... settings) {
    this.simulator = simulator;
    this.clock = clock;
    this.context =
        new SpringApplicationBuilder(Plain.class)
            .initializers(
                (GenericApplicationContext beans) -> beans.registerBean(Clock.class, () -> clock))
            .properties(
                "spring.main.banner-mode=off",
                "spring.datasource.generate-unique-name=true",
                "spring.main.web-application-type=none",
                "camunda.bpm.job-execution.enabled=false",
                "camunda.bpm.generic-properties.properties.history-time-to-live=P1D",
                "defender.connection-test.enabled=false",
                "defender.worker.poll-interval=100ms",
                // The minutes of the budgets do not pass while the clock stands still.
                "defender.limits.families.all=unlimited",
                "defender.worker.first-poll=30ms",
                "defender.worker.longest-poll=60ms",
                "defender.connections.default.tenant-id=" + simulator.settings().tenantId(),
                "defender.connections.default.client-id=" + simulator.settings().clientId(),
                "defender.connections.default.client-secret=" + simulator.clientSecret(),
                "defender.connections.default.login-url=" + simulator.loginUrl(),
                "defender.connections.default.graph-url=" + simulator.graphUrl(),
                "defender.connections.default.endpoint-url=" + simulator.endpointUrl())
            .properties(settings)
            .run();
    this.engine = context.getBean(ProcessEngine.class);
  }

  ProcessEngine engine() {
    return engine;
  }

  Simulator simulator() {
    return simulator;
  }

  AdjustableClock clock() {
    return clock;
  }

  /** A person whose password is her name, in a group that is added where it is absent. */
  void addPerson(String name, String group) {
    IdentityService identities = engine.getIdentityService();
    User user = identities.newUser(name);
    user.setPassword(name);
    identities.saveUser(user);
    if (identities.createGroupQuery().groupId(group).count() == 0) {
      identities.saveGroup(identities.newGroup(group));
    }
    identities.createMembership(name, group);
  }

  /** Where the application listens, if it is a web application. */
  int port() {
    return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Deploys a playbook and starts it for an incident. */
  ProcessInstance start(String businessKey, Playbook playbook) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addString(playbook.key() + ".bpmn", playbook.xml())
        .deploy();
    return engine.getRuntimeService().startProcessInstanceByKey(playbook.key(), businessKey);
  }

  /** Deploys playbooks and starts the first of them. */
  ProcessInstance start(Map<String, Object> variables, Playbook... playbooks) {
    var deployment = engine.getRepositoryService().createDeployment();
    for (Playbook playbook : playbooks) {
      deployment.addInputStream(
          playbook.key() + ".bpmn",
          new java.io.ByteArrayInputStream(playbook.xml().getBytes(StandardCharsets.UTF_8)));
    }
    deployment.deploy();
    return engine
        .getRuntimeService()
        .startProcessInstanceByKey(playbooks[0].key(), new HashMap<>(variables));
  }

  ProcessInstance start(Playbook... playbooks) {
    return start(Map.of(), playbooks);
  }

  boolean hasEnded(ProcessInstance instance) {
    return engine
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(instance.getId())
            .count()
        == 0;
  }

  /** The activities that were completed, in any order. */
  List<String> passed(ProcessInstance instance) {
    return engine
        .getHistoryService()
        .createHistoricActivityInstanceQuery()
        .processInstanceId(instance.getId())
        .finished()
        .list()
        .stream()
        .map(activity -> activity.getActivityId())
        .toList();
  }

  Object variable(ProcessInstance instance, String name) {
    return variables(instance, name)
        .filter(variable -> variable.getActivityInstanceId().equals(instance.getId()))
        .findFirst()
        .map(HistoricVariableInstance::getValue)
        .orElse(null);
  }

  Stream<HistoricVariableInstance> variables(ProcessInstance instance, String name) {
    return engine
        .getHistoryService()
        .createHistoricVariableInstanceQuery()
        .processInstanceId(instance.getId())
        .variableName(name)
        .list()
        .stream();
  }

  List<Incident> incidents() {
    return engine.getRuntimeService().createIncidentQuery().list();
  }

  List<ExternalTask> tasks() {
    return engine.getExternalTaskService().createExternalTaskQuery().list();
  }

  /** What an operator does in Cockpit. */
  void retry(ExternalTask task) {
    engine.getExternalTaskService().setRetries(task.getId(), 1);
  }

  /** Lets the pause before the next attempt be over. */
  void skipPause(ExternalTask task) {
    engine.getExternalTaskService().unlock(task.getId());
  }

  String details(ExternalTask task) {
    return engine.getExternalTaskService().getExternalTaskErrorDetails(task.getId());
  }

  /** Every value in the database. */
  String database() {
    return Canaries.textOf(bean(DataSource.class));
  }

  /** The scan for secrets at the end of the whole build reads it. */
  private void keepDatabase() {
    try {
      Path folder = Files.createDirectories(Path.of("target", "databases"));
      Files.writeString(folder.resolve(UUID.randomUUID() + ".txt"), database());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends everything that runs and forgets every playbook, so that the next test starts clean. */
  void clear() {
    keepDatabase();
    for (Deployment deployment : engine.getRepositoryService().createDeploymentQuery().list()) {
      // The worker may be renewing the lock of a task at that moment.
      await()
          .ignoreException(OptimisticLockingException.class)
          .untilAsserted(
              () -> engine.getRepositoryService().deleteDeployment(deployment.getId(), true));
    }
    simulator.reset();
    // The reset ended the tokens as well: fetch new ones now, so that tests count only their own.
    ActionEntry list = bean(Catalogue.class).find("machine.list").orElseThrow();
    for (Effect effect : List.of(Effect.READ, Effect.CONTAIN)) {
      list.call(bean(Connections.class).get("").calls(effect), list.bind(Map.of()));
    }
    simulator.requests().clear();
  }

  @Override
  public void close() {
    keepDatabase();
    context.close();
  }
}
