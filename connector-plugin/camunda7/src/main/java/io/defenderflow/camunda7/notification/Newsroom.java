package io.defenderflow.camunda7.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.camunda7.EngineValues;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.guard.ApprovalTask;
import io.defenderflow.guard.TrialMark;
import java.net.URI;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;

/** Reads what is to be told of a task, and tells it. */
final class Newsroom {
  private static final int SHORT = 200;
  private static final int LONG = 1_000;
  private static final int MOST_LISTED = 50;
  private static final String INCIDENT_KEY = "incident:";

  private final Audience audience;
  private final Catalogue catalogue;
  private final Map<String, Channel> channels;

  Newsroom(Audience audience, Catalogue catalogue, List<Channel> channels) {
    this.audience = audience;
    this.catalogue = catalogue;
    this.channels = channels.stream().collect(Collectors.toMap(Channel::name, Function.identity()));
  }

  /**
   * @throws NotTold where it is not known to have arrived
   */
  void tell(TaskEntity task, String channel, String receiver) {
    Channel found = channels.get(channel);
    if (found == null) {
      throw NotTold.untilChanged(
          "Nobody can be told by " + channel + ": this application has no settings for it.");
    }
    found.tell(news(task), receiver);
  }

  private TaskNews news(TaskEntity task) {
    ProcessDefinitionEntity playbook = task.getProcessDefinition();
    Optional<String> businessKey =
        Optional.ofNullable(task.getExecution().getProcessBusinessKey())
            .map(key -> PlainText.line(key, SHORT));
    List<String> targets = PlainText.list(text(task, ApprovalTask.TARGETS), SHORT);
    return new TaskNews(
        task.getId() + ":created",
        TrialMark.isSet(EngineValues.input(task.getVariableTyped(TrialMark.VARIABLE, false))),
        task.getId(),
        task.getTaskDefinitionKey(),
        PlainText.line(
            Optional.ofNullable(task.getName()).orElse(task.getTaskDefinitionKey()), SHORT),
        audience.link(task.getId()),
        PlainText.line(Optional.ofNullable(playbook.getName()).orElse(playbook.getKey()), SHORT),
        playbook.getKey(),
        task.getProcessInstanceId(),
        businessKey,
        line(task, "incidentId", SHORT)
            .or(
                () ->
                    businessKey
                        .filter(key -> key.startsWith(INCIDENT_KEY))
                        .map(key -> key.substring(INCIDENT_KEY.length()))),
        line(task, "defenderApprovalIncident", SHORT),
        link(text(task, "defenderApprovalLink")),
        line(task, "defenderApprovalSubject", LONG),
        line(task, "defenderApprovalWhy", LONG),
        actions(task),
        targets.stream().limit(MOST_LISTED).toList(),
        Math.max(0, targets.size() - MOST_LISTED),
        PlainText.list(text(task, ApprovalTask.PARAMETERS), SHORT).stream()
            .limit(MOST_LISTED)
            .toList(),
        groups(task).stream().map(group -> PlainText.line(group, SHORT)).toList(),
        Optional.ofNullable(task.getDueDate()).map(Date::toInstant));
  }

  private List<TaskNews.Asked> actions(TaskEntity task) {
    return PlainText.list(text(task, ApprovalTask.ACTIONS), SHORT).stream()
        .limit(MOST_LISTED)
        .map(id -> new TaskNews.Asked(id, catalogue.find(id).map(ActionEntry::label).orElse(id)))
        .toList();
  }

  /** A link to the incident, where it is one that a person may open. */
  private static Optional<URI> link(String text) {
    return text.length() > LONG
        ? Optional.empty()
        : Audience.parsed(text)
            .filter(Audience::isSafe)
            .filter(uri -> uri.getRawUserInfo() == null)
            .map(uri -> URI.create(uri.toASCIIString()));
  }

  static Collection<String> groups(TaskEntity task) {
    return task.getCandidates().stream()
        .map(IdentityLink::getGroupId)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private static Optional<String> line(TaskEntity task, String variable, int most) {
    return Optional.of(PlainText.line(text(task, variable), most)).filter(text -> !text.isEmpty());
  }

  private static String text(TaskEntity task, String variable) {
    Object value = EngineValues.input(task.getVariableTyped(variable, false));
    if (value instanceof JsonNode json && json.isArray()) {
      return json.valueStream().map(JsonNode::asText).collect(Collectors.joining("\n"));
    }
    return value == null ? "" : value.toString();
  }
}
