package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.DOMAIN_CONTROLLER;
import static io.defenderflow.simulator.SeedData.FINANCE_LAPTOP;
import static io.defenderflow.simulator.SeedData.OFFLINE_LAPTOP;
import static io.defenderflow.simulator.SeedData.SALES_LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step on many machines: each is an operation of its own. */
@Timeout(60)
class ManyTargetsTest {
  private static final String ISOLATE = ".*/isolate";
  private static final String NOBODY = "0123456789012345678901234567890123456789";
  private static final String NOBODY_EITHER = "9876543210987654321098765432109876543210";
  private static final Duration LATER = Duration.ofMinutes(20);

  private final SimulatedSteps steps = new SimulatedSteps();

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  @Test
  void eachMachineHasItsOwnOutcomeAndOneThatFailsDoesNotStopTheRest() {
    Map<String, Object> inputs = isolate(FINANCE_LAPTOP, NOBODY, SALES_LAPTOP, FINANCE_LAPTOP);

    assertThat(attempt(inputs)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(inputs)).isEqualTo("completed");

    assertThat(outcomes())
        .containsExactly(
            FINANCE_LAPTOP + " succeeded",
            NOBODY + " failed MACHINE_NOT_FOUND",
            SALES_LAPTOP + " succeeded");
    assertThat(steps.result.path("succeeded").asInt()).isEqualTo(2);
    assertThat(steps.result.path("failed").asInt()).isEqualTo(1);
    assertThat(steps.simulator.requests().count("POST", ISOLATE)).isEqualTo(2);
    assertThat(steps.simulator.tenant().actions()).hasSize(2);
  }

  @Test
  void aCrashBetweenTwoTargetsSendsNothingTwice() {
    Map<String, Object> inputs = isolate(FINANCE_LAPTOP, SALES_LAPTOP, DOMAIN_CONTROLLER);
    steps.crashAtWrite(2);

    assertThat(attempt(inputs)).isEqualTo("INTERNAL 2");
    assertThat(attempt(inputs)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(inputs)).isEqualTo("waiting");
    steps.clock.advance(LATER);

    assertThat(attempt(inputs)).isEqualTo("completed");
    assertThat(steps.result.path("succeeded").asInt()).isEqualTo(3);
    assertThat(sentTo(FINANCE_LAPTOP, SALES_LAPTOP, DOMAIN_CONTROLLER)).containsExactly(1L, 1L, 1L);
  }

