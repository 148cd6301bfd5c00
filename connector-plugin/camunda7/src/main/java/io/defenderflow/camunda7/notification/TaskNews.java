package io.defenderflow.camunda7.notification;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A task that waits for a person. All texts are one line each, see {@link PlainText}.
 *
 * @param key the same each time that the same task is told
 * @param trial whether its playbook only tries itself out
 * @param taskKey the id of the task in its model
 * @param incident the title of the incident, and how severe it is
 * @param subject the machines, persons or items by the names that people know
 * @param more how many more targets there are than those listed
 */
record TaskNews(
    String key,
    boolean trial,
    String taskId,
    String taskKey,
    String taskName,
    URI taskLink,
    String playbook,
    String playbookKey,
    String processInstanceId,
    Optional<String> businessKey,
    Optional<String> incidentId,
    Optional<String> incident,
    Optional<URI> incidentLink,
    Optional<String> subject,
    Optional<String> why,
    List<Asked> actions,
    List<String> targets,
    int more,
    List<String> parameters,
    List<String> groups,
    Optional<Instant> due) {

  /** An action that somebody is asked to approve. */
  record Asked(String id, String label) {}

  /** What it is about, in a line. */
  String headline() {
    String about = incident.or(() -> businessKey).map(text -> ": " + text).orElse("");
    return (trial ? "[Trial] " : "") + taskName + about;
  }

  /** What a person has to know, as names and values, in the order in which she asks. */
  List<Fact> facts() {
    return Stream.of(
            fact("Incident", incident),
            fact("About", subject),
            fact("Why you are asked", why),
            fact("Actions", joined(actions.stream().map(Asked::label).toList())),
            fact("Targets", joined(targets).map(text -> more == 0 ? text : text + rest())),
            fact("Only with", joined(parameters)),
            fact("Playbook", Optional.of(playbook)),
            fact("Business key", businessKey),
            fact("Candidate groups", joined(groups)),
            fact("Due", due.map(Instant::toString)))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Says what a trial means, where it is one. */
  Optional<String> note() {
    return trial
        ? Optional.of(
            "This is a trial of a playbook. Whatever you decide, nothing is changed at Microsoft.")
        : Optional.empty();
  }

  /** Something known, in one line. */
  record Fact(String name, String value) {}

  private String rest() {
    return " and " + more + " more, see the task";
  }

  private static Optional<Fact> fact(String name, Optional<String> value) {
    return value.filter(text -> !text.isEmpty()).map(text -> new Fact(name, text));
  }

  private static Optional<String> joined(List<String> parts) {
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }
}
