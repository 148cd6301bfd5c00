package io.defenderflow.camunda7;

import io.defenderflow.guard.ProcessHistory;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;

/** The history of the engine in this application. */
final class EngineHistory implements ProcessHistory {
  private final HistoryService history;

  EngineHistory(ProcessEngine engine) {
    this.history = engine.getHistoryService();
  }

  @Override
  public Optional<String> startedBy(String processInstanceId) {
    return instance(processInstanceId)
        .flatMap(instance -> instance(instance.getRootProcessInstanceId()))
        .map(HistoricProcessInstance::getStartUserId);
  }

  private Optional<HistoricProcessInstance> instance(String id) {
    return Optional.ofNullable(
        history.createHistoricProcessInstanceQuery().processInstanceId(id).singleResult());
  }
}
