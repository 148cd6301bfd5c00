package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.FINANCE_LAPTOP;
import static io.defenderflow.simulator.SeedData.SALES_LAPTOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProcessHistory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps of playbooks that are trials: nothing that changes something leaves. */
@Timeout(60)
class TrialStepsTest {
  private final SimulatedSteps steps = new SimulatedSteps();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  @Test
  void anIsolationOfATrialIsCheckedAndNotSentAndDoesNotWait() {
    engineSays(() -> true);

    assertThat(steps.attempt(Lane.CONTAIN, isolation())).isEqualTo("completed");

    assertThat(steps.result.path("simulated").asBoolean()).isTrue();
    assertThat(posts()).isZero();
    AuditRecord row = steps.audit.find(AuditFilter.ALL, new Page(0, 1)).get(0);
    assertThat(row.decision()).isEqualTo("SIMULATED");
    assertThat(row.dryRun()).isTrue();
    assertThat(row.get(Detail.WHY)).contains("The playbook is a trial.");
  }

  @Test
  void aStepThatAsksForNoDryRunGetsOneNonetheless() {
    engineSays(() -> true);
    Map<String, Object> inputs = new HashMap<>(isolation());
    inputs.put("defenderDryRun", "false");

    assertThat(steps.attempt(Lane.CONTAIN, inputs)).isEqualTo("completed");

    assertThat(posts()).isZero();
  }

  @Test
  void allTargetsOfOneStepAreHeldBack() {
    engineSays(() -> true);

    assertThat(
            steps.attempt(
                Lane.CONTAIN,
                Map.of(
                    "defenderAction", "machine.isolateMany",
                    "machineIds", FINANCE_LAPTOP + "," + SALES_LAPTOP,
                    "Comment", "Incident 1042.",
                    "IsolationType", "Full")))
        .isEqualTo("completed");

    assertThat(posts()).isZero();
  }

  @Test
  void theSameStepOfAnotherPlaybookIsSent() {
    engineSays(() -> false);

    assertThat(steps.attempt(Lane.CONTAIN, isolation())).isEqualTo("waiting");

    assertThat(posts()).isEqualTo(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aHistoryThatCannotBeReadLetsNothingThrough() {
    engineSays(
        () -> {
          throw new IllegalStateException("The database is down.");
        });
    assertThat(steps.attempt(Lane.CONTAIN, isolation())).startsWith("INTERNAL");
    assertThat(steps.message).contains("nothing was sent");

    engineSays(
        () -> {
          throw Fault.of(ErrorCode.INTERNAL, "The engine's history could not be read.");
        });
    assertThat(steps.attempt(Lane.CONTAIN, isolation())).startsWith("INTERNAL");
    assertThat(posts()).isZero();

    engineSays(() -> false);
    assertThat(steps.attempt(Lane.CONTAIN, isolation())).isEqualTo("waiting");
  }

  @Test
  void aReadDoesNotAskWhetherItIsATrial() {
    engineSays(() -> true);

    assertThat(
            steps.attempt(
                Lane.READ, Map.of("defenderAction", "machine.get", "machineId", FINANCE_LAPTOP)))
        .isEqualTo("completed");

    assertThat(steps.result.path("computerDnsName").asText()).isNotEmpty();
    assertThat(asked).hasValue(0);
  }

  private void engineSays(BooleanSupplier trial) {
    steps.approve(
        ApprovalSettings.NONE,
        CapSettings.NONE,
        new ProcessHistory() {
          @Override
          public Optional<String> startedBy(String processInstanceId) {
            return Optional.empty();
          }

          @Override
          public boolean isTrial(String processInstanceId) {
            asked.incrementAndGet();
            return trial.getAsBoolean();
          }
        });
  }

  private static Map<String, Object> isolation() {
    return Map.of(
        "defenderAction", "machine.isolate",
        "machineId", FINANCE_LAPTOP,
        "Comment", "Incident 1042.",
        "IsolationType", "Full");
  }

  private long posts() {
    return steps.simulator.requests().count("POST", ".*/isolate");
  }
}
