package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.database.Database;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Made-up histories of a tenant, with every trouble that is known, against what must have started
 * and what playbooks must know in the end. In those with an even seed people pause, resume, reset,
 * replay and ask for looks all the time, also while pages are read. The seed of a history is in the
 * name of its test; {@code -Dintake.seed=4711} runs one and {@code -Dintake.histories=500} runs
 * more.
 */
@Timeout(300)
class IntakeHistoriesTest {
  private static final Instant START = Instant.parse("2026-11-21T03:00:00.1234567Z");
  private static EngineUnderTest app;

  @BeforeAll
  static void startEngine() {
    app = new EngineUnderTest();
  }

  @AfterAll
  static void stopEngine() {
    app.close();
  }

  @AfterEach
  void clear() {
    app.clear();
  }

  static LongStream seeds() {
    Long one = Long.getLong("intake.seed");
    // The last two are histories in which a look that took long once missed an incident.
    return one != null
        ? LongStream.of(one)
        : LongStream.concat(
            LongStream.rangeClosed(1, Integer.getInteger("intake.histories", 6)),
            LongStream.of(15, 21));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyIncidentStartsItsPlaybookExactlyOnce(long seed) {
    History history = new History(new Random(seed), seed);
    for (int step = 0; step < 40; step++) {
      history.step();
    }
    history.settle();

    Map<String, Integer> started = app.started();
    Set<String> expected = history.mustHaveStarted();
    expected.removeAll(started.keySet());
    assertThat(expected).as("seed %d: did not start", seed).isEmpty();
    started.forEach(
        (key, times) ->
            assertThat(times)
                .as("seed %d: %s once, and once more for each replay", seed, key)
                .isBetween(1, 1 + history.replays.getOrDefault(key, 0)));
    Set<String> others = new TreeSet<>(started.keySet());
    others.removeAll(history.mayHaveStarted);
    assertThat(others).as("seed %d: must not start", seed).isEmpty();
    assertThat(history.microsoft.mostConcurrent).as("seed %d: one look at a time", seed).isOne();
    assertThat(history.unheard()).as("seed %d: changes that nobody was told", seed).isEmpty();
    assertThat(history.quarantined()).as("seed %d: set aside", seed).isEqualTo(history.poisonous());
  }

  /** A node dies: nothing of what it was doing is cleaned up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** One tenant, two nodes, and what happens to them. */
  private static final class History {
    private final Random random;

    /** Others than those of the tenant, so that both kinds of histories begin alike. */
    private final Random people;

    private final boolean peopleAct;
    private final Map<String, Integer> replays = new TreeMap<>();
    private final Microsoft microsoft;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Set<String> poison = new TreeSet<>();
    private final boolean filtered;
    private final boolean follows;
    private final Set<String> mayHaveStarted = new TreeSet<>();
    private int next = 1000;
    private long startedBefore = -1;

    History(Random random, long seed) {
      this.random = random;
      people = new Random(~seed);
      peopleAct = seed % 2 == 0;
      this.microsoft = new Microsoft(START, random);
      filtered = random.nextBoolean();
      follows = random.nextBoolean();
      microsoft.order = Microsoft.Order.values()[random.nextInt(4)];
      microsoft.largestPage = 2 + random.nextInt(6);
      microsoft.sendsDate = random.nextInt(4) > 0;
      microsoft.sendsEmptyPages = random.nextInt(3) == 0;
      app.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
      app.heard()
          .atStart(
              execution -> {
                if (poison.contains((String) execution.getVariable("incidentId"))) {
                  throw new IllegalStateException("This incident spoils its playbook.");
                }
              });
      int pageSize = 2 + random.nextInt(6);
      boolean expands = random.nextBoolean();
      int most = random.nextBoolean() ? 3 : 10_000;
      for (int i = 0; i < 2; i++) {
        nodes.add(
            Node.of(
                app,
                microsoft,
                settings -> {
                  settings.pageSize(pageSize).mostPerCycle(most);
                  if (filtered) {
                    settings.severity("high", "medium");
                  }
                  if (follows) {
                    settings.updateMessage("IncidentChanged");
                  }
                  return expands ? settings.expandAlerts() : settings;
                }));
      }
    }

    void step() {
      person();
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> arrive(1 + random.nextInt(12));
        case 3 -> change();
        case 4 -> merge();
        case 5 -> microsoft.advance(Duration.ofMillis(random.nextInt(5 * 60_000)));
        case 6 -> duringTheNextPages();
        case 7 -> trouble();
        case 8 -> nodes.get(random.nextInt(2)).restart();
        default -> look();
      }
    }

    private void arrive(int count) {
      boolean tie = random.nextBoolean();
      Instant changed = microsoft.now.minusNanos(100L * random.nextInt(100_000_000));
      for (int i = 0; i < count; i++) {
        String id = Integer.toString(next++);
        if (!tie) {
          changed = microsoft.now.minusNanos(100L * random.nextInt(100_000_000));
        }
        // Late, but not later than the overlap allows.
        Instant visible =
            random.nextInt(4) == 0 ? changed.plusSeconds(random.nextInt(14 * 60)) : microsoft.now;
        microsoft.add(id, severity(), ServerTime.floor(changed), visible);
        ids.add(id);
        if (random.nextInt(25) == 0) {
          poison.add(id);
        }
        noteWhatMayStart();
      }
    }

    private String severity() {
      return List.of("low", "medium", "high").get(random.nextInt(3));
    }

    private void change() {
      if (ids.isEmpty()) {
        return;
      }
      String id = ids.get(random.nextInt(ids.size()));
      switch (random.nextInt(4)) {
        case 0 -> microsoft.change(id, "severity", "high");
        case 1 -> microsoft.change(id, "assignedTo", "mira@northwharf.example");
        case 2 -> microsoft.comment(id, "Mira", "I look at it.");
        default -> microsoft.touch(id);
      }
      noteWhatMayStart();
    }

    private void merge() {
      if (ids.size() < 4) {
        return;
      }
      String shell = ids.get(random.nextInt(ids.size()));
      String survivor = ids.get(random.nextInt(ids.size()));
      if (!shell.equals(survivor) && isAlive(shell) && isAlive(survivor)) {
        microsoft.merge(shell, survivor);
      }
    }

    private boolean isAlive(String id) {
      return !microsoft.incident(id).path("status").asText().equals("redirected");
    }

    /** Items move from page to page while they are read. */
    private void duringTheNextPages() {
      microsoft.betweenPages =
          () -> {
            if (random.nextInt(3) == 0) {
              change();
            }
            person();
          };
      look();
      microsoft.betweenPages = () -> {};
    }

    /** Somebody with the page of the intake before him. */
    private void person() {
      if (!peopleAct || people.nextInt(4) > 0) {
        return;
      }
      Intake intake = nodes.get(people.nextInt(2)).intake();
      switch (people.nextInt(6)) {
        case 0 -> intake.pause(Node.SOURCE, "mira", "A drill.");
        case 1, 2 -> intake.resume(Node.SOURCE, "mira", "It is over.");
        case 3 -> intake.pollNow(Node.SOURCE, "mira", "The boss waits.");
        case 4 ->
            intake.reset(
                Node.SOURCE,
                // The clock of the database is behind that of Microsoft.
                microsoft.now.minus(Duration.ofMinutes(41L + people.nextInt(600))),
                "mira",
                "A restored backup.");
        default -> replay(intake);
      }
    }

    private void replay(Intake intake) {
      if (ids.isEmpty()) {
        return;
      }
      String id = ids.get(people.nextInt(ids.size()));
      if (!poison.contains(id)) {
        intake.replay(Node.SOURCE, id, "mira", "It was closed by mistake.");
        replays.merge("incident:" + id, 1, Integer::sum);
        mayHaveStarted.add("incident:" + id);
      }
    }

    private void trouble() {
      int after = random.nextInt(4);
      int first = microsoft.requests;
      switch (random.nextInt(7)) {
        case 0 -> {
          microsoft.beforeRequest =
              () -> {
                if (microsoft.requests - first > after) {
                  throw Fault.of(ErrorCode.SERVICE_UNAVAILABLE, "Microsoft is down.");
                }
              };
          look();
        }
        case 1 -> {
          microsoft.beforeRequest =
              () -> {
                if (microsoft.requests - first > after) {
                  throw new Killed();
                }
              };
          look();
        }
        case 2 -> {
          microsoft.partial = true;
          look();
        }
        case 3 -> {
          microsoft.expandFails = true;
          look();
        }
        case 4 -> {
          microsoft.repeatsLinks = true;
          look();
        }
        case 5 -> {
          // The other node takes over while this one reads, and then goes on as if nothing was.
          Node other = nodes.get(1);
          microsoft.beforeRequest =
              () -> {
                if (microsoft.requests - first == after + 1) {
                  microsoft.beforeRequest = () -> {};
                  microsoft.advance(Lease.TIME.plusSeconds(1));
                  microsoft.concurrent--;
                  other.look();
                  microsoft.concurrent++;
                }
              };
          look(nodes.get(0));
        }
        default -> {
          microsoft.unreadable = page -> page.size() > 1 && random.nextBoolean();
          look();
        }
      }
      heal();
    }

    private void heal() {
      microsoft.beforeRequest = () -> {};
      microsoft.partial = false;
      microsoft.expandFails = false;
      microsoft.repeatsLinks = false;
      microsoft.unreadable = page -> false;
    }

    private void look() {
      look(nodes.get(random.nextInt(2)));
    }

    private void look(Node node) {
      microsoft.advance(Node.INTERVAL.plusMillis(random.nextInt(30_000)));
      try {
        node.look();
      } catch (Killed e) {
        microsoft.beforeRequest = () -> {};
        node.restart();
      }
    }

    /** No more trouble: what is to come comes. */
    void settle() {
      heal();
      nodes.get(0).intake().resume(Node.SOURCE, "mira", "It is over.");
      // As long as a look starts as many as it may, nothing is tried again.
      for (int i = 0; i < 60 && nodes.get(0).status().started() > startedBefore; i++) {
        startedBefore = nodes.get(0).status().started();
        lookMuchLater(i);
      }
      for (int i = 0; i < 16; i++) {
        lookMuchLater(i);
      }
    }

    private void lookMuchLater(int turn) {
      microsoft.advance(Duration.ofMinutes(40));
      nodes.get(turn % 2).look();
    }

    private void noteWhatMayStart() {
      for (String id : ids) {
        JsonNode incident = microsoft.incident(id);
        if (matches(incident) && !incident.path("status").asText().equals("redirected")) {
          mayHaveStarted.add("incident:" + id);
        }
      }
    }

    private boolean matches(JsonNode incident) {
      return !filtered || !incident.path("severity").asText().equals("low");
    }

    Set<String> mustHaveStarted() {
      Set<String> expected = new TreeSet<>();
      for (String id : ids) {
        if (isAlive(id) && matches(microsoft.incident(id)) && !poison.contains(id)) {
          expected.add("incident:" + id);
        }
      }
      return expected;
    }

    Set<String> poisonous() {
      Set<String> expected = new TreeSet<>();
      for (String id : poison) {
        if (isAlive(id) && matches(microsoft.incident(id))) {
          expected.add(id);
        }
      }
      return expected;
    }

    /** The incidents of which their playbook does not know or has not heard everything. */
    Set<String> unheard() {
      Set<String> found = new TreeSet<>();
      if (!follows) {
        return found;
      }
      ItemTable items = new ItemTable(new Database(app.dataSource()), DatabaseClock::ofDatabase);
      Source source = nodes.get(0).source();
      for (String id : ids) {
        Item now = Item.of(Kind.INCIDENTS, microsoft.incident(id)).orElseThrow();
        items
            .find(source, id)
            .filter(row -> row.state() == ItemState.STARTED)
            .flatMap(ItemRow::known)
            .filter(known -> !known.with(Known.of(now).fields()).equals(known))
            .ifPresent(known -> found.add(id));
      }
      nodes.get(0).intake().kept(Node.SOURCE).forEach(kept -> found.add(kept.id()));
      return found;
    }

    Set<String> quarantined() {
      Set<String> found = new TreeSet<>();
      nodes
          .get(0)
          .intake()
          .setAside(Node.SOURCE)
          .forEach(
              item -> {
                assertThat(item.state()).isEqualTo("QUARANTINED");
                found.add(item.id());
              });
      return found;
    }
  }
}
