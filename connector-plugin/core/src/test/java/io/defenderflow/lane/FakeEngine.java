package io.defenderflow.lane;

import io.defenderflow.catalogue.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine of one process with one task, {@code T}, whose inputs are what the test gives. */
final class FakeEngine implements TaskQueue {
  final List<Task> waiting = Collections.synchronizedList(new ArrayList<>());
  final List<String> reports = Collections.synchronizedList(new ArrayList<>());
  final AtomicInteger fetches = new AtomicInteger();
  final AtomicInteger refusedLocks = new AtomicInteger();

  /** The running root of each process instance; empty where that has ended. */
  final Map<String, String> roots = new LinkedHashMap<>();

  volatile String processInstance = "instance";
  volatile String taskId = "task-1";
  volatile boolean down;
  volatile boolean taskGone;
  volatile String inputs = "";

  Task task(Lane lane, Map<String, Object> variables) {
    return task(lane, OptionalInt.empty(), variables);
  }

  Task task(Lane lane, OptionalInt retries, Map<String, Object> variables) {
    StringBuilder declared = new StringBuilder();
    variables.keySet().forEach(name -> declared.append("<c:inputParameter name='" + name + "'/>"));
    inputs = declared.toString();
    return new Task(
        taskId,
        lane,
        "T",
        "execution",
        processInstance,
        "definition-" + inputs.hashCode(),
        Optional.of("incident-1042"),
        Optional.empty(),
        retries,
        new LinkedHashMap<>(variables));
  }

  @Override
  public String engineId() {
    return "fake";
  }

  @Override
  public List<Task> fetch(Lane lane, int most, Duration lock) {
    fetches.incrementAndGet();
    if (down) {
      throw new IllegalStateException("The engine is down.");
    }
    synchronized (waiting) {
      List<Task> fetched =
          waiting.stream().filter(task -> task.lane() == lane).limit(most).toList();
      waiting.removeAll(fetched);
      return fetched;
    }
  }

  @Override
  public void extendLock(Task task, Duration lock) {
    if (taskGone) {
      refusedLocks.incrementAndGet();
      throw new TaskGone("The task has ended.", null);
    }
  }

  @Override
  public void unlock(Task task) {
    reports.add("unlocked");
  }

  @Override
  public void complete(Task task, Map<String, Value> variables, Placement placement) {
    reports.add("completed");
  }

  @Override
  public void bpmnError(
      Task task, String code, String message, Map<String, Value> variables, Placement placement) {
    reports.add(code);
  }

  @Override
  public void fail(Task task, String message, String details, int retries, Duration retryAfter) {
    reports.add(message.substring(0, message.indexOf(':')) + " " + retries);
  }

  @Override
  public String definitionXml(String processDefinitionId) {
    return "<b:definitions xmlns:b='http://www.omg.org/spec/BPMN/20100524/MODEL'"
        + " xmlns:c='http://camunda.org/schema/1.0/bpmn'><b:process id='P'><b:serviceTask id='T'>"
        + "<b:extensionElements><c:inputOutput>"
        + inputs
        + "</c:inputOutput></b:extensionElements></b:serviceTask></b:process></b:definitions>";
  }

  @Override
  public Optional<Call> caller(String processInstanceId) {
    return Optional.empty();
  }

  @Override
  public Optional<RunningPlaybook> playbookOf(String processInstanceId) {
    return Optional.of(roots.getOrDefault(processInstanceId, processInstanceId))
        .filter(root -> !root.isEmpty())
        .map(root -> new RunningPlaybook(root, Optional.of("key of " + root)));
  }

  @Override
  public OptionalInt loopCounter(Task task) {
    return OptionalInt.empty();
  }
}
