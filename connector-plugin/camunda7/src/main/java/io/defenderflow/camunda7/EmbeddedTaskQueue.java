package io.defenderflow.camunda7;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.lane.Call;
import io.defenderflow.lane.Placement;
import io.defenderflow.lane.RunningPlaybook;
import io.defenderflow.lane.Task;
import io.defenderflow.lane.TaskGone;
import io.defenderflow.lane.TaskQueue;
import io.defenderflow.lane.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.bpmn.behavior.MultiInstanceActivityBehavior;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.model.bpmn.Bpmn;

/**
 * The tasks of the engine in this application, without a REST hop. The worker's threads carry no
 * authentication, so that the engine's authorizations, which are about users, do not apply to them.
 *
 * <p>Variables and completion are one engine command. The variables go to the scope around the
 * task, since whatever is written into the task's own scope under the name of an input ends with
 * the task.
 */
final class EmbeddedTaskQueue implements TaskQueue {
  private static final String INSTALLATION = "camunda.installation.id";
  private static final String LOOP_COUNTER = "loopCounter";
  private static final int MOST_ATTEMPTS = 5;

  private final ProcessEngine engine;
  private final ProcessEngineConfigurationImpl configuration;
  private final ExternalTaskService tasks;
  private final EngineValues values;
  private final String engineId;
  private final String workerId;

  EmbeddedTaskQueue(ProcessEngine engine, String workerId) {
    this.engine = engine;
    this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    this.tasks = engine.getExternalTaskService();
    this.values = new EngineValues(configuration);
    this.workerId = workerId;
    String installation = engine.getManagementService().getProperties().get(INSTALLATION);
    this.engineId = installation == null ? engine.getName() : installation;
  }

  @Override
  public String engineId() {
    return engineId;
  }

  @Override
  public List<Task> fetch(Lane lane, int most, Duration lock) {
    return tasks
        .fetchAndLock(most, workerId, true)
        .topic(lane.topic(), lock.toMillis())
        .localVariables()
        .execute()
        .stream()
        .map(locked -> task(lane, locked))
        .toList();
  }

  private static Task task(Lane lane, LockedExternalTask locked) {
    return new Task(
        locked.getId(),
        lane,
        locked.getActivityId(),
        locked.getExecutionId(),
        locked.getProcessInstanceId(),
        locked.getProcessDefinitionId(),
        Optional.ofNullable(locked.getBusinessKey()),
        Optional.ofNullable(locked.getTenantId()),
        locked.getRetries() == null ? OptionalInt.empty() : OptionalInt.of(locked.getRetries()),
        EngineValues.inputs(locked.getVariables()));
  }

  /** A lock that has run out is not extended, even where nobody else holds the task yet. */
  @Override
  public void extendLock(Task task, Duration lock) {
    try {
      unlessOutrun(() -> tasks.extendLock(task.id(), workerId, lock.toMillis()));
    } catch (BadUserRequestException e) {
      throw new TaskGone("The lock of " + task + " has run out: " + e.getMessage(), e);
    }
  }

