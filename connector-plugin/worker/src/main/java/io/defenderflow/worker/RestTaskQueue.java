package io.defenderflow.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Lane;
import io.defenderflow.lane.Call;
import io.defenderflow.lane.Placement;
import io.defenderflow.lane.RunningPlaybook;
import io.defenderflow.lane.Task;
import io.defenderflow.lane.TaskGone;
import io.defenderflow.lane.TaskQueue;
import io.defenderflow.lane.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of an engine behind the external task REST API of Camunda 7, which Operaton and CIB
 * seven have as well.
 *
 * <p>A result goes to the engine together with the completion, in one transaction. Two kinds of
 * results cannot: those that have the name of an input, and those of a multi-instance sub-process.
 * They are written right before, which a repeated completion does again without harm.
 */
final class RestTaskQueue implements TaskQueue {
  private static final Logger LOG = LoggerFactory.getLogger(RestTaskQueue.class);
  private static final String LOOP_COUNTER = "loopCounter";
  private static final String NO_JSON_TYPE = "Unsupported value type 'Json'";
  private static final int NOT_FOUND = 404;

  private final EngineRest engine;
  private final String engineId;
  private final String workerId;
  private final Duration longPoll;
  private final Set<String> inputs;
  private volatile boolean jsonType = true;

  /**
   * @param workerId stands in the locks, and is used by no other worker
   * @param longPoll how long the engine may hold back the answer while there are no tasks
   * @param inputNames the variables to ask for
   */
  RestTaskQueue(
      EngineRest engine,
      String engineId,
      String workerId,
      Duration longPoll,
      Set<String> inputNames) {
    this.engine = engine;
    this.engineId = engineId;
    this.workerId = workerId;
    this.longPoll = longPoll;
    this.inputs = new LinkedHashSet<>(inputNames);
    inputs.add(LOOP_COUNTER);
  }

  @Override
  public String engineId() {
    return engineId;
  }

  @Override
  public List<Task> fetch(Lane lane, int most, Duration lock) {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("workerId", workerId(lane))
            .put("maxTasks", most)
            .put("usePriority", true)
            .put("asyncResponseTimeout", longPoll.toMillis());
    // Only the names that can be inputs: the other variables of a playbook may be large. They are
    // not limited to local ones, because the number of a loop stands one scope further out.
    ObjectNode topic =
        request
            .putArray("topics")
            .addObject()
            .put("topicName", lane.topic())
            .put("lockDuration", lock.toMillis())
            .put("deserializeValues", false);
    inputs.forEach(topic.putArray("variables")::add);
    List<Task> tasks = new ArrayList<>();
    for (JsonNode locked : engine.post("/external-task/fetchAndLock", request, longPoll)) {
      tasks.add(task(lane, locked));
    }
    return tasks;
  }

  private Task task(Lane lane, JsonNode locked) {
    String executionId = locked.path("executionId").asText();
    Map<String, Object> variables = new LinkedHashMap<>();
    for (var variable : locked.path("variables").properties()) {
      String name = variable.getKey();
      variables.put(
          name,
          Variables.isFile(variable.getValue())
              ? file(executionId, name, variable.getValue())
              : Variables.read(variable.getValue()));
    }
    return new Task(
        locked.path("id").asText(),
        lane,
        locked.path("activityId").asText(),
        executionId,
        locked.path("processInstanceId").asText(),
        locked.path("processDefinitionId").asText(),
        text(locked, "businessKey"),
        text(locked, "tenantId"),
        locked.path("retries").isInt()
            ? OptionalInt.of(locked.path("retries").asInt())
            : OptionalInt.empty(),
        variables);
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }

  /** The content of a file that is an input; a file further out is none and is not read. */
  private Object file(String executionId, String name, JsonNode variable) {
    try {
      return Variables.readFile(
          variable,
          engine.bytes(
              "/execution/"
                  + EngineRest.id(executionId)
                  + "/localVariables/"
                  + EngineRest.id(name)
                  + "/data"));
    } catch (EngineRefused | EngineUnreachable e) {
      return new Task.Unreadable("File");
    }
  }

