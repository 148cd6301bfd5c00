package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.Journal;
import io.defenderflow.journal.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the steps of playbooks did to an item themselves, by the journal. It is added to what the
 * playbook knows, so that it does not come back as news.
 */
final class OwnWrites {
  /** How long a request may be on its way before its answer is taken for lost. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(5);

  /** How long Microsoft takes to resolve the alerts of an incident. */
  private static final Duration AFTERMATH = Duration.ofMinutes(2);

  private static final List<String> INCIDENT_ACTIONS =
      List.of("incident.update", "incident.comment.add");
  private static final List<String> ALERT_ACTIONS =
      List.of("alert.update", "alert.comment.add", "mde.alert.update");

  private final Journal journal;
  private final Clock clock;

  OwnWrites(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * What the playbook knows by now.
   *
   * @return empty where a write is on its way, or is newer than the item as it was read: then the
   *     item can only be compared the next time
   */
  Optional<Known> addedTo(Known known, Source source, Item item) {
    List<String> actions = item.kind() == Kind.INCIDENTS ? INCIDENT_ACTIONS : ALERT_ACTIONS;
    ObjectNode fields = known.fields().deepCopy();
    Set<String> folded = new TreeSet<>();
    for (Entry entry : journal.about(item.id(), actions)) {
      if (!isOf(source, entry) || known.folded().contains(entry.key())) {
        continue;
      }
      if (isOnItsWay(entry)) {
        return Optional.empty();
      }
      if (entry.actionId().endsWith("comment.add")) {
        addComments(fields, entry, item);
        continue;
      }
      Optional<JsonNode> result = entry.outcome().flatMap(outcome -> outcome.result());
      if (entry.state() != State.DONE || result.isEmpty()) {
        continue;
      }
      Optional<Instant> changed = ServerTime.parse(result.get().path("lastUpdateDateTime"));
      if (isLater(changed, item.changedAt())) {
        return Optional.empty();
      }
      // What was done before the playbook started is known to it from the start.
      if (!isLater(ServerTime.parse(known.since()), changed)) {
        entry.outcome().orElseThrow().inputs().stream()
            .filter(name -> fields.has(name) && result.get().has(name))
            .forEach(name -> fields.set(name, compared(name, result.get().get(name))));
      }
      folded.add(entry.key());
    }
    if (item.kind() == Kind.ALERTS) {
      addWhatIncidentBrought(fields, source, item);
    }
    return Optional.of(known.folding(folded, fields));
  }

  /** Microsoft resolves the alerts of an incident that is resolved. */
  private void addWhatIncidentBrought(ObjectNode fields, Source source, Item item) {
    String incident = item.json().path("incidentId").asText("");
    if (incident.isBlank()) {
      return;
    }
    boolean resolvedByUs =
        journal.about(incident, List.of("incident.update")).stream()
            .filter(entry -> isOf(source, entry))
            .flatMap(entry -> entry.outcome().stream())
            .filter(outcome -> outcome.inputs().contains("status"))
            .flatMap(outcome -> outcome.result().stream())
            .anyMatch(
                result ->
                    result.path("status").asText().equals("resolved")
                        && isNear(
                            ServerTime.parse(result.path("lastUpdateDateTime")), item.changedAt()));
    if (resolvedByUs && item.json().path("status").asText().equals("resolved")) {
      for (String name : List.of("status", "classification", "determination")) {
        if (item.json().has(name)) {
          fields.set(name, compared(name, item.json().get(name)));
        }
      }
    }
  }

  private static void addComments(ObjectNode fields, Entry entry, Item item) {
    if (!(fields.path(Known.COMMENTS) instanceof ArrayNode known)) {
      return;
    }
    for (JsonNode comment : item.json().path(Known.COMMENTS)) {
      if (comment.path("comment").asText().contains("[" + entry.marker() + "]")) {
        known.add(Known.key(comment));
      }
    }
  }

  private static JsonNode compared(String name, JsonNode value) {
    return name.equals("customTags") ? Known.sorted(value, "") : Known.plain(value);
  }

  private boolean isOnItsWay(Entry entry) {
    return entry.state() == State.SENT
        && entry
            .sentAt()
            .filter(sent -> sent.plus(ON_ITS_WAY).isAfter(clock.instant()))
            .isPresent();
  }

  private static boolean isNear(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent()
        && other.isPresent()
        && Duration.between(one.get(), other.get()).abs().compareTo(AFTERMATH) <= 0;
  }

  private static boolean isLater(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent() && one.get().isAfter(other.get());
  }

  private static boolean isOf(Source source, Entry entry) {
    String connection = entry.connection().isBlank() ? "default" : entry.connection().strip();
    return connection.equals(source.connection());
  }
}
