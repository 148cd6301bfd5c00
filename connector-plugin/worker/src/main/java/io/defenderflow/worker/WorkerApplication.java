package io.defenderflow.worker;

import io.defenderflow.audit.Audit;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.connection.ConnectionHealth;
import io.defenderflow.connection.Connections;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.Guard;
import io.defenderflow.guard.ProcessHistory;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.journal.Journal;
import io.defenderflow.lane.Lanes;
import io.defenderflow.lane.TaskQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/** Starts a worker beside an engine. */
@SpringBootApplication
@EnableConfigurationProperties(DefenderProperties.class)
public class WorkerApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(WorkerApplication.class, arguments);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Catalogue catalogue() {
    return Catalogue.load();
  }

  @Bean
  Connections connections(DefenderProperties properties, Clock clock) {
    return Connections.open(properties.connectionSettings(), properties.limits(), clock);
  }

  /** Tests the connections in the background, from the start on. */
  @Bean(destroyMethod = "close")
  ConnectionHealth connectionHealth(Connections connections, Catalogue catalogue, Clock clock) {
    return new ConnectionHealth(
        connections, catalogue, connection -> new TreeSet<>(connection.expectedActions()), clock);
  }

  @Bean
  @ConditionalOnProperty(
      name = "defender.connection-test.enabled",
      havingValue = "true",
      matchIfMissing = true)
  ApplicationListener<ApplicationReadyEvent> connectionTest(ConnectionHealth health) {
    return ready -> health.start();
  }

  @Bean
  Journal journal(DataSource database, Clock clock) {
    Journal journal = new Journal(database, clock);
    journal.createTable();
    return journal;
  }

  @Bean
  Audit audit(DataSource database) {
    return new Audit(database);
  }

  @Bean
  StopSwitch stopSwitch(DataSource database, Audit audit, Clock clock) {
    return new StopSwitch(database, audit, clock);
  }

  @Bean
  Containments containments(DataSource database, Audit audit, Clock clock) {
    return new Containments(database, audit, clock);
  }

  @Bean
  Guard guard(
      DefenderProperties properties,
      Catalogue catalogue,
      Connections connections,
      StopSwitch stop,
      Containments containments,
      Audit audit,
      ProcessHistory history,
      Clock clock) {
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
            clock);
    guard.createTables();
    return guard;
  }

  @Bean
  EngineRest engine(DefenderProperties properties) throws IOException, GeneralSecurityException {
    EngineProperties engine = properties.engine();
    return new EngineRest(engine.url(), engine.login(), engine.tls());
  }

  @Bean
  RestHistory processHistory(EngineRest engine) {
    return new RestHistory(engine);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> approvalCheck(
      DefenderProperties properties, RestHistory history) {
    return ready -> {
      if (properties.approval().canBeNeeded()) {
        history.warnIfUnreadable();
      }
    };
  }

  @Bean
  TaskQueue tasks(EngineRest engine, DefenderProperties properties, Catalogue catalogue) {
    return new RestTaskQueue(
        engine,
        properties.engine().engineId(),
        workerId(),
        properties.engine().longPoll(),
        Lanes.inputNames(catalogue));
  }

  /** Names the machine for people who look at locks, and is never used twice. */
  private static String workerId() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return "defender-" + host + "-" + UUID.randomUUID();
  }
}
