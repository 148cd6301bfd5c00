package io.defenderflow.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.answer.Sends;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.simulator.SeedData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What never works is sent as often as the page about answers says, and then a person is asked. */
@Timeout(60)
class WorstCaseSendsTest {
  private static final String ISOLATE = ".*/isolate";
  private static final Map<String, Object> READ =
      Map.of("defenderAction", "machine.get", "machineId", SeedData.FINANCE_LAPTOP);
  private static final Map<String, Object> ISOLATION =
      Map.of(
          "defenderAction", "machine.isolate",
          "machineId", SeedData.FINANCE_LAPTOP,
          "Comment", "Incident 1042.",
          "IsolationType", "Full");

  private final SimulatedSteps steps = new SimulatedSteps();

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  @Test
  void aReadThatFailsForEverIsSentThreeTimesInEachAttempt() {
    steps.simulator.faults().on("GET", ".*/machines/.*").status(503);

    List<String> reports = untilIncident(Lane.READ, READ);

    assertThat(reports)
        .containsExactly("SERVICE_UNAVAILABLE 2", "SERVICE_UNAVAILABLE 1", "SERVICE_UNAVAILABLE 0");
    assertThat(requests("GET", ".*/machines/.*")).isEqualTo(3 * Sends.TRIES);
  }

  @Test
  void aRefusedTokenCostsOneMoreRequestAndOneMoreToken() {
    steps.simulator.faults().on("GET", ".*/machines/.*").status(401);

    assertThat(untilIncident(Lane.READ, READ)).containsExactly("AUTH_FAILED 0");

    assertThat(requests("GET", ".*/machines/.*")).isEqualTo(1 + Sends.FRESH_TOKENS);
    assertThat(requests("POST", ".*/oauth2/.*")).isEqualTo(Sends.ofTokens(1));
  }

  @Test
  void aRefusedTokenAndAFailingServiceTogetherMakeTheMostRequestsOfOneCall() {
    steps.simulator.faults().on("GET", ".*/machines/.*").status(401).times(1);
    steps.simulator.faults().on("GET", ".*/machines/.*").status(503).times(3);

    steps.attempt(Lane.READ, with(READ, "R1/PT1M"));

    assertThat(requests("GET", ".*/machines/.*")).isEqualTo(Sends.ofOneCall());
  }

  @Test
  void aTokenThatIsNeverIssuedIsAskedForOnceInEachAttemptAndNothingElseIsSent() {
    steps.simulator.faults().on("POST", ".*/oauth2/.*").status(503);

    assertThat(untilIncident(Lane.CONTAIN, ISOLATION))
        .as("nothing was sent, so that nothing is in doubt")
        .containsExactly("SERVICE_UNAVAILABLE 2", "SERVICE_UNAVAILABLE 1", "SERVICE_UNAVAILABLE 0");

    assertThat(requests("POST", ".*/oauth2/.*")).isEqualTo(3).isLessThan(Sends.ofTokens(3));
    assertThat(requests("POST", ISOLATE)).isZero();
  }

  @Test
  void aTokenThatIsRefusedForEverIsAskedForOnce() {
    steps.simulator.faults().on("POST", ".*/oauth2/.*").error(401, "invalid_client", "no");

    assertThat(untilIncident(Lane.READ, READ)).containsExactly("AUTH_FAILED 0");

    assertThat(requests("POST", ".*/oauth2/.*")).isEqualTo(1);
    assertThat(requests("GET", ".*/machines/.*")).isZero();
  }

  @Test
  void anIsolationWhoseAnswerIsAlwaysLostLeavesTwiceAtMost() {
    steps.simulator.faults().on("POST", ISOLATE).status(503);

    assertThat(untilIncident(Lane.CONTAIN, ISOLATION)).endsWith("OUTCOME_UNKNOWN 0");

    assertThat(requests("POST", ISOLATE))
        .isEqualTo(LostAnswer.FIND_MACHINE_ACTION.mostSends(3))
        .isEqualTo(2);
  }

  @Test
  void anOffboardingWhoseAnswerIsLostLeavesOnce() {
    steps.simulator.faults().on("POST", ".*/offboard").status(503);

    assertThat(
            untilIncident(
                Lane.CONTAIN,
                Map.of(
                    "defenderAction", "machine.offboard",
                    "machineId", SeedData.FINANCE_LAPTOP,
                    "Comment", "Retired.")))
        .endsWith("OUTCOME_UNKNOWN 0");

    assertThat(requests("POST", ".*/offboard")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"R1/PT1M, 2", "R3/PT1M, 3", "'PT1M,PT1M,PT1M', 4"})
  void aChangeThatEndsInTheSameStateIsSentOnceInEachAttempt(String retries, int sends) {
    String incident = steps.simulator.tenant().addIncident("A test incident").id();
    steps.simulator.faults().on("PATCH", ".*/incidents/.*").status(503);
    Map<String, Object> update =
        Map.of("defenderAction", "incident.update", "incidentId", incident, "status", "active");

    List<String> reports = untilIncident(Lane.CHANGE, with(update, retries));

    assertThat(reports).endsWith("OUTCOME_UNKNOWN 0");
    assertThat(requests("PATCH", ".*/incidents/.*"))
        .isEqualTo(sends)
        .isEqualTo(LostAnswer.REPEAT.mostSends(sends));
  }

  @Test
  void afterAPersonAskedForItAChangeIsSentOnceMore() {
    String incident = steps.simulator.tenant().addIncident("A test incident").id();
    steps.simulator.faults().on("PATCH", ".*/incidents/.*").status(503).times(3);
    Map<String, Object> update =
        Map.of("defenderAction", "incident.update", "incidentId", incident, "status", "active");
    untilIncident(Lane.CHANGE, update);

    assertThat(steps.attempt(Lane.CHANGE, OptionalInt.of(1), update)).isEqualTo("completed");

    assertThat(requests("PATCH", ".*/incidents/.*")).isEqualTo(4);
  }

  @Test
  void aThrottledWriteThatIsNotToWaitLongIsTriedThreeTimesAndCostsNoRetry() {
    steps.simulator.faults().on("POST", ISOLATE).error(429, "TooManyRequests", "Slow down.");

    assertThat(steps.attempt(Lane.CONTAIN, ISOLATION)).isEqualTo("THROTTLED 3");
    assertThat(requests("POST", ISOLATE)).isEqualTo(Sends.TRIES);
    assertThat(steps.attempt(Lane.CONTAIN, OptionalInt.of(1), ISOLATION)).isEqualTo("THROTTLED 1");
    assertThat(requests("POST", ISOLATE)).as("the gate is closed").isEqualTo(Sends.TRIES);
  }

  private List<String> untilIncident(Lane lane, Map<String, Object> inputs) {
    List<String> reports = new ArrayList<>();
    OptionalInt retries = OptionalInt.empty();
    do {
      String report = steps.attempt(lane, retries, inputs);
      reports.add(report);
      retries = OptionalInt.of(Integer.parseInt(report.substring(report.lastIndexOf(' ') + 1)));
      steps.clock.advance(Duration.ofMinutes(2));
    } while (retries.getAsInt() > 0 && reports.size() < 20);
    return reports;
  }

  private static Map<String, Object> with(Map<String, Object> inputs, String retries) {
    Map<String, Object> more = new HashMap<>(inputs);
    more.put("defenderRetries", retries);
    return more;
  }

  private long requests(String verb, String path) {
    return steps.simulator.requests().count(verb, path);
  }
}
