package io.defenderflow.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.ApprovalTask;
import io.defenderflow.guard.CompletedApproval;
import io.defenderflow.guard.CompletedApproval.Written;
import io.defenderflow.guard.ProcessHistory;
import io.defenderflow.guard.Remembered;
import io.defenderflow.guard.TrialMark;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of an engine behind the REST API. An engine may pass over a condition that it does
 * not know, so that every answer is compared with what was asked for.
 */
final class RestHistory implements ProcessHistory {
  private static final Logger LOG = LoggerFactory.getLogger(RestHistory.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX");

  private final EngineRest engine;
  private final Map<String, Set<String>> approvalTasks = new ConcurrentHashMap<>();
  private final Remembered<String> roots = new Remembered<>();

  RestHistory(EngineRest engine) {
    this.engine = engine;
  }

  /** Says at the start where the engine will not tell what an approval needs. */
  void warnIfUnreadable() {
    for (String path :
        List.of(
            "/history/user-operation/count?entityType=Task",
            "/history/detail/count?variableUpdates=true",
            "/history/task/count?finished=true")) {
      try {
        engine.get(path);
      } catch (EngineRefused e) {
        LOG.warn(
            "The settings defender.approval.* ask for approvals, but the engine's history cannot be"
                + " read. No approval will count, and the steps that need one will fail with"
                + " APPROVAL_MISSING. {}",
            e.getMessage());
        return;
      } catch (EngineUnreachable e) {
        LOG.info("Whether the history can be read is seen when the engine answers.");
        return;
      }
    }
  }

  @Override
  public Optional<String> startedBy(String processInstanceId) {
    return read(
        () ->
            root(processInstanceId)
                .flatMap(this::instance)
                .flatMap(root -> text(root, "startUserId")));
  }

  private Optional<String> root(String processInstanceId) {
    return instance(processInstanceId).flatMap(instance -> text(instance, "rootProcessInstanceId"));
  }

  private Optional<JsonNode> instance(String id) {
    return having("id", id, engine.get("/history/process-instance?processInstanceId=" + part(id)))
        .stream()
        .findFirst();
  }

  @Override
  public List<CompletedApproval> approvals(String processInstanceId) {
    return read(
        () ->
            root(processInstanceId).stream()
                .flatMap(root -> completedTasks(root).stream())
                .filter(this::isApproval)
                .map(this::approval)
                .toList());
  }

  private List<JsonNode> completedTasks(String root) {
    ObjectNode query =
        JsonNodeFactory.instance
            .objectNode()
            .put("rootProcessInstanceId", root)
            .put("taskDeleteReason", "completed")
            .put("finished", true);
    return having("rootProcessInstanceId", root, engine.post("/history/task", query)).stream()
        .filter(task -> task.path("deleteReason").asText().equals("completed"))
        .toList();
  }

  private boolean isApproval(JsonNode task) {
    return approvalTasks
        .computeIfAbsent(
            task.path("processDefinitionId").asText(),
            definition ->
                ApprovalTask.in(
                    engine
                        .get("/process-definition/" + part(definition) + "/xml")
                        .path("bpmn20Xml")
                        .asText()))
        .contains(task.path("taskDefinitionKey").asText());
  }

  private CompletedApproval approval(JsonNode task) {
    String id = task.path("id").asText();
    Optional<JsonNode> completion =
        having(
                "taskId",
                id,
                engine.get(
                    "/history/user-operation?entityType=Task&operationType=Complete&taskId="
                        + part(id)))
            .stream()
            .filter(entry -> entry.path("operationType").asText().equals("Complete"))
            .filter(entry -> text(entry, "userId").isPresent())
            .findFirst();
    return new CompletedApproval(
        id,
        time(task.path("endTime").asText()),
        completion.flatMap(entry -> text(entry, "userId")),
        written(
            task.path("activityInstanceId").asText(),
            completion.flatMap(entry -> text(entry, "operationId"))));
  }

  /** A variable that was deleted may have been shown before. */
  private List<Written> written(String activityInstance, Optional<String> completion) {
    ObjectNode query = JsonNodeFactory.instance.objectNode().put("includeDeleted", true);
    query.putArray("activityInstanceIdIn").add(activityInstance);
    ApprovalTask.VARIABLES.forEach(query.putArray("variableNameIn")::add);
    List<Written> written = new ArrayList<>();
    for (JsonNode variable :
        having(
            "activityInstanceId",
            activityInstance,
            engine.post("/history/variable-instance?deserializeValues=false", query))) {
      String id = variable.path("id").asText();
      for (JsonNode update :
          having(
              "variableInstanceId",
              id,
              engine.get(
                  "/history/detail?variableUpdates=true&deserializeValues=false&sortBy=occurrence"
                      + "&sortOrder=asc&variableInstanceId="
                      + part(id)))) {
        written.add(
            new Written(
                variable.path("name").asText(),
                Variables.readHistoric(update),
                completion.isPresent() && completion.equals(text(update, "userOperationId"))));
      }
    }
    return written;
  }

  @Override
  public boolean isTrial(String processInstanceId) {
    return read(
        () -> {
          Optional<String> top = roots.get(processInstanceId);
          if (top.isEmpty()) {
            top = visibleRoot(processInstanceId);
            top.ifPresent(root -> roots.put(processInstanceId, root));
          }
          return top.isPresent() ? wasMarked(top.get()) : isMarked(processInstanceId);
        });
  }

  /** An engine leaves out what the worker's user may not see, and says nothing about it. */
  private Optional<String> visibleRoot(String processInstanceId) {
    Optional<JsonNode> instance = instance(processInstanceId);
    if (instance.isEmpty()) {
      return Optional.empty();
    }
    String root = text(instance.get(), "rootProcessInstanceId").orElse(processInstanceId);
    if (!root.equals(processInstanceId) && instance(root).isEmpty()) {
      throw Fault.of(
          ErrorCode.INTERNAL,
          "The worker's user may not see the history of the playbook "
              + root
              + ", which has called this one, so that nobody can tell whether it is a trial."
              + " Nothing was sent. Grant the user READ_HISTORY on the process definitions of all"
              + " playbooks.");
    }
    return Optional.of(root);
  }

  /** A variable that was deleted or overwritten counts as much as one that is there. */
  private boolean wasMarked(String root) {
    ObjectNode query =
        JsonNodeFactory.instance
            .objectNode()
            .put("processInstanceId", root)
            .put("variableName", TrialMark.VARIABLE)
            .put("includeDeleted", true);
    return having(
            "processInstanceId",
            root,
            engine.post("/history/variable-instance?deserializeValues=false", query))
        .stream()
        .filter(variable -> variable.path("name").asText().equals(TrialMark.VARIABLE))
        .anyMatch(
            variable ->
                TrialMark.isSet(Variables.read(variable)) || wasSet(variable.path("id").asText()));
  }

  private boolean wasSet(String variableInstanceId) {
    return having(
            "variableInstanceId",
            variableInstanceId,
            engine.get(
                "/history/detail?variableUpdates=true&deserializeValues=false&variableInstanceId="
                    + part(variableInstanceId)))
        .stream()
        .map(Variables::readHistoric)
        .anyMatch(TrialMark::isSet);
  }

  /** Where the engine records nothing, only what is there now is known. */
  private boolean isMarked(String processInstanceId) {
    Set<String> passed = new LinkedHashSet<>();
    String top = processInstanceId;
    while (passed.add(top)) {
      JsonNode calling = engine.get("/process-instance?subProcessInstance=" + part(top));
      top = calling.size() == 1 ? calling.get(0).path("id").asText() : top;
    }
    ObjectNode query =
        JsonNodeFactory.instance.objectNode().put("variableName", TrialMark.VARIABLE);
    query.putArray("processInstanceIdIn").add(top);
    return having(
            "processInstanceId",
            top,
            engine.post("/variable-instance?deserializeValues=false", query))
        .stream()
        .filter(variable -> variable.path("name").asText().equals(TrialMark.VARIABLE))
        .anyMatch(variable -> TrialMark.isSet(Variables.read(variable)));
  }

  @Override
  public Set<String> groupsOf(String user) {
    return read(
        () -> {
          Set<String> groups = new LinkedHashSet<>();
          engine
              .get("/identity/groups?userId=" + part(user))
              .path("groups")
              .forEach(group -> groups.add(group.path("id").asText()));
          return groups;
        });
  }

  private static List<JsonNode> having(String field, String value, JsonNode found) {
    List<JsonNode> having = new ArrayList<>();
    for (JsonNode one : found) {
      if (one.path(field).asText().equals(value)) {
        having.add(one);
      }
    }
    return having;
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
  }

  private static Instant time(String text) {
    return OffsetDateTime.parse(text, TIME).toInstant();
  }

  private static String part(String id) {
    return EngineRest.id(id);
  }

  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (EngineRefused | EngineUnreachable e) {
      throw Fault.of(
          ErrorCode.INTERNAL,
          "The engine's history could not be read, so that nothing was sent. " + e.getMessage());
    }
  }
}
