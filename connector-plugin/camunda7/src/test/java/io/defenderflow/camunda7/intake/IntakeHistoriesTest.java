package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
 * in the end. The seed of a history is in the name of its test; {@code -Dintake.seed=4711} runs one
 * and {@code -Dintake.histories=500} runs more.
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
    History history = new History(new Random(seed));
    for (int step = 0; step < 40; step++) {
      history.step();
    }
    history.settle();

    Map<String, Integer> started = app.started();
    Set<String> expected = history.mustHaveStarted();
    expected.removeAll(started.keySet());
    assertThat(expected).as("seed %d: did not start", seed).isEmpty();
    assertThat(started.values()).as("seed %d: once each", seed).containsOnly(1);
    Set<String> others = new TreeSet<>(started.keySet());
    others.removeAll(history.mayHaveStarted);
    assertThat(others).as("seed %d: must not start", seed).isEmpty();
    assertThat(history.microsoft.mostConcurrent).as("seed %d: one look at a time", seed).isOne();
    assertThat(history.quarantined()).as("seed %d: set aside", seed).isEqualTo(history.poisonous());
  }

  /** A node dies: nothing of what it was doing is cleaned up. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** One tenant, two nodes, and what happens to them. */
  private static final class History {
    private final Random random;
    private final Microsoft microsoft;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Set<String> poison = new TreeSet<>();
    private final boolean filtered;
    private final boolean follows;
    private final Set<String> mayHaveStarted = new TreeSet<>();
    private int next = 1000;

    History(Random random) {
      this.random = random;
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
          };
      look();
      microsoft.betweenPages = () -> {};
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
      for (int i = 0; i < 16; i++) {
        microsoft.advance(Duration.ofMinutes(40));
        nodes.get(i % 2).look();
      }
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
