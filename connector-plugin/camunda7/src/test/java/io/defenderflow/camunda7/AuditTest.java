package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the audit learns from the engine. */
@Timeout(120)
class AuditTest {
  @Test
  void aWriteIsRecordedWithItsIncidentAndWhoAskedForItAndOutlivesTheHistory() {
    AdjustableClock clock = Application.stoppedClock();
    try (Simulator simulator = Application.tenant(clock);
        Application app = new Application(simulator, clock)) {
      app.engine()
          .getRepositoryService()
          .createDeployment()
          .addString("playbook.bpmn", Playbook.of(Step.isolate()).xml())
          .deploy();
      app.engine().getIdentityService().setAuthenticatedUserId("mara");
      ProcessInstance instance =
          app.engine().getRuntimeService().startProcessInstanceByKey("playbook", "incident-1042");
      await().until(() -> simulator.tenant().actions().size() == 1);
      clock.advance(Duration.ofMinutes(1));
      await().until(() -> app.hasEnded(instance));
      HistoryService history = app.engine().getHistoryService();
      history.deleteHistoricProcessInstance(instance.getId());

      List<AuditRecord> rows =
          app.bean(Audit.class)
              .find(
                  AuditFilter.ALL.with(Detail.PROCESS_INSTANCE_ID, instance.getId()),
                  new Page(0, 10));

      assertThat(rows).extracting(AuditRecord::decision).containsExactly("DONE", "ALLOWED");
      assertThat(rows)
          .allSatisfy(
              row -> {
                assertThat(row.get(Detail.BUSINESS_KEY)).contains("incident-1042");
                assertThat(row.get(Detail.REQUESTED_BY)).contains("mara");
                assertThat(row.get(Detail.CLIENT_REQUEST_ID))
                    .contains(
                        simulator
                            .requests()
                            .list("POST", ".*/isolate")
                            .get(0)
                            .headers()
                            .get("client-request-id"));
              });
    }
  }
}
