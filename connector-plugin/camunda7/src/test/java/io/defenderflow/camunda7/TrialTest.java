package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Simulator;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Playbooks that are marked as a trial, run by the worker in the application. */
@Timeout(120)
class TrialTest {
  private static final String ISOLATE = ".*/isolate";
  private static final String MARK = "defenderTrial";

  private static AdjustableClock clock;
  private static Application app;

  @BeforeAll
  static void startApplication() {
    clock = Application.stoppedClock();
    app = new Application(Application.tenant(clock), clock);
  }

  @AfterAll
  static void stopApplication() {
    Simulator simulator = app.simulator();
    app.close();
    simulator.close();
  }

  @AfterEach
  void clear() {
    app.clear();
  }

  @Test
  void aTrialSendsNothingAndEndsByItself() {
    ProcessInstance trial = app.start(Map.of(MARK, true), Playbook.of(Step.isolate()));

    await().until(() -> app.hasEnded(trial));

    assertThat(sent()).isZero();
    assertThat(app.variable(trial, "isolation").toString()).contains("\"simulated\":true");
  }

  @Test
  void aPlaybookWithoutTheMarkOrWithAFalseOneSends() {
    app.start(Map.of(MARK, false), Playbook.of(Step.isolate()));

    await().until(() -> sent() == 1);
  }

  @Test
  void aPlaybookCannotTakeTheMarkBack() {
    ProcessInstance overwritten =
        app.start(Map.of(MARK, true), before("${execution.setVariable('defenderTrial', false)}"));
    await().until(() -> app.hasEnded(overwritten));

    ProcessInstance removed =
        app.start(Map.of(MARK, true), before("${execution.removeVariable('defenderTrial')}"));
    await().until(() -> app.hasEnded(removed));

    assertThat(sent()).isZero();
  }

  @Test
  void whatATrialCallsIsATrialAlthoughItKnowsNothingOfTheMark() {
    Playbook calling =
        new Playbook(
            "calling",
            Playbook.start()
                + "<bpmn:callActivity id='Call' calledElement='middle'/><bpmn:endEvent id='Done'/>"
                + Playbook.flow("Start", "Call")
                + Playbook.flow("Call", "Done"),
            "");
    Playbook middle = new Playbook("middle", calling.body().replace("middle", "playbook"), "");

    ProcessInstance trial =
        app.start(Map.of(MARK, true), calling, middle, Playbook.of(Step.isolate()));
    await().until(() -> app.hasEnded(trial));

    assertThat(sent()).isZero();
  }

  @Test
  void aMarkThatAPersonEntersLaterAndAsATextCounts() {
    Playbook asking =
        new Playbook(
            "playbook",
            Playbook.start()
                + "<bpmn:userTask id='Ask'/>"
                + Step.isolate().xml()
                + "<bpmn:endEvent id='Done'/>"
                + Playbook.flow("Start", "Ask")
                + Playbook.flow("Ask", "Step")
                + Playbook.flow("Step", "Done"),
            "");
    ProcessInstance trial = app.start(Map.of(), asking);
    app.engine().getRuntimeService().setVariable(trial.getId(), MARK, "True");
    app.engine()
        .getTaskService()
        .complete(app.engine().getTaskService().createTaskQuery().singleResult().getId());

    await().until(() -> app.hasEnded(trial));
    assertThat(sent()).isZero();
  }

  @Test
  void anEngineWithoutHistoryGoesByTheMarkThatIsThere() {
    AdjustableClock other = Application.stoppedClock();
    try (Simulator simulator = Application.tenant(other);
        Application without = new Application(simulator, other, "camunda.bpm.history-level=none")) {
      ProcessInstance trial = without.start(Map.of(MARK, true), Playbook.of(Step.isolate()));
      await().until(() -> without.hasEnded(trial));
      assertThat(simulator.requests().count("POST", ISOLATE)).isZero();

      without.start(Playbook.of(Step.isolate()));
      await().until(() -> simulator.requests().count("POST", ISOLATE) == 1);
    }
  }

  /** A playbook that does something of its own before it isolates. */
  private static Playbook before(String expression) {
    return new Playbook(
        "playbook",
        Playbook.start()
            + "<bpmn:serviceTask id='Own' camunda:expression=\""
            + expression
            + "\"/>"
            + Step.isolate().xml()
            + "<bpmn:endEvent id='Done'/>"
            + Playbook.flow("Start", "Own")
            + Playbook.flow("Own", "Step")
            + Playbook.flow("Step", "Done"),
        "");
  }

  private static long sent() {
    return app.simulator().requests().count("POST", ISOLATE);
  }
}
