package io.defenderflow.camunda7;

import io.defenderflow.guard.ApprovalTask;
import io.defenderflow.guard.CompletedApproval;
import io.defenderflow.guard.CompletedApproval.Written;
import io.defenderflow.guard.ProcessHistory;
import io.defenderflow.guard.Remembered;
import io.defenderflow.guard.TrialMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.model.bpmn.Bpmn;

/**
 * The history of the engine in this application. The worker's threads carry no authentication, so
 * that nothing is left out because a user may not see it.
 */
final class EngineHistory implements ProcessHistory {
  private static final String COMPLETED = "completed";

  private final ProcessEngine engine;
  private final HistoryService history;
  private final Map<String, Set<String>> approvalTasks = new ConcurrentHashMap<>();
  private final Remembered<String> roots = new Remembered<>();

  EngineHistory(ProcessEngine engine) {
    this.engine = engine;
    this.history = engine.getHistoryService();
  }

  @Override
  public Optional<String> startedBy(String processInstanceId) {
    return root(processInstanceId)
        .flatMap(this::instance)
        .map(HistoricProcessInstance::getStartUserId);
  }

  private Optional<String> root(String processInstanceId) {
    return instance(processInstanceId).map(HistoricProcessInstance::getRootProcessInstanceId);
  }

  private Optional<HistoricProcessInstance> instance(String id) {
    return Optional.ofNullable(
        history.createHistoricProcessInstanceQuery().processInstanceId(id).singleResult());
  }

  @Override
  public List<CompletedApproval> approvals(String processInstanceId) {
    return root(processInstanceId).stream()
        .flatMap(
            root ->
                history
                    .createHistoricTaskInstanceQuery()
                    .rootProcessInstanceId(root)
                    .taskDeleteReason(COMPLETED)
                    .finished()
                    .list()
                    .stream())
        .filter(
            task ->
                approvalTasks
                    .computeIfAbsent(task.getProcessDefinitionId(), this::approvalTasks)
                    .contains(task.getTaskDefinitionKey()))
        .map(this::approval)
        .toList();
  }

  private Set<String> approvalTasks(String processDefinitionId) {
    return ApprovalTask.in(
        Bpmn.convertToString(
            engine.getRepositoryService().getBpmnModelInstance(processDefinitionId)));
  }

  private CompletedApproval approval(HistoricTaskInstance task) {
    Optional<UserOperationLogEntry> completion =
        history
            .createUserOperationLogQuery()
            .taskId(task.getId())
            .entityType(EntityTypes.TASK)
            .operationType(UserOperationLogEntry.OPERATION_TYPE_COMPLETE)
            .list()
            .stream()
            .filter(entry -> entry.getUserId() != null)
            .findFirst();
    return new CompletedApproval(
        task.getId(),
        task.getEndTime().toInstant(),
        completion.map(UserOperationLogEntry::getUserId),
        written(task, completion.map(UserOperationLogEntry::getOperationId)));
  }

  /** A variable that was deleted may have been shown before. */
  private List<Written> written(HistoricTaskInstance task, Optional<String> completion) {
    List<Written> written = new ArrayList<>();
    for (HistoricVariableInstance variable :
        history
            .createHistoricVariableInstanceQuery()
            .activityInstanceIdIn(task.getActivityInstanceId())
            .variableNameIn(ApprovalTask.VARIABLES.toArray(String[]::new))
            .includeDeleted()
            .disableCustomObjectDeserialization()
            .list()) {
      history
          .createHistoricDetailQuery()
          .variableUpdates()
          .variableInstanceId(variable.getId())
          .disableCustomObjectDeserialization()
          .orderPartiallyByOccurrence()
          .asc()
          .list()
          .forEach(
              update ->
                  written.add(
                      new Written(
                          variable.getName(),
                          EngineValues.input(((HistoricVariableUpdate) update).getTypedValue()),
                          completion
                              .filter(id -> id.equals(update.getUserOperationId()))
                              .isPresent())));
    }
    return written;
  }

  @Override
  public boolean isTrial(String processInstanceId) {
    Optional<String> top = roots.get(processInstanceId);
    if (top.isEmpty()) {
      top = root(processInstanceId);
      top.ifPresent(root -> roots.put(processInstanceId, root));
    }
    return top.isPresent() ? wasMarked(top.get()) : isMarked(processInstanceId);
  }

  /** A variable that was deleted or overwritten counts as much as one that is there. */
  private boolean wasMarked(String root) {
    return history
        .createHistoricVariableInstanceQuery()
        .processInstanceId(root)
        .variableName(TrialMark.VARIABLE)
        .includeDeleted()
        .disableCustomObjectDeserialization()
        .list()
        .stream()
        .anyMatch(
            variable ->
                TrialMark.isSet(EngineValues.input(variable.getTypedValue()))
                    || wasSet(variable.getId()));
  }

  private boolean wasSet(String variableInstanceId) {
    return history
        .createHistoricDetailQuery()
        .variableUpdates()
        .variableInstanceId(variableInstanceId)
        .disableCustomObjectDeserialization()
        .list()
        .stream()
        .map(update -> EngineValues.input(((HistoricVariableUpdate) update).getTypedValue()))
        .anyMatch(TrialMark::isSet);
  }

  /** Where the engine records nothing, only what is there now is known. */
  private boolean isMarked(String processInstanceId) {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceId(processInstanceId)
        .list()
        .stream()
        .flatMap(
            instance ->
                engine
                    .getRuntimeService()
                    .createVariableInstanceQuery()
                    .processInstanceIdIn(instance.getRootProcessInstanceId())
                    .variableName(TrialMark.VARIABLE)
                    .disableCustomObjectDeserialization()
                    .list()
                    .stream())
        .anyMatch(variable -> TrialMark.isSet(EngineValues.input(variable.getTypedValue())));
  }

  @Override
  public Set<String> groupsOf(String user) {
    return engine.getIdentityService().createGroupQuery().groupMember(user).list().stream()
        .map(Group::getId)
        .collect(Collectors.toSet());
  }
}
