package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.guard.Guard;
import io.defenderflow.journal.Journal;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps without an engine, but with the real HTTP client and a tenant that keeps state. */
@Timeout(60)
class LanesTest {
  private static final String ISOLATE = ".*/isolate";
  private static final Map<String, Object> ISOLATION =
      Map.of(
          "defenderAction", "machine.isolate",
          "machineId", SeedData.FINANCE_LAPTOP,
          "Comment", "Incident 1042.",
          "IsolationType", "Full");

  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
  private final FakeEngine engine = new FakeEngine();
  private final WorkerSettings settings =
      new WorkerSettings(
          Map.of(
              Lane.CHANGE, lane(),
              Lane.CONTAIN, lane(),
              Lane.READ, lane()),
          Duration.ofMillis(20),
          Duration.ofMillis(40),
          1_000_000,
          new DownloadSettings(10_000_000, Optional.empty()),
          Duration.ofSeconds(5));
  private Simulator simulator;
  private Connections connections;
  private Journal journal;
  private Guard guard;

  @BeforeEach
  void startTenant() {
    simulator = Simulator.start(SimulatorSettings.defaults().withClock(clock));
    connections =
        Connections.open(
            List.of(
                ConnectionSettings.builder("default")
                    .tenantId(simulator.settings().tenantId())
                    .clientId(simulator.settings().clientId())
                    .credential(new Credential.ClientSecret(Secret.of(simulator.clientSecret())))
                    .loginUrl(URI.create(simulator.loginUrl()))
                    .graphUrl(URI.create(simulator.graphUrl()))
                    .endpointUrl(URI.create(simulator.endpointUrl()))
                    .build()),
            clock);
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    journal = new Journal(database, clock);
    journal.createTable();
    guard = Guards.open(connections, database, clock);
  }

  @AfterEach
  void stopTenant() {
    connections.close();
    simulator.close();
  }

  @Test
  void nothingIsSentForATaskThatIsGone() {
    Task task = engine.task(Lane.CONTAIN, ISOLATION);
    engine.taskGone = true;

    try (Lanes lanes = lanes()) {
      lanes.start();
      engine.waiting.add(task);
      await(() -> engine.refusedLocks.get() > 0);
    }

    assertThat(simulator.requests().count("POST", ISOLATE)).isZero();
    assertThat(engine.reports).isEmpty();
  }

  @Test
  void aStoppingWorkerHandsBackWhatWaits() {
    try (Lanes lanes = lanes()) {
      lanes.start();
      engine.waiting.add(engine.task(Lane.CONTAIN, ISOLATION));
      await(() -> lanes.waiting(Lane.CONTAIN) == 1);
    }

    assertThat(engine.reports).containsExactly("unlocked");
  }

  @Test
  void anEngineThatIsDownIsNotAskedAllTheTime() {
    engine.down = true;
    try (Lanes lanes = lanes()) {
      lanes.start();
      await(() -> engine.fetches.get() >= 3);
      long end = System.nanoTime() + Duration.ofMillis(600).toNanos();
      await(() -> System.nanoTime() > end);

      assertThat(engine.fetches).hasValueLessThanOrEqualTo(6);
      assertThat(lanes.isAlive()).isFalse();
      engine.down = false;
      await(lanes::isAlive);
    }
  }

  @Test
  void anotherTargetAfterARetryIsAnotherOperation() {
    attempt(Lane.CONTAIN, ISOLATION);

    Map<String, Object> other = new HashMap<>(ISOLATION);
    other.put("machineId", SeedData.SALES_LAPTOP);
    attempt(Lane.CONTAIN, other);

    assertThat(simulator.tenant().actions(SeedData.SALES_LAPTOP)).hasSize(1);
    assertThat(simulator.tenant().actions()).hasSize(2);
  }

  @Test
  void aLostCommentIsLookedForBeforeItIsSentAgain() {
    String incident = simulator.tenant().addIncident("A test incident").id();
    Map<String, Object> comment =
        Map.of(
            "defenderAction", "incident.comment.add",
            "incidentId", incident,
            "comment", "The machine is isolated.");
    simulator.faults().on("POST", ".*/comments").loseAnswer().times(1);

    assertThat(attempt(Lane.CHANGE, comment)).isEqualTo("LOST_ANSWER 2");
    assertThat(attempt(Lane.CHANGE, comment)).isEqualTo("completed");

    assertThat(simulator.requests().count("POST", ".*/comments")).isEqualTo(1);
    assertThat(simulator.tenant().incident(incident).json().path("comments")).hasSize(1);
  }

  @Test
  void aCommentThatNeverArrivedIsSentAgain() {
    String incident = simulator.tenant().addIncident("A test incident").id();
    Map<String, Object> comment =
        Map.of(
            "defenderAction", "incident.comment.add",
            "incidentId", incident,
            "comment", "The machine is isolated.");
    simulator.faults().on("POST", ".*/comments").dropConnection().times(1);

    attempt(Lane.CHANGE, comment);

    assertThat(attempt(Lane.CHANGE, comment)).isEqualTo("completed");
    assertThat(simulator.tenant().incident(incident).json().path("comments")).hasSize(1);
  }

