package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.FINANCE_LAPTOP;
import static io.defenderflow.simulator.SeedData.OFFLINE_LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that wait for work at Microsoft, of which not all is a machine action. */
@Timeout(60)
class LongRunningWorkTest {
  private static final String START = ".*/startInvestigation";
  private static final String LIVE_RESPONSE = ".*/runliveresponse";
  private static final Duration LATER = Duration.ofMinutes(20);

  private final SimulatedSteps steps = new SimulatedSteps();

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  @Test
  void anInvestigationIsWaitedForAndItsStateIsTheResult() {
    assertThat(attempt(investigation())).isEqualTo("waiting");
    assertThat(attempt(investigation())).isEqualTo("waiting");
    steps.clock.advance(LATER);

    assertThat(attempt(investigation())).isEqualTo("completed");

    assertThat(steps.result.path("state").asText()).isEqualTo("Benign");
    assertThat(steps.simulator.requests().count("POST", START)).isEqualTo(1);
  }

  @Test
  void whatWasLostAndCannotBeReadBackIsNeverSentAgainByItself() {
    steps.simulator.faults().on("POST", START).loseAnswer().times(1);

    assertThat(attempt(investigation())).isEqualTo("LOST_ANSWER 2");
    steps.clock.advance(LATER);
    assertThat(attempt(investigation())).isEqualTo("OUTCOME_UNKNOWN 0");
    assertThat(steps.message)
        .contains("Start automated investigation", FINANCE_LAPTOP, "df-")
        .doesNotContain("lists no such action");
    assertThat(steps.simulator.requests().count("POST", START)).isEqualTo(1);

    assertThat(attempt(investigation())).as("A person has decided").isEqualTo("waiting");
    assertThat(steps.simulator.requests().count("POST", START)).isEqualTo(2);
  }

  @Test
  void aWaitThatIsOverNamesTheWorkAndTheStepThatFollowsIt() {
    Map<String, Object> inputs = investigation();
    inputs.put("defenderWaitTimeout", "PT1S");
    attempt(inputs);
    steps.clock.advance(Duration.ofSeconds(2));

    assertThat(attempt(inputs)).isEqualTo("WAIT_TIMED_OUT 0");

    assertThat(steps.message)
        .contains("the investigation 70000", "\"Get automated investigation\"")
        .doesNotContain("machine action");
  }

  @Test
  void aScriptIsWaitedForInAnyCaseAndItsOutputIsTheResult() {
    Map<String, Object> script = script(FINANCE_LAPTOP);
    script.put("defenderWait", "false");

    assertThat(attempt(script)).isEqualTo("waiting");
    steps.clock.advance(LATER);
    assertThat(attempt(script)).isEqualTo("completed");

    assertThat(steps.result.toString()).contains("Arguments: -Days 2");
    assertThat(steps.simulator.requests().count("POST", LIVE_RESPONSE)).isEqualTo(1);
  }

  @Test
  void aForeignLiveResponseSessionIsNotTakenForOurs() {
    Map<String, Object> script = script(OFFLINE_LAPTOP);
    steps.simulator.tenant().addAction(OFFLINE_LAPTOP, "LiveResponse", "Somebody looks.");

    assertThat(attempt(script)).startsWith("ALREADY_IN_PROGRESS");

    assertThat(steps.simulator.tenant().actions(OFFLINE_LAPTOP)).hasSize(1);
  }

  @Test
  void aLostLiveResponseStartIsFoundByItsMarker() {
    steps.simulator.faults().on("POST", LIVE_RESPONSE).loseAnswer().times(1);

    assertThat(attempt(script(FINANCE_LAPTOP))).isEqualTo("LOST_ANSWER 2");
    assertThat(attempt(script(FINANCE_LAPTOP))).isEqualTo("waiting");

    assertThat(steps.simulator.requests().count("POST", LIVE_RESPONSE)).isEqualTo(1);
  }

  private String attempt(Map<String, Object> inputs) {
    return steps.attempt(Lane.CONTAIN, inputs);
  }

  private static Map<String, Object> investigation() {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", "machine.startInvestigation");
    inputs.put("machineId", FINANCE_LAPTOP);
    inputs.put("Comment", "Incident 1042.");
    return inputs;
  }

  private static Map<String, Object> script(String machine) {
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("defenderAction", "liveResponse.runScript");
    inputs.put("machineId", machine);
    inputs.put("Comment", "Incident 1042.");
    inputs.put("ScriptName", "collect-logs.ps1");
    inputs.put("Args", "-Days 2");
    inputs.put("defenderResult", "result");
    return inputs;
  }
}