  @Test
  void aLostAnswerOfOneTargetIsLookedForWhileTheOthersStayDone() {
    Map<String, Object> inputs = isolate(FINANCE_LAPTOP, SALES_LAPTOP, DOMAIN_CONTROLLER);
    steps
        .simulator
        .faults()
        .on("POST", ".*" + DOMAIN_CONTROLLER + "/isolate")
        .loseAnswer()
        .times(1);

    assertThat(attempt(inputs)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    String second = attempt(inputs);
    steps.clock.advance(LATER);
    if (second.equals("waiting")) {
      assertThat(attempt(inputs)).isEqualTo("completed");
    }

    assertThat(steps.result.path("succeeded").asInt()).isEqualTo(3);
    assertThat(sentTo(FINANCE_LAPTOP, SALES_LAPTOP, DOMAIN_CONTROLLER)).containsExactly(1L, 1L, 1L);
  }

  @Test
  void throttlingPutsTheRestOffWithoutCostingARetry() {
    Map<String, Object> inputs = isolate(FINANCE_LAPTOP, SALES_LAPTOP, DOMAIN_CONTROLLER);
    steps
        .simulator
        .faults()
        .on("POST", ".*" + SALES_LAPTOP + "/isolate")
        .retryAfter(Duration.ofMinutes(5))
        .times(1);

    assertThat(attempt(inputs)).isEqualTo("waiting");
    assertThat(sentTo(FINANCE_LAPTOP, SALES_LAPTOP, DOMAIN_CONTROLLER)).containsExactly(1L, 1L, 0L);
    steps.clock.advance(Duration.ofMinutes(5));
    assertThat(attempt(inputs)).isEqualTo("waiting");
    steps.clock.advance(LATER);

    assertThat(attempt(inputs)).isEqualTo("completed");
    assertThat(steps.result.path("succeeded").asInt()).isEqualTo(3);
    assertThat(sentTo(FINANCE_LAPTOP, SALES_LAPTOP, DOMAIN_CONTROLLER)).containsExactly(1L, 2L, 1L);
  }

  @Test
  void whereAllEndWithTheSameErrorTheStepEndsWithItAndARetryTriesAllAgain() {
    Map<String, Object> inputs = isolate(NOBODY, NOBODY_EITHER);

    assertThat(attempt(inputs)).isEqualTo("MACHINE_NOT_FOUND 0");
    assertThat(steps.message).contains("All 2 targets");
    assertThat(attempt(inputs)).isEqualTo("MACHINE_NOT_FOUND 0");

    assertThat(steps.simulator.requests().count("GET", ".*/machines/[0-9]+")).isEqualTo(4);
    assertThat(steps.simulator.requests().count("POST", ISOLATE)).isZero();
  }

  @Test
  void aServiceThatIsDownForAllCostsRetriesLikeAnyOtherStep() {
    Map<String, Object> inputs = isolate(FINANCE_LAPTOP, SALES_LAPTOP);
    steps.simulator.faults().on("POST", ISOLATE).status(429);

    assertThat(attempt(inputs)).isEqualTo("THROTTLED 3");

    steps.clock.advance(Duration.ofMinutes(2));
    steps.simulator.faults().reset();
    steps.simulator.faults().on("POST", ISOLATE).dropConnection();
    assertThat(steps.attempt(Lane.CONTAIN, OptionalInt.of(2), inputs)).isEqualTo("LOST_ANSWER 1");
  }

  @Test
  void withoutWaitingTheMachinesAreToldAsRunning() {
    Map<String, Object> inputs = isolate(FINANCE_LAPTOP, SALES_LAPTOP);
    inputs.put("defenderWait", "false");

    assertThat(attempt(inputs)).isEqualTo("completed");

    assertThat(steps.result.path("running").asInt()).isEqualTo(2);
    assertThat(steps.result.at("/value/0/result/type").asText()).isEqualTo("Isolate");
  }

  @Test
  void aMachineThatStaysOfflineIsToldAsRunningWhenTheTimeIsOver() {
    Map<String, Object> inputs = isolate(FINANCE_LAPTOP, OFFLINE_LAPTOP);
    inputs.put("defenderWaitTimeout", "PT1H");

    assertThat(attempt(inputs)).isEqualTo("waiting");
    steps.clock.advance(Duration.ofMinutes(61));
    assertThat(attempt(inputs)).isEqualTo("completed");

    assertThat(outcomes())
        .containsExactly(FINANCE_LAPTOP + " succeeded", OFFLINE_LAPTOP + " running WAIT_TIMED_OUT");
  }

  @Test
  void whatNobodyCanTellIsUnknownAndNotSentAgain() {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", "machine.stopAndQuarantineFileMany");
    inputs.put("machineIds", FINANCE_LAPTOP + "," + SALES_LAPTOP);
    inputs.put("Comment", "Malware.");
    inputs.put("Sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    steps.simulator.faults().on("POST", ".*" + SALES_LAPTOP + ".*").dropConnection().times(1);

    assertThat(attempt(inputs)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(inputs)).isEqualTo("completed");

    assertThat(outcomes())
        .containsExactly(FINANCE_LAPTOP + " succeeded", SALES_LAPTOP + " unknown OUTCOME_UNKNOWN");
    assertThat(steps.simulator.requests().count("POST", ".*StopAndQuarantineFile")).isEqualTo(2);
  }

  private String attempt(Map<String, Object> inputs) {
    return steps.attempt(Lane.CONTAIN, inputs);
  }

  private static Map<String, Object> isolate(String... machines) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", "machine.isolateMany");
    inputs.put("machineIds", String.join(",", machines));
    inputs.put("Comment", "Incident 1042.");
    inputs.put("IsolationType", "Full");
    return inputs;
  }

  private List<Long> sentTo(String... machines) {
    List<Long> counts = new ArrayList<>();
    for (String machine : machines) {
      counts.add(steps.simulator.requests().count("POST", ".*" + machine + "/isolate"));
    }
    return counts;
  }

  private List<String> outcomes() {
    List<String> outcomes = new ArrayList<>();
    for (JsonNode target : steps.result.path("value")) {
      String code = target.at("/error/code").asText();
      outcomes.add(
          target.path("machineId").asText()
              + " "
              + target.path("outcome").asText()
              + (code.isEmpty() ? "" : " " + code));
    }
    return outcomes;
  }
}
