package io.defenderflow.sample;

import static io.defenderflow.sample.SampleUnderTest.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.simulator.Machine;
import io.defenderflow.simulator.MachineAction;
import io.defenderflow.simulator.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The call activity by itself: a playbook gives it the id of a machine action. */
@SharedSample
class WaitForMachineActionTest {
  private final SampleUnderTest sample;
  private final Tenant tenant;

  WaitForMachineActionTest(SampleUnderTest sample) {
    this.sample = sample;
    tenant = sample.tenant();
  }

  @Test
  void anActionThatSucceedsEndsTheWait() {
    Machine machine = tenant.addMachine("wait-01.northwharf.example");
    tenant.setOnline(machine.id(), false);
    MachineAction action = tenant.addAction(machine.id(), "Isolate", "By hand.");
    String key = waitFor(action.id());
    eventually(() -> assertThat(looksAt(action)).isPositive());
    assertThat(sample.runs(key)).isTrue();

    tenant.setOnline(machine.id(), true);
    eventually(
        () ->
            assertThat(tenant.actions(machine.id()))
                .extracting(MachineAction::status)
                .containsExactly("Succeeded"));
    sample.endTimer(key, "NextLook");

    assertThat(sample.end(key)).isEqualTo("Action succeeded");
  }

  @Test
  void anActionThatFailsEndsTheWaitWithItsError() {
    Machine machine = tenant.addMachine("wait-02.northwharf.example");
    tenant.setOnline(machine.id(), false);
    tenant.failNextAction("Isolate");
    MachineAction action = tenant.addAction(machine.id(), "Isolate", "By hand.");
    String key = waitFor(action.id());
    eventually(() -> assertThat(looksAt(action)).isPositive());

    tenant.setOnline(machine.id(), true);
    eventually(
        () ->
            assertThat(tenant.actions(machine.id()))
                .extracting(MachineAction::status)
                .containsExactly("Failed"));
    sample.endTimer(key, "NextLook");

    assertThat(sample.end(key)).isEqualTo("Action failed");
  }

  @Test
  void anActionOfAMachineThatStaysOfflineIsGivenUpAndGoesOnAtDefender() {
    Machine machine = tenant.addMachine("wait-03.northwharf.example");
    tenant.setOnline(machine.id(), false);
    MachineAction action = tenant.addAction(machine.id(), "Isolate", "By hand.");
    String key = waitFor(action.id());
    eventually(() -> assertThat(looksAt(action)).isPositive());

    sample.endTimer(key, "WaitIsOver");

    assertThat(sample.end(key)).isEqualTo("Action still runs");
    assertThat(tenant.actions(machine.id()))
        .extracting(MachineAction::status)
        .containsExactly("Pending");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void withoutAMachineActionAsInATrialThereIsNothingToWaitFor(String machineActionId) {
    String key = waitFor(machineActionId);

    assertThat(sample.end(key)).isEqualTo("Nothing to wait for");
  }

  /**
   * Starts the process as a playbook does.
   *
   * @return its business key
   */
  private String waitFor(String machineActionId) {
    String key = "wait:" + java.util.UUID.randomUUID();
    ObjectNode body = new ObjectMapper().createObjectNode().put("businessKey", key);
    variable(body, "machineActionId", machineActionId);
    variable(body, "waitAtMost", "PT4H");
    var answer =
        sample
            .application()
            .post(
                "administrator",
                "/process-definition/key/wait-for-machine-action/start",
                body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return key;
  }

  private static void variable(ObjectNode body, String name, String value) {
    body.withObject("/variables").putObject(name).put("value", value).put("type", "String");
  }

  private long looksAt(MachineAction action) {
    return sample.simulator().requests().count("GET", ".*/machineactions/" + action.id());
  }
}