  @Test
  void aLostDeletionCountsAsDoneWhenTheTargetIsGone() {
    Map<String, Object> submit =
        Map.of(
            "defenderAction", "indicator.submit",
            "indicatorValue", "203.0.113.77",
            "indicatorType", "IpAddress",
            "action", "Block",
            "title", "Test",
            "description", "Test");
    assertThat(attempt(Lane.CONTAIN, submit)).isEqualTo("completed");
    Map<String, Object> delete =
        Map.of(
            "defenderAction",
            "indicator.delete",
            "indicatorId",
            simulator.tenant().indicators().get(0).id());
    simulator.faults().on("DELETE", ".*/indicators/.*").loseAnswer().times(1);

    assertThat(attempt(Lane.CONTAIN, delete)).isEqualTo("LOST_ANSWER 2");
    assertThat(attempt(Lane.CONTAIN, delete)).isEqualTo("completed");
  }

  @Test
  void aLostQuarantineIsAQuestionToAPersonBeforeItIsSentAgain() {
    Map<String, Object> quarantine =
        Map.of(
            "defenderAction", "machine.stopAndQuarantineFile",
            "machineId", SeedData.FINANCE_LAPTOP,
            "Comment", "Malware.",
            "Sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    simulator.faults().on("POST", ".*StopAndQuarantineFile").dropConnection().times(1);

    assertThat(attempt(Lane.CONTAIN, quarantine)).isEqualTo("LOST_ANSWER 2");
    clock.advance(Duration.ofSeconds(31));
    assertThat(attempt(Lane.CONTAIN, quarantine)).isEqualTo("OUTCOME_UNKNOWN 0");
    assertThat(simulator.requests().count("POST", ".*StopAndQuarantineFile")).isEqualTo(1);

    assertThat(attempt(Lane.CONTAIN, quarantine)).isEqualTo("waiting");
    assertThat(simulator.requests().count("POST", ".*StopAndQuarantineFile")).isEqualTo(2);
  }

  @Test
  void aReadingBackThatFailsSendsNothing() {
    simulator.faults().on("POST", ISOLATE).dropConnection().times(1);
    attempt(Lane.CONTAIN, ISOLATION);
    clock.advance(Duration.ofSeconds(31));
    simulator.faults().on("GET", ".*/machineactions.*").status(500);

    assertThat(attempt(Lane.CONTAIN, ISOLATION)).startsWith(ErrorCode.SERVICE_UNAVAILABLE.name());

    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(1);
  }

  @Test
  void theLastRetryIsNotSpentOnALostAnswer() {
    simulator.faults().on("POST", ISOLATE).loseAnswer().times(1);
    Map<String, Object> once = new HashMap<>(ISOLATION);
    once.put("defenderRetries", "R1/PT1M");

    assertThat(attempt(Lane.CONTAIN, once)).isEqualTo("LOST_ANSWER 1");
    assertThat(attempt(Lane.CONTAIN, OptionalInt.of(1), once)).isEqualTo("waiting");
  }

  @Test
  void aRefusedRequestMayBeSentAgainWithoutWaitingForItToSettle() {
    simulator.faults().on("POST", ISOLATE).retryAfter(Duration.ofMinutes(5)).times(1);

    assertThat(attempt(Lane.CONTAIN, ISOLATION)).isEqualTo("THROTTLED 3");
    clock.advance(Duration.ofMinutes(5));
    assertThat(attempt(Lane.CONTAIN, ISOLATION)).isEqualTo("waiting");

    assertThat(simulator.requests().count("POST", ISOLATE)).isEqualTo(2);
  }

  private String attempt(Lane lane, Map<String, Object> inputs) {
    return attempt(lane, OptionalInt.empty(), inputs);
  }

  /** One attempt in this thread, and what the engine hears of it. */
  private String attempt(Lane lane, OptionalInt retries, Map<String, Object> inputs) {
    Attempt attempt =
        new Steps(engine, Catalogue.load(), guard, journal, settings, clock)
            .attempt(engine.task(lane, retries, inputs));
    if (attempt.outcome() instanceof Outcome.Waiting) {
      return "waiting";
    }
    engine.reports.clear();
    Outcome unused = new Delivery(engine, journal, clock).deliver(attempt);
    return engine.reports.get(0);
  }

  private Lanes lanes() {
    return new Lanes(
        settings,
        engine,
        Catalogue.load(),
        guard,
        journal,
        (lane, action, outcome, took) -> {},
        clock);
  }

  private static LaneSettings lane() {
    return new LaneSettings(2, 10, Duration.ofMinutes(2), Duration.ofMillis(20));
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