  /**
   * A step extends its lock, and so does the timer that keeps the locks of this node: where both do
   * so at the same moment, one of them is told to try again.
   */
  private static void unlessOutrun(Runnable call) {
    for (int attempt = 1; ; attempt++) {
      try {
        call.run();
        return;
      } catch (OptimisticLockingException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public void unlock(Task task) {
    // The engine unlocks for everybody who asks, even where another worker holds the lock by now.
    if (isOurs(task)) {
      tasks.unlock(task.id());
    }
  }

  @Override
  public void complete(Task task, Map<String, Value> variables, Placement placement) {
    ours(
        task,
        () ->
            inOneCommand(
                context -> {
                  write(context, task, variables, placement);
                  tasks.complete(task.id(), workerId);
                  return null;
                }));
  }

  @Override
  public void bpmnError(
      Task task, String code, String message, Map<String, Value> variables, Placement placement) {
    ours(
        task,
        () ->
            inOneCommand(
                context -> {
                  write(context, task, variables, placement);
                  tasks.handleBpmnError(task.id(), workerId, code, message);
                  return null;
                }));
  }

  @Override
  public void fail(Task task, String message, String details, int retries, Duration retryAfter) {
    ours(
        task,
        () ->
            unlessOutrun(
                () ->
                    tasks.handleFailure(
                        task.id(), workerId, message, details, retries, retryAfter.toMillis())));
  }

  @Override
  public String definitionXml(String processDefinitionId) {
    return Bpmn.convertToString(
        engine.getRepositoryService().getBpmnModelInstance(processDefinitionId));
  }

  @Override
  public Optional<Call> caller(String processInstanceId) {
    return inOneCommand(
        context -> {
          ExecutionEntity called =
              context.getExecutionManager().findExecutionById(processInstanceId);
          ExecutionEntity calling = called == null ? null : called.getSuperExecution();
          return calling == null
              ? Optional.<Call>empty()
              : Optional.of(
                  new Call(
                      calling.getActivityId(),
                      calling.getProcessInstanceId(),
                      calling.getProcessDefinitionId()));
        });
  }

  @Override
  public Optional<RunningPlaybook> playbookOf(String processInstanceId) {
    return inOneCommand(
        context -> {
          ExecutionEntity instance =
              context.getExecutionManager().findExecutionById(processInstanceId);
          Optional<String> root =
              instance == null
                  ? endedRoot(processInstanceId)
                  : Optional.of(instance.getRootProcessInstanceId());
          return root.map(context.getExecutionManager()::findExecutionById)
              .map(
                  running ->
                      new RunningPlaybook(
                          running.getId(), Optional.ofNullable(running.getBusinessKey())));
        });
  }

  /** What the history knows; an engine that keeps none takes a called process for a whole one. */
  private Optional<String> endedRoot(String processInstanceId) {
    return Optional.ofNullable(
            engine
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(processInstanceId)
                .singleResult())
        .map(HistoricProcessInstance::getRootProcessInstanceId);
  }

  @Override
  public OptionalInt loopCounter(Task task) {
    Object counter = engine.getRuntimeService().getVariable(task.executionId(), LOOP_COUNTER);
    return counter instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
  }

  private void write(
      CommandContext context, Task task, Map<String, Value> variables, Placement placement) {
    ExternalTaskEntity external = context.getExternalTaskManager().findExternalTaskById(task.id());
    if (external == null) {
      throw new TaskGone(task + " has ended.", null);
    }
    ExecutionEntity execution = external.getExecution();
    Optional<ExecutionEntity> loop =
        placement == Placement.LOOP_INSTANCE ? loopInstance(execution) : Optional.empty();
    ExecutionEntity around =
        execution.isProcessInstanceExecution() ? execution : execution.getParent();
    variables.forEach(
        (name, value) -> {
          if (loop.isPresent()) {
            loop.get().setVariableLocal(name, values.variable(name, value));
          } else {
            around.setVariable(name, values.variable(name, value));
          }
        });
  }

  /** The execution of the innermost sub-process around the task that runs several times. */
  private static Optional<ExecutionEntity> loopInstance(ExecutionEntity execution) {
    for (ScopeImpl scope = execution.getActivity().getFlowScope();
        scope instanceof ActivityImpl activity;
        scope = activity.getFlowScope()) {
      if (!isLoop(activity)
          && activity.getFlowScope() instanceof ActivityImpl around
          && isLoop(around)) {
        return Optional.of((ExecutionEntity) execution.findExecutionForFlowScope(activity));
      }
    }
    return Optional.empty();
  }

  private static boolean isLoop(ActivityImpl activity) {
    return activity.getActivityBehavior() instanceof MultiInstanceActivityBehavior;
  }

  private <T> T inOneCommand(Command<T> command) {
    return configuration.getCommandExecutorTxRequired().execute(command);
  }

  /**
   * The exception says that the task is no longer ours, unless a step behind the task threw it
   * while the task was completed: then the task is still there.
   */
  private void ours(Task task, Runnable call) {
    try {
      call.run();
    } catch (BadUserRequestException e) {
      if (isOurs(task)) {
        throw e;
      }
      throw new TaskGone(task + " has ended, is suspended, or another worker holds it.", e);
    }
  }

  private boolean isOurs(Task task) {
    return tasks
            .createExternalTaskQuery()
            .externalTaskId(task.id())
            .workerId(workerId)
            .active()
            .count()
        == 1;
  }
}
