package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.Decision;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.guard.Guard;
import io.defenderflow.journal.Journal;
import io.defenderflow.limit.LimitSettings;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.RecordedRequest;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand isolations at once, on a clock that jumps from one due time to the next. */
@Timeout(120)
class IncidentStormTest {
  private static final int MACHINES = 1_000;
  private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
  private static final String ISOLATE = ".*/isolate";
  private static final Catalogue CATALOGUE = Catalogue.load();

  private final AdjustableClock clock = new AdjustableClock(START);
  private final FakeEngine engine = new FakeEngine();
  private final LaneSettings lane =
      new LaneSettings(4, 500, Duration.ofMinutes(2), Duration.ofSeconds(5));
  private final WorkerSettings settings =
      new WorkerSettings(
          Map.of(Lane.CONTAIN, lane),
          Duration.ofMinutes(1),
          Duration.ofMinutes(1),
          1_000_000,
          new DownloadSettings(10_000_000, Optional.empty()),
          Duration.ofSeconds(5));
  private Simulator simulator;
  private Connections connections;
  private Steps steps;
  private Audit audit;

  /** A task that becomes due, with the retries that the engine has for it. */
  private record Due(Instant at, int order, Task task) {}

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
            LimitSettings.DEFAULT,
            clock,
            pause -> clock.advance(pause));
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    Journal journal = new Journal(database, clock);
    journal.createTable();
    audit = new Audit(database);
    Guard guard = Guards.open(connections, database, clock);
    steps = new Steps(engine, CATALOGUE, guard, journal, settings, clock);
  }

  @AfterEach
  void stopTenant() {
    connections.close();
    simulator.close();
  }

  @Test
  void aThousandIsolationsAgainstAHundredAMinuteEndWithAThousandDoneOnceEach() {
    List<String> machines = machines();
    int done = 0;
    PriorityQueue<Due> due =
        new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    for (int index = 0; index < MACHINES; index++) {
      due.add(new Due(START, index, task(index, machines.get(index), OptionalInt.empty())));
    }

    while (!due.isEmpty()) {
      Due next = due.remove();
      if (next.at().isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), next.at()));
      }
      Outcome outcome = steps.attempt(next.task()).outcome();
      if (outcome instanceof Outcome.Completed) {
        done++;
      } else if (outcome instanceof Outcome.Waiting waiting) {
        due.add(new Due(waiting.pollAt(), next.order(), next.task()));
      } else {
        Outcome.Failed failed = (Outcome.Failed) outcome;
        assertThat(failed.message()).startsWith("THROTTLED: ");
        assertThat(failed.retries()).as("A throttled task keeps its retries").isEqualTo(3);
        due.add(
            new Due(
                clock.instant().plus(failed.retryAfter()),
                next.order(),
                task(next.order(), machines.get(next.order()), OptionalInt.of(3))));
      }
    }

    List<RecordedRequest> sent = simulator.requests().list("POST", ISOLATE);
    Set<String> isolated = new HashSet<>();
    sent.forEach(request -> isolated.add(request.path()));
    assertThat(done).isEqualTo(MACHINES);
    assertThat(sent).hasSize(MACHINES).allSatisfy(one -> assertThat(one.status()).isEqualTo(201));
    assertThat(isolated).hasSize(MACHINES);
    assertThat(mostInAMinute(sent)).isLessThanOrEqualTo(100);
    assertThat(simulator.requests().list("GET", ".*/machines/[^/]+"))
        .as("A machine is looked at when its turn has come")
        .hasSize(MACHINES);
    assertThat(Duration.between(START, sent.get(MACHINES - 1).time()))
        .as("An isolation that has to wait reads nothing, so that the reads are no bottleneck")
        .isLessThan(Duration.ofMinutes(12));
    assertThat(audit.count(AuditFilter.ALL.decision(Decision.ALLOWED)))
        .as("A held-back isolation was not allowed yet")
        .isEqualTo(MACHINES);
  }

  private List<String> machines() {
    List<String> machines = new ArrayList<>();
    for (int index = 0; index < MACHINES; index++) {
      machines.add(simulator.tenant().addMachine("storm-" + index).id());
    }
    return machines;
  }

  private Task task(int index, String machineId, OptionalInt retries) {
    Task task =
        engine.task(
            Lane.CONTAIN,
            retries,
            Map.of(
                "defenderAction", "machine.isolate",
                "machineId", machineId,
                "Comment", "Ransomware.",
                "IsolationType", "Full"));
    return new Task(
        "task-" + index,
        task.lane(),
        task.activityId(),
        "execution-" + index,
        "instance-" + index,
        task.processDefinitionId(),
        Optional.empty(),
        Optional.empty(),
        retries,
        task.variables());
  }

  private static int mostInAMinute(List<RecordedRequest> sent) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < sent.size(); last++) {
      while (Duration.between(sent.get(first).time(), sent.get(last).time())
              .compareTo(Duration.ofMinutes(1))
          > 0) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
