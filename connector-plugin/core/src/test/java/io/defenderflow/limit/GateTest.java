package io.defenderflow.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
  private static final Duration CALL = Duration.ofSeconds(30);

  private final Gates gates = new Gates(LimitSettings.DEFAULT);
  private final AppGates app = gates.of("tenant", "app");

  @Test
  void noMinuteAndNoHourEverHoldsMoreThanItsBudget() {
    List<Instant> sent = sendAll(isolations(app), 2_000);

    assertThat(most(sent, Duration.ofMinutes(1))).isEqualTo(100);
    assertThat(most(sent, Duration.ofHours(1))).isEqualTo(1_500);
    assertThat(Duration.between(START, sent.get(1_499))).isLessThan(Duration.ofMinutes(17));
  }

  @Test
  void callsThatWaitComeBackBehindEachOther() {
    Gate gate = isolations(app);
    for (int call = 0; call < 100; call++) {
      assertThat(gate.enter(START.plusMillis(call * 100), CALL)).isEmpty();
    }

    Instant now = START.plusSeconds(10);
    Instant first = gate.enter(now, CALL).orElseThrow().until();
    Instant second = gate.enter(now, CALL).orElseThrow().until();

    assertThat(first).isEqualTo(START.plusSeconds(61));
    assertThat(second).isEqualTo(START.plusSeconds(61).plusMillis(100));
    assertThat(gate.held()).isEqualTo(2);
  }

  @Test
  void aKeptPlaceIsTheCallsThatKeptItUntilItIsGivenBack() {
    Gate gate = isolations(app);
    for (int call = 0; call < 98; call++) {
      assertThat(gate.enter(START, CALL)).isEmpty();
    }
    assertThat(gate.keep(START)).isEmpty();
    Place used = new Place(gate);
    assertThat(gate.keep(START)).isEmpty();
    Place needless = new Place(gate);

    assertThat(gate.keep(START)).as("All places are taken").isPresent();
    assertThat(gate.enter(START, CALL)).isPresent();
    assertThat(used.enter(START.plusSeconds(5), CALL)).isEmpty();
    needless.giveBack();
    needless.giveBack();

    assertThat(gate.enter(START.plusSeconds(6), CALL)).as("A place was given back").isEmpty();
    assertThat(gate.enter(START.plusSeconds(6), CALL)).isPresent();
  }

  @Test
  void aKeptPlaceWaitsWhereMicrosoftAsksForItInTheMeantime() {
    Gate gate = isolations(app);
    assertThat(gate.keep(START)).isEmpty();
    Place place = new Place(gate);
    gate.close(START.plusSeconds(30));

    assertThat(place.hold(START.plusSeconds(1)).orElseThrow().until())
        .isEqualTo(START.plusSeconds(30));
    assertThat(place.enter(START.plusSeconds(1), CALL)).isPresent();
    assertThat(place.isAt(gate)).as("It is used up").isFalse();
  }

  @Test
  void callsThatNeverComeBackDelayOthersForMinutesOnly() {
    Gate gate = isolations(app);
    for (int call = 0; call < 1_200; call++) {
      gate.enter(START, CALL);
    }

    assertThat(gate.enter(START, CALL).orElseThrow().until())
        .isBefore(START.plus(Duration.ofMinutes(4)));
  }

  @Test
  void aTimeOfMicrosoftHoldsForTheFamilyAndForNoOther() {
    isolations(app).close(START.plusSeconds(300));

    Hold hold = isolations(app).enter(START, CALL).orElseThrow();

    assertThat(hold.until()).isEqualTo(START.plusSeconds(300));
    assertThat(hold.reason()).contains("asked to wait").contains("machine-actions");
    assertThat(isolations(app).isClosed(START)).isTrue();
    assertThat(app.of(Service.ENDPOINT, "GET", "/api/machines/1").enter(START, CALL)).isEmpty();
    assertThat(isolations(app).enter(START.plusSeconds(300), CALL)).isEmpty();
  }

  @Test
  void aTimeForTheWholeAppHoldsForItsFamiliesAtThatService() {
    app.close(Service.GRAPH, START.plusSeconds(60));

    assertThat(app.of(Service.GRAPH, "GET", "/v1.0/users/1").enter(START, CALL)).isPresent();
    assertThat(app.of(Service.GRAPH, "GET", "/v1.0/security/incidents").enter(START, CALL))
        .isPresent();
    assertThat(isolations(app).enter(START, CALL)).isEmpty();
  }

  @Test
  void aTimeForOneMailboxHoldsForNoOtherMailbox() {
    Gate mail = app.of(Service.GRAPH, "GET", "/v1.0/users/1/messages");

    mail.close(START.plusSeconds(300));

    assertThat(mail.enter(START, CALL)).isEmpty();
  }

  @Test
  void connectionsWithTheSameAppMeetAtTheSameGate() {
    assertThat(isolations(gates.of("Tenant", "APP"))).isSameAs(isolations(app));
    assertThat(isolations(gates.of("tenant", "other"))).isNotSameAs(isolations(app));
    assertThat(isolations(gates.of("other", "app"))).isNotSameAs(isolations(app));
  }

  @Test
  void whatCountsForTheTenantIsSharedByItsApps() {
    Gate hunting = app.of(Service.GRAPH, "POST", "/v1.0/security/runHuntingQuery");

    assertThat(
            gates.of("tenant", "other").of(Service.GRAPH, "POST", "/v1.0/security/runHuntingQuery"))
        .isSameAs(hunting);
  }

  @Test
  void severalNodesShareABudget() {
    AppGates third = new Gates(new LimitSettings(3, Map.of())).of("tenant", "app");

    assertThat(most(sendAll(isolations(third), 100), Duration.ofMinutes(1))).isEqualTo(33);
    List<Instant> links =
        sendAll(third.of(Service.ENDPOINT, "GET", "/api/machineactions/1/getPackageUri"), 4);
    assertThat(Duration.between(links.get(0), links.get(1))).isEqualTo(Duration.ofSeconds(91));
  }

  @Test
  void aFamilyCanHaveAnotherBudget() {
    LimitSettings settings =
        new LimitSettings(
            null, Map.of("machineactions", "5/1m", "identity-protection", "unlimited"));
    AppGates other = new Gates(settings).of("tenant", "app");

    assertThat(settings.problems()).isEmpty();
    assertThat(most(sendAll(isolations(other), 20), Duration.ofMinutes(1))).isEqualTo(5);
    assertThat(most(sendAll(risks(other), 20), Duration.ofSeconds(1))).isEqualTo(20);
    assertThat(most(sendAll(risks(app), 20), Duration.ofSeconds(1))).isEqualTo(1);
  }

  @Test
  void wrongLimitsAreToldAllAtOnce() {
    LimitSettings settings =
        new LimitSettings(0, Map.of("machine-action", "100/1m", "hunting", "45 per minute"));

    assertThat(settings.problems())
        .hasSize(3)
        .anySatisfy(text -> assertThat(text).startsWith("defender.limits.nodes must be"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("defender.limits.families.machine-action names no family")
                    .contains("machine-actions"))
        .anySatisfy(
            text -> assertThat(text).startsWith("defender.limits.families.hunting is no budget"));
  }

  @Test
  void aServiceThatFailsAgainAndAgainIsLeftInPeaceAndThenTriedOnce() {
    Gate gate = isolations(app);
    fail(gate, START, Breaker.FAILURES);
    assertThat(gate.isBroken()).isTrue();

    Hold hold = gate.enter(START, CALL).orElseThrow();
    assertThat(hold.until()).isEqualTo(START.plus(Breaker.FIRST_PAUSE));
    assertThat(hold.reason()).contains("failed").contains("machine-actions");

    Instant later = START.plus(Breaker.FIRST_PAUSE);
    assertThat(gate.enter(later, CALL)).isEmpty();
    assertThat(gate.enter(later, CALL)).isPresent();

    gate.answered();
    assertThat(gate.isBroken()).isFalse();
    assertThat(gate.enter(later, CALL)).isEmpty();
    assertThat(gate.enter(later, CALL)).isEmpty();
  }

  @Test
  void eachFailedTryDoublesThePauseUpToFiveMinutes() {
    Gate gate = isolations(app);
    fail(gate, START, Breaker.FAILURES);
    Instant now = START;
    List<Duration> pauses = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      Instant until = gate.enter(now, CALL).orElseThrow().until();
      pauses.add(Duration.between(now, until));
      now = until;
      assertThat(gate.enter(now, CALL)).isEmpty();
      gate.failed(now);
    }

    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
  }

  @Test
  void aTryWhoseEndNobodyTellsDoesNotKeepTheGateShut() {
    Gate gate = isolations(app);
    fail(gate, START, Breaker.FAILURES);
    Instant later = START.plus(Breaker.FIRST_PAUSE);
    assertThat(gate.enter(later, CALL)).isEmpty();

    assertThat(gate.enter(later.plus(CALL), CALL)).isEmpty();
  }

  @Test
  void failuresBetweenSuccessesBreakNothing() {
    Gate gate = isolations(app);
    fail(gate, START, Breaker.FAILURES - 1);
    gate.answered();
    fail(gate, START, Breaker.FAILURES - 1);

    assertThat(gate.isBroken()).isFalse();
  }

  @Test
  void failuresOfAnotherHourBreakNothing() {
    Gate gate = isolations(app);
    fail(gate, START, Breaker.FAILURES - 1);
    fail(gate, START.plus(Duration.ofHours(1)), 1);

    assertThat(gate.isBroken()).isFalse();
  }

  private static void fail(Gate gate, Instant now, int times) {
    for (int failure = 0; failure < times; failure++) {
      assertThat(gate.enter(now, CALL)).isEmpty();
      gate.failed(now);
    }
  }

  /** All calls arrive at once; each comes back when it was told to. */
  private static List<Instant> sendAll(Gate gate, int calls) {
    List<Instant> sent = new ArrayList<>();
    PriorityQueue<Instant> due = new PriorityQueue<>(Comparator.naturalOrder());
    for (int call = 0; call < calls; call++) {
      due.add(START);
    }
    while (!due.isEmpty()) {
      Instant now = due.remove();
      Optional<Hold> hold = gate.enter(now, CALL);
      if (hold.isPresent()) {
        assertThat(hold.get().until()).isAfter(now);
        due.add(hold.get().until());
      } else {
        sent.add(now);
      }
    }
    return sent;
  }

  private static int most(List<Instant> sent, Duration window) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < sent.size(); last++) {
      while (Duration.between(sent.get(first), sent.get(last)).compareTo(window) > 0) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private static Gate isolations(AppGates gates) {
    return gates.of(Service.ENDPOINT, "POST", "/api/machines/1/isolate");
  }

  private static Gate risks(AppGates gates) {
    return gates.of(Service.GRAPH, "GET", "/v1.0/identityProtection/riskyUsers");
  }
}
