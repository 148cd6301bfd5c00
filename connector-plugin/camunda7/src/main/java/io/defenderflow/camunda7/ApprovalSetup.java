package io.defenderflow.camunda7;

import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.ApprovalTask;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Gives the engine the form of the approval task, and says at the start where the engine does not
 * record what an approval needs.
 */
final class ApprovalSetup implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalSetup.class);

  private final ProcessEngine engine;
  private final ApprovalSettings settings;
  private final boolean deploysForm;

  ApprovalSetup(ProcessEngine engine, ApprovalSettings settings, boolean deploysForm) {
    this.engine = engine;
    this.settings = settings;
    this.deploysForm = deploysForm;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (deploysForm) {
      engine
          .getRepositoryService()
          .createDeployment()
          .name("Defenderflow approval form")
          .enableDuplicateFiltering(true)
          .addString("approve-containment.form", ApprovalTask.form())
          .deploy();
    }
    HistoryLevel level =
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getHistoryLevel();
    boolean recorded =
        level.isHistoryEventProduced(HistoryEventTypes.USER_OPERATION_LOG, null)
            && level.isHistoryEventProduced(
                HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL, null);
    if (settings.canBeNeeded() && !recorded) {
      LOG.warn(
          "The settings defender.approval.* ask for approvals, but the engine's history level is"
              + " {}, which does not record who completes a task. No approval will count, and the"
              + " steps that need one will fail with APPROVAL_MISSING. Set"
              + " camunda.bpm.history-level to full.",
          level.getName());
    }
  }
}