  @Override
  public void extendLock(Task task, Duration lock) {
    try {
      command(task, "extendLock", body(task).put("newDuration", lock.toMillis()));
    } catch (EngineRefused e) {
      throw new TaskGone("The lock of " + task + " has run out: " + e.getMessage(), e);
    }
  }

  @Override
  public void unlock(Task task) {
    // The engine unlocks for everybody who asks, even where another worker holds the lock by now.
    if (isOurs(task)) {
      command(task, "unlock", JsonNodeFactory.instance.objectNode());
    }
  }

  @Override
  public void complete(Task task, Map<String, Value> variables, Placement placement) {
    deliver(task, "complete", body(task), variables, placement);
  }

  @Override
  public void bpmnError(
      Task task, String code, String message, Map<String, Value> variables, Placement placement) {
    deliver(
        task,
        "bpmnError",
        body(task).put("errorCode", code).put("errorMessage", message),
        variables,
        placement);
  }

  @Override
  public void fail(Task task, String message, String details, int retries, Duration retryAfter) {
    command(
        task,
        "failure",
        body(task)
            .put("errorMessage", message)
            .put("errorDetails", details)
            .put("retries", retries)
            .put("retryTimeout", retryAfter.toMillis()));
  }

  private void deliver(
      Task task,
      String command,
      ObjectNode body,
      Map<String, Value> variables,
      Placement placement) {
    boolean triedJson = jsonType;
    try {
      deliver(task, command, body, variables, placement, triedJson);
    } catch (EngineRefused e) {
      if (!triedJson || !e.reason().contains(NO_JSON_TYPE)) {
        throw e;
      }
      LOG.info(
          "The engine has no JSON variables, because it runs without the Spin plugin. Results are"
              + " written as texts of up to {} characters, and as files beyond.",
          Value.MAX_TEXT);
      jsonType = false;
      deliver(task, command, body, variables, placement, false);
    }
  }

  private void deliver(
      Task task,
      String command,
      ObjectNode body,
      Map<String, Value> variables,
      Placement placement,
      boolean json) {
    Map<String, Value> together = new LinkedHashMap<>(variables);
    writeBefore(task, variables, placement)
        .forEach(
            (executionId, values) -> {
              ObjectNode local = JsonNodeFactory.instance.objectNode();
              local.set("modifications", Variables.write(values, json));
              ours(
                  task,
                  () ->
                      engine.post(
                          "/execution/" + EngineRest.id(executionId) + "/localVariables", local));
              together.keySet().removeAll(values.keySet());
            });
    body.set("variables", Variables.write(together, json));
    command(task, command, body);
  }

  /** What cannot be written with the completion, by the execution that it belongs to. */
  private Map<String, Map<String, Value>> writeBefore(
      Task task, Map<String, Value> variables, Placement placement) {
    Map<String, Map<String, Value>> before = new HashMap<>();
    if (variables.isEmpty()) {
      return before;
    }
    if (placement == Placement.LOOP_INSTANCE) {
      Optional<String> loop = ours(task, () -> ScopesAround.of(engine, task).loopInstance());
      if (loop.isPresent()) {
        return Map.of(loop.get(), variables);
      }
    }
    Set<String> shadowed = local(task);
    shadowed.retainAll(variables.keySet());
    if (!shadowed.isEmpty()) {
      ScopesAround scopes = ours(task, () -> ScopesAround.of(engine, task));
      for (String name : shadowed) {
        before
            .computeIfAbsent(scopes.nearestWith(name), id -> new LinkedHashMap<>())
            .put(name, variables.get(name));
      }
    }
    return before;
  }

  /** The names in the task's own scope; what is written to them ends with the task. */
  private Set<String> local(Task task) {
    ObjectNode query = JsonNodeFactory.instance.objectNode();
    query.putArray("executionIdIn").add(task.executionId());
    Set<String> names = new HashSet<>();
    if (!task.executionId().equals(task.processInstanceId())) {
      engine
          .post("/variable-instance?deserializeValues=false", query)
          .forEach(variable -> names.add(variable.path("name").asText()));
    }
    return names;
  }

  @Override
  public String definitionXml(String processDefinitionId) {
    return engine
        .get("/process-definition/" + EngineRest.id(processDefinitionId) + "/xml")
        .path("bpmn20Xml")
        .asText();
  }

