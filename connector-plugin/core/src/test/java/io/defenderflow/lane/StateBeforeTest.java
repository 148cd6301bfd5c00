package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.FINANCE_LAPTOP;
import static io.defenderflow.simulator.SeedData.OFFLINE_LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.simulator.RepeatedAction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Defender is at already, seen before a request and seen by its answer. */
@Timeout(60)
class StateBeforeTest {
  private static final String ACTIONS = ".*/machineactions.*";
  private static final Duration LATER = Duration.ofMinutes(20);

  private final SimulatedSteps steps = new SimulatedSteps();

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  @Test
  void anActionThatStartedBetweenTheLookAndTheRequestIsFollowed() {
    String theirs = openActionThatIsSeenTooLate();

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");

    assertThat(steps.result.path("id").asText()).isEqualTo(theirs);
    assertThat(steps.result.path("outcome").asText()).isEqualTo("adopted");
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void anAnswerWithTheActionOfAnotherIsFollowedAndSaidToBeAnothers() {
    steps.simulator.tenant().answerRepeatedActionWith(RepeatedAction.EXISTING_ACTION);
    String theirs = openActionThatIsSeenTooLate();

    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");

    assertThat(steps.result.path("id").asText()).isEqualTo(theirs);
    assertThat(steps.result.path("outcome").asText()).isEqualTo("adopted");
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void anActionOfItsOwnIsNotSaidToBeAnothers() {
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");

    assertThat(steps.result.has("outcome")).isFalse();
  }

  @Test
  void aMachineThatIsBeingIsolatedIsNotReleasedAtTheSameTime() {
    steps.simulator.tenant().addAction(OFFLINE_LAPTOP, "Isolate", "By hand.");

    assertThat(attempt(machine("machine.unisolate", OFFLINE_LAPTOP)))
        .isEqualTo("CONFLICTING_ACTION 0");
    assertThat(posts()).isZero();
  }

  @Test
  void aMachineThatIsNotIsolatedAnyMoreNeedsNoSecondRelease() {
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(isolate(FINANCE_LAPTOP)).isEqualTo("completed");
    Map<String, Object> release = machine("machine.unisolate", FINANCE_LAPTOP);
    assertThat(attempt(release)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(release)).isEqualTo("completed");
    steps.engine.taskId = "task-2";

    assertThat(attempt(release)).isEqualTo("completed");

    assertThat(steps.result.path("outcome").asText()).isEqualTo("alreadyDone");
    assertThat(steps.simulator.requests().count("POST", ".*/unisolate")).isEqualTo(1);
  }

  @Test
  void aMachineWhoseActionsCannotBeReadIsNotIsolated() {
    steps.simulator.faults().on("GET", ACTIONS).status(500);

    assertThat(isolate(FINANCE_LAPTOP)).startsWith("SERVICE_UNAVAILABLE");

    assertThat(posts()).isZero();
  }

  @Test
  void aMachineThatIsUnknownHasAnOutcomeOfItsOwn() {
    assertThat(isolate("0".repeat(40))).isEqualTo("MACHINE_NOT_FOUND 0");

    assertThat(posts()).isZero();
  }

  @Test
  void anUnknownActionIsNotCancelled() {
    Map<String, Object> cancel = new HashMap<>();
    cancel.put("defenderAction", "machineAction.cancel");
    cancel.put("machineActionId", "00000000-0000-4000-8000-000000000001");
    cancel.put("Comment", "Wrong machine.");

    assertThat(attempt(cancel)).isEqualTo("NOT_FOUND 0");
  }

  /** Somebody isolates the machine by hand, and the list of its actions comes too early. */
  private String openActionThatIsSeenTooLate() {
    String theirs = steps.simulator.tenant().addAction(FINANCE_LAPTOP, "Isolate", "By hand.").id();
    steps
        .simulator
        .faults()
        .on("GET", ACTIONS)
        .answer(200, "application/json", "{\"value\":[]}")
        .times(1);
    return theirs;
  }

  private String isolate(String machine) {
    Map<String, Object> inputs = machine("machine.isolate", machine);
    inputs.put("IsolationType", "Full");
    return attempt(inputs);
  }

  private static Map<String, Object> machine(String action, String machine) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", action);
    inputs.put("machineId", machine);
    inputs.put("Comment", "Incident 1042.");
    return inputs;
  }

  private String attempt(Map<String, Object> inputs) {
    return steps.attempt(Lane.CONTAIN, inputs);
  }

  private long posts() {
    return steps.simulator.requests().count("POST", ".*/api/machines/.*");
  }
}
