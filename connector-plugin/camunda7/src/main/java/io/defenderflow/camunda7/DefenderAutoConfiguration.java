package io.defenderflow.camunda7;

import io.defenderflow.audit.Audit;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.connection.ConnectionHealth;
import io.defenderflow.connection.Connections;
import io.defenderflow.connection.ExpectedActions;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.Guard;
import io.defenderflow.guard.ProcessHistory;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.journal.Journal;
import io.defenderflow.lane.TaskEvents;
import java.time.Clock;
import java.util.SortedSet;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/** Adds the Defender steps to a Camunda 7 application. */
@AutoConfiguration(after = CamundaBpmAutoConfiguration.class)
@EnableConfigurationProperties(DefenderProperties.class)
public class DefenderAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Catalogue defenderCatalogue() {
    return Catalogue.load();
  }

  /** The tenants. Wrong settings stop the start with every breach at once. */
  @Bean
  @ConditionalOnMissingBean
  Connections defenderConnections(DefenderProperties properties, ObjectProvider<Clock> clock) {
    return Connections.open(
        properties.connectionSettings(), properties.limits(), clock.getIfUnique(Clock::systemUTC));
  }

  /**
   * The engine asks for its plugins while it is built, so that this one must not need the engine.
   */
  @Bean
  @ConditionalOnMissingBean
  static NewTaskPlugin defenderNewTaskPlugin() {
    return new NewTaskPlugin();
  }

  @Bean
  @ConditionalOnMissingBean
  static ApprovalPlugin defenderApprovalPlugin() {
    return new ApprovalPlugin();
  }

  /**
   * The journal is kept in the engine's database, and is restored from backups together with it.
   */
  @Bean
  @ConditionalOnMissingBean
  Journal defenderJournal(ProcessEngine engine, ObjectProvider<Clock> clock) {
    return new Journal(database(engine), clock.getIfUnique(Clock::systemUTC));
  }

  /** What is decided about writes stands beside the journal. */
  @Bean
  @ConditionalOnMissingBean
  Audit defenderAudit(ProcessEngine engine) {
    return new Audit(database(engine));
  }

  @Bean
  @ConditionalOnMissingBean
  StopSwitch defenderStopSwitch(ProcessEngine engine, Audit audit, ObjectProvider<Clock> clock) {
    return new StopSwitch(database(engine), audit, clock.getIfUnique(Clock::systemUTC));
  }

  @Bean
  @ConditionalOnMissingBean
  Containments defenderContainments(
      ProcessEngine engine, Audit audit, ObjectProvider<Clock> clock) {
    return new Containments(database(engine), audit, clock.getIfUnique(Clock::systemUTC));
  }

  @Bean
  @ConditionalOnMissingBean
  ProcessHistory defenderProcessHistory(ProcessEngine engine) {
    return new EngineHistory(engine);
  }

  @Bean
  @ConditionalOnMissingBean
  ApprovalSetup defenderApprovalSetup(
      ProcessEngine engine,
      DefenderProperties properties,
      @Value("${defender.approval.deploy-form:true}") boolean deploysForm) {
    return new ApprovalSetup(engine, properties.approval(), deploysForm);
  }

  /** Its tables are created here, so that the stop switch can be used before the worker starts. */
  @Bean
  @ConditionalOnMissingBean
  Guard defenderGuard(
      DefenderProperties properties,
      Catalogue catalogue,
      Connections connections,
      StopSwitch stop,
      Containments containments,
      Audit audit,
      ProcessHistory history,
      ObjectProvider<Clock> clock) {
    Guard guard =
        new Guard(
            catalogue,
            connections,
            properties.protection(),
            properties.approval(),
            properties.caps(),
            stop,
            containments,
            audit,
            history,
            clock.getIfUnique(Clock::systemUTC));
    guard.createTables();
    return guard;
  }

  private static DataSource database(ProcessEngine engine) {
    return engine.getProcessEngineConfiguration().getDataSource();
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty(
      name = "defender.worker.enabled",
      havingValue = "true",
      matchIfMissing = true)
  EmbeddedWorker defenderWorker(
      DefenderProperties properties,
      ProcessEngine engine,
      NewTaskPlugin newTasks,
      Catalogue catalogue,
      Guard guard,
      Journal journal,
      ObjectProvider<TaskEvents> events,
      ObjectProvider<Clock> clock) {
    return new EmbeddedWorker(
        properties.workerSettings(),
        engine,
        newTasks,
        catalogue,
        guard,
        journal,
        events.getIfAvailable(() -> (lane, action, outcome, took) -> {}),
        clock.getIfUnique(Clock::systemUTC));
  }

  /**
   * Tests the connections in the background, from the start on. What other parts of the application
   * read, such as the intake, is expected as well.
   */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  ConnectionHealth defenderConnectionHealth(
      Connections connections,
      Catalogue catalogue,
      ProcessEngine engine,
      ObjectProvider<ExpectedActions> others,
      ObjectProvider<Clock> clock) {
    ExpectedActions deployed = new DeployedActions(engine);
    return new ConnectionHealth(
        connections,
        catalogue,
        connection -> {
          SortedSet<String> expected = deployed.of(connection);
          others.stream().forEach(other -> expected.addAll(other.of(connection)));
          return expected;
        },
        clock.getIfUnique(Clock::systemUTC));
  }

  /** The test starts after everything else, so that deployed playbooks count. */
  @Bean
  @ConditionalOnProperty(
      name = "defender.connection-test.enabled",
      havingValue = "true",
      matchIfMissing = true)
  ApplicationListener<ApplicationReadyEvent> defenderConnectionTest(ConnectionHealth health) {
    return ready -> health.start();
  }
}
