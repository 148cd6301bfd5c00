package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What H2 forgives and PostgreSQL does not. */
@Timeout(180)
class PostgreSqlTest {
  private static EmbeddedPostgres database;
  private static Simulator simulator;
  private static Application app;

  @BeforeAll
  static void startApplication() throws IOException {
    database = EmbeddedPostgres.builder().start();
    AdjustableClock clock = Application.stoppedClock();
    simulator = Application.tenant(clock);
    app =
        new Application(
            simulator,
            clock,
            "spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
            "spring.datasource.username=postgres");
  }

  @AfterAll
  static void stopApplication() throws IOException {
    app.close();
    simulator.close();
    database.close();
  }

  @Test
  void anIsolationIsJournaledAndWaitedFor() {
    ProcessInstance instance = app.start(Playbook.of(Step.isolate()));
    await().until(() -> app.bean(EmbeddedWorker.class).waiting(Lane.CONTAIN) == 1);
    app.clock().advance(Duration.ofSeconds(10));
    await().until(() -> app.hasEnded(instance));

    assertThat(app.variable(instance, "isolation").toString()).contains("\"Succeeded\"");
    assertThat(simulator.requests().count("POST", ".*/isolate")).isEqualTo(1);
  }

  @Test
  void textsThatThePlainColumnsDoNotTakeReachTheProcess() {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("LongText", "\uD83D\uDD12".repeat(4_000)).put("WithNul", "a\u0000b");
    simulator.tenant().answerHunting("DeviceInfo", List.of(row));
    ProcessInstance instance =
        app.start(
            Map.of("machineId", SeedData.FINANCE_LAPTOP),
            Playbook.of(
                Step.of("defender-hunt", "hunting.run")
                    .with("Query", "DeviceInfo | take 1")
                    .with("defenderResult", "rows")
                    .with("defenderPick", "long=/results/0/LongText&#10;nul=/results/0/WithNul")));

    await().until(() -> app.hasEnded(instance) || !app.incidents().isEmpty());

    assertThat(app.incidents()).isEmpty();
    assertThat(app.variable(instance, "nul")).isEqualTo("ab");
    assertThat(app.variable(instance, "long").toString()).hasSizeGreaterThan(4_000);
  }
}