  /**
   * The REST API tells the calling process instance, but not always which of its call activities it
   * was. Where several are active at the same time, the history says it; without a history the
   * answer is that nobody called, so that an error is shown as an incident instead of being thrown
   * where perhaps nobody catches it.
   */
  @Override
  public Optional<Call> caller(String processInstanceId) {
    JsonNode callers =
        engine.get("/process-instance?subProcessInstance=" + EngineRest.id(processInstanceId));
    if (callers.isEmpty()) {
      return Optional.empty();
    }
    String id = callers.get(0).path("id").asText();
    String definition = callers.get(0).path("definitionId").asText();
    Set<String> active = new LinkedHashSet<>();
    callActivities(
        engine.get("/process-instance/" + EngineRest.id(id) + "/activity-instances"), active);
    if (active.size() == 1) {
      return Optional.of(new Call(active.iterator().next(), id, definition));
    }
    for (JsonNode activity :
        engine.get(
            "/history/activity-instance?activityType=callActivity&unfinished=true"
                + "&processInstanceId="
                + EngineRest.id(id))) {
      if (activity.path("calledProcessInstanceId").asText().equals(processInstanceId)) {
        return Optional.of(new Call(activity.path("activityId").asText(), id, definition));
      }
    }
    LOG.warn(
        "Process instance {} runs several call activities, and the engine keeps no history that"
            + " tells which of them started {}. Errors of the called process are shown as"
            + " incidents.",
        id,
        processInstanceId);
    return Optional.empty();
  }

  @Override
  public Optional<RunningPlaybook> playbookOf(String processInstanceId) {
    Optional<JsonNode> instance = found("/process-instance/", processInstanceId);
    if (instance.isEmpty()) {
      return found("/history/process-instance/", processInstanceId)
          .flatMap(ended -> text(ended, "rootProcessInstanceId"))
          .filter(root -> !root.equals(processInstanceId))
          .flatMap(root -> found("/process-instance/", root))
          .map(RestTaskQueue::playbook);
    }
    JsonNode root = instance.get();
    for (JsonNode callers = callers(root); !callers.isEmpty(); callers = callers(root)) {
      root = callers.get(0);
    }
    return Optional.of(playbook(root));
  }

  private Optional<JsonNode> found(String path, String id) {
    try {
      return Optional.of(engine.get(path + EngineRest.id(id)));
    } catch (EngineRefused e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private JsonNode callers(JsonNode instance) {
    return engine.get(
        "/process-instance?subProcessInstance=" + EngineRest.id(instance.path("id").asText()));
  }

  private static RunningPlaybook playbook(JsonNode root) {
    return new RunningPlaybook(root.path("id").asText(), text(root, "businessKey"));
  }

  private static void callActivities(JsonNode instance, Set<String> found) {
    if (instance.path("activityType").asText().equals("callActivity")) {
      found.add(instance.path("activityId").asText());
    }
    instance.path("childActivityInstances").forEach(child -> callActivities(child, found));
  }

  @Override
  public OptionalInt loopCounter(Task task) {
    return task.variables().get(LOOP_COUNTER) instanceof Number number
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  /**
   * Some engines answer only the newest of the requests that wait under one name, so that each lane
   * has its own.
   */
  private String workerId(Lane lane) {
    return workerId + "-" + lane.topic();
  }

  private ObjectNode body(Task task) {
    return JsonNodeFactory.instance.objectNode().put("workerId", workerId(task.lane()));
  }

  private void command(Task task, String command, ObjectNode body) {
    ours(
        task,
        () -> engine.post("/external-task/" + EngineRest.id(task.id()) + "/" + command, body));
  }

  /** Engines word their refusals differently, so that the engine is asked whose task it is. */
  private <T> T ours(Task task, Supplier<T> call) {
    try {
      return call.get();
    } catch (EngineRefused e) {
      if (isOurs(task)) {
        throw e;
      }
      throw new TaskGone(task + " has ended, is suspended, or another worker holds it.", e);
    }
  }

  private boolean isOurs(Task task) {
    try {
      JsonNode found = engine.get("/external-task/" + EngineRest.id(task.id()));
      return found.path("workerId").asText().equals(workerId(task.lane()))
          && !found.path("suspended").asBoolean();
    } catch (EngineRefused e) {
      if (e.status() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
