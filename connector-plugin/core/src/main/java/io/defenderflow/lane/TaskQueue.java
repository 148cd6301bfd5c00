package io.defenderflow.lane;

import io.defenderflow.catalogue.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a worker needs of an engine. Methods about a task throw {@link TaskGone} when the task is no
 * longer ours, and any other exception when the engine refuses or cannot be reached.
 */
public interface TaskQueue {
  /** Names the engine. It stays the same over restarts, since operation keys are made with it. */
  String engineId();

  /**
   * Locks tasks of the lane's topic. It may block while there are none (long polling), but not
   * longer than a shutdown may take.
   */
  List<Task> fetch(Lane lane, int most, Duration lock);

  /** Sets the lock to end after the given time from now. */
  void extendLock(Task task, Duration lock);

  /** Lets go of the task, so that any worker may take it at once. */
  void unlock(Task task);

  /** Writes the variables and completes the task, as far as the engine can in one transaction. */
  void complete(Task task, Map<String, Value> variables, Placement placement);

  /** Writes the variables and throws a BPMN error at the task. */
  void bpmnError(
      Task task, String code, String message, Map<String, Value> variables, Placement placement);

  /**
   * Reports a failure. With no retries left the engine shows an incident.
   *
   * @param message 666 characters at most
   */
  void fail(Task task, String message, String details, int retries, Duration retryAfter);

  /** The deployed BPMN XML. */
  String definitionXml(String processDefinitionId);

  /** The call activity that started this process instance; empty where nobody called it. */
  Optional<Call> caller(String processInstanceId);

  /**
   * The playbook that a process instance belongs to, or belonged to as one that was called and has
   * ended since; empty where the playbook as a whole has ended.
   */
  Optional<RunningPlaybook> playbookOf(String processInstanceId);

  /** The number of the multi-instance loop that the task is in, from 0. */
  OptionalInt loopCounter(Task task);
}
