package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two engines on one PostgreSQL look at the same source at the same time. */
@Timeout(240)
class TwoNodesOnPostgreSqlTest {
  private static final int INCIDENTS = 150;
  private static EmbeddedPostgres database;
  private static EngineUnderTest one;
  private static EngineUnderTest other;

  @BeforeAll
  static void startEngines() throws IOException {
    database = EmbeddedPostgres.builder().start();
    String[] settings = {
      "spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
      "spring.datasource.username=postgres"
    };
    one = new EngineUnderTest(settings);
    other = new EngineUnderTest(settings);
  }

  @AfterAll
  static void stopEngines() throws IOException {
    one.close();
    other.close();
    database.close();
  }

  /** A node dies: nothing of what it was doing is cleaned up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void everyIncidentStartsOnceAlthoughLeasesRunOutInTheMiddleAndNodesDie() throws Exception {
    Microsoft microsoft =
        new Microsoft(Instant.parse("2026-11-21T03:00:00.1234567Z"), new Random(7));
    Random random = new Random(7);
    one.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
    List<Node> nodes = new ArrayList<>();
    for (EngineUnderTest app : List.of(one, other)) {
      nodes.add(
          Node.inRealTime(
              app, microsoft, settings -> settings.pageSize(7).updateMessage("IncidentChanged")));
    }
    AtomicInteger requests = new AtomicInteger();
    microsoft.beforeRequest =
        () -> {
          if (requests.incrementAndGet() % 23 == 0) {
            throw new Killed();
          }
        };
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger killed = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<?>> running = new ArrayList<>();
    for (Node node : nodes) {
      running.add(
          threads.submit(
              () -> {
                while (!stop.get()) {
                  try {
                    node.intake().pollNow(Node.SOURCE, "mira", "A test.");
                    node.look();
                  } catch (Killed e) {
                    killed.incrementAndGet();
                    node.restart();
                  }
                }
              }));
    }
    running.add(
        threads.submit(
            () -> {
              while (!stop.get()) {
                letLeasesRunOut();
              }
            }));
    for (int i = 0; i < INCIDENTS; i++) {
      microsoft.advance(Duration.ofMillis(random.nextInt(40_000)));
      microsoft.add(Integer.toString(1_000 + i), "high");
      Thread.onSpinWait();
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (one.started().size() < INCIDENTS && System.nanoTime() < deadline) {
      letLeasesRunOut();
    }
    stop.set(true);
    for (Future<?> thread : running) {
      thread.get();
    }
    threads.shutdownNow();

    assertThat(one.started()).hasSize(INCIDENTS);
    assertThat(one.started().values()).containsOnly(1);
    assertThat(nodes.get(0).status().started()).isEqualTo(INCIDENTS);
    assertThat(killed.get()).isPositive();
  }

  /** As if the node that holds it had not been heard of for minutes. */
  private static void letLeasesRunOut() {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "UPDATE DEFENDERFLOW_INTAKE SET LEASE_UNTIL = CURRENT_TIMESTAMP WHERE LEASE_OWNER IS NOT"
              + " NULL");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
