package io.defenderflow.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.lane.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The scopes around a task, from the innermost one to the process instance, as the engine's tree of
 * activity instances shows them.
 */
final class ScopesAround {
  /** The engine names the scope around all instances of a loop after the activity. */
  private static final String LOOP = "#multiInstanceBody";

  private record Scope(String activityId, String executionId) {}

  private final EngineRest engine;
  private final List<Scope> scopes;

  private ScopesAround(EngineRest engine, List<Scope> scopes) {
    this.engine = engine;
    this.scopes = scopes;
  }

  /**
   * Asks the engine where the task stands.
   *
   * @throws IllegalStateException where the process instance has no such task any more
   */
  static ScopesAround of(EngineRest engine, Task task) {
    JsonNode tree =
        engine.get(
            "/process-instance/" + EngineRest.id(task.processInstanceId()) + "/activity-instances");
    Deque<Scope> path = new ArrayDeque<>();
    if (!find(tree, task, path)) {
      throw new IllegalStateException(
          "The engine's tree of activity instances does not show " + task + ".");
    }
    return new ScopesAround(engine, List.copyOf(path));
  }

  /** Puts the scopes around the task before each other, the innermost one last in and first out. */
  private static boolean find(JsonNode instance, Task task, Deque<Scope> path) {
    String activityId = instance.path("activityId").asText();
    if (activityId.equals(task.activityId())) {
      return holds(instance, task.executionId());
    }
    path.push(new Scope(activityId, instance.path("executionIds").path(0).asText()));
    for (JsonNode child : instance.path("childActivityInstances")) {
      if (find(child, task, path)) {
        return true;
      }
    }
    path.pop();
    return false;
  }

  private static boolean holds(JsonNode instance, String executionId) {
    for (JsonNode id : instance.path("executionIds")) {
      if (id.asText().equals(executionId)) {
        return true;
      }
    }
    return false;
  }

  /** The execution of the innermost sub-process around the task that runs several times. */
  Optional<String> loopInstance() {
    for (int i = 0; i + 1 < scopes.size(); i++) {
      if (scopes.get(i + 1).activityId().equals(scopes.get(i).activityId() + LOOP)) {
        return Optional.of(scopes.get(i).executionId());
      }
    }
    return Optional.empty();
  }

  /** The execution of the nearest scope that has the variable, otherwise the process instance. */
  String nearestWith(String variable) {
    var query = JsonNodeFactory.instance.objectNode().put("variableName", variable);
    var executions = query.putArray("executionIdIn");
    scopes.forEach(scope -> executions.add(scope.executionId()));
    Set<String> having = new HashSet<>();
    engine
        .post("/variable-instance?deserializeValues=false", query)
        .forEach(found -> having.add(found.path("executionId").asText()));
    return scopes.stream()
        .map(Scope::executionId)
        .filter(having::contains)
        .findFirst()
        .orElse(scopes.get(scopes.size() - 1).executionId());
  }
}
