package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.guard.Guard;
import io.defenderflow.journal.Journal;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HangingHuntsTest {
  private static final String HUNT = ".*/runHuntingQuery";
  private static final LaneSettings LANE =
      new LaneSettings(2, 10, Duration.ofMinutes(8), Duration.ofMillis(20));
  private static final WorkerSettings SETTINGS =
      new WorkerSettings(
          Map.of(Lane.HUNT, LANE, Lane.CONTAIN, LANE),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          1_000_000,
          new DownloadSettings(10_000_000, Optional.empty()),
          Duration.ofMillis(100));

  private final FakeEngine engine = new FakeEngine();

  @Test
  void huntsThatHangDelayNoIsolation() {
    Clock clock = Clock.systemUTC();
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults());
        Connections connections = Connections.open(List.of(settings(simulator)), clock)) {
      simulator.faults().on("POST", HUNT).delay(Duration.ofSeconds(20));
      JdbcDataSource database = new JdbcDataSource();
      database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
      Journal journal = new Journal(database, clock);
      journal.createTable();
      Guard guard = Guards.open(connections, database, clock);
      try (Lanes lanes =
          new Lanes(
              SETTINGS,
              engine,
              Catalogue.load(),
              guard,
              journal,
              (lane, action, outcome, took) -> {},
              clock)) {
        for (int hunt = 0; hunt < 10; hunt++) {
          engine.waiting.add(hunt(hunt));
        }
        lanes.start();
        await(() -> lanes.freeSlots(Lane.HUNT) == 0);

        engine.waiting.add(isolation());
        await(() -> simulator.requests().count("POST", ".*/isolate") == 1);

        assertThat(lanes.freeSlots(Lane.HUNT)).as("All hunts still hang").isZero();
        assertThat(engine.reports).doesNotContain("completed");
        assertThat(engine.waiting).as("Hunts without a thread stay in the engine").hasSize(8);
      }
    }
  }

  private Task hunt(int index) {
    return task(
        "hunt-" + index,
        Lane.HUNT,
        Map.of("defenderAction", "hunting.run", "Query", "DeviceInfo | take 1"));
  }

  private Task isolation() {
    return task(
        "isolation",
        Lane.CONTAIN,
        Map.of(
            "defenderAction", "machine.isolate",
            "machineId", SeedData.FINANCE_LAPTOP,
            "Comment", "Ransomware.",
            "IsolationType", "Full"));
  }

  /** The model of the fake engine declares the inputs of both kinds of task. */
  private Task task(String id, Lane lane, Map<String, Object> variables) {
    Map<String, Object> declared = new HashMap<>(variables);
    List.of("Query", "machineId", "Comment", "IsolationType")
        .forEach(name -> declared.putIfAbsent(name, ""));
    Task model = engine.task(lane, declared);
    return new Task(
        id,
        lane,
        model.activityId(),
        "execution-" + id,
        "instance-" + id,
        model.processDefinitionId(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        variables);
  }

  private static ConnectionSettings settings(Simulator simulator) {
    return ConnectionSettings.builder("default")
        .tenantId(simulator.settings().tenantId())
        .clientId(simulator.settings().clientId())
        .credential(new Credential.ClientSecret(Secret.of(simulator.clientSecret())))
        .loginUrl(URI.create(simulator.loginUrl()))
        .graphUrl(URI.create(simulator.graphUrl()))
        .endpointUrl(URI.create(simulator.endpointUrl()))
        .build();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
