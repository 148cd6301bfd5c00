package io.defenderflow.lane;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The models of the running playbooks, read once each, and the chain of processes that call. */
final class ProcessModels {
  private static final int KEPT = 200;
  private static final int DEEPEST_CALL = 50;

  private final TaskQueue queue;
  private final Map<String, ProcessModel> models =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ProcessModel> eldest) {
          return size() > KEPT;
        }
      };

  ProcessModels(TaskQueue queue) {
    this.queue = queue;
  }

  /** A deployed definition never changes, so that its id is enough to find it again. */
  ProcessModel of(String processDefinitionId) {
    synchronized (models) {
      ProcessModel known = models.get(processDefinitionId);
      if (known != null) {
        return known;
      }
    }
    ProcessModel model = ProcessModel.parse(queue.definitionXml(processDefinitionId));
    synchronized (models) {
      models.put(processDefinitionId, model);
    }
    return model;
  }

  /** Who catches the error: the task's own process, or one that calls it. */
  Optional<Placement> catcher(Task task, String errorCode) {
    Optional<Placement> own = of(task.processDefinitionId()).catcher(task.activityId(), errorCode);
    if (own.isPresent()) {
      return own;
    }
    Optional<Call> caller = queue.caller(task.processInstanceId());
    for (int depth = 0; caller.isPresent() && depth < DEEPEST_CALL; depth++) {
      Call call = caller.get();
      if (of(call.processDefinitionId()).catcher(call.activityId(), errorCode).isPresent()) {
        return Optional.of(Placement.AROUND_TASK);
      }
      caller = queue.caller(call.processInstanceId());
    }
    return Optional.empty();
  }
}
