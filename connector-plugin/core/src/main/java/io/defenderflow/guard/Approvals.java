package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.ForEach;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.ApprovalSettings.Required;
import io.defenderflow.guard.ApprovedWork.Uncovered;
import io.defenderflow.guard.Targets.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what needs an approval and has none. An approval counts for exactly what the approver was
 * shown: the action, the target, everything else that the step is given, and this playbook.
 */
final class Approvals {
  private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

  private static final Objection NO_TASK =
      new Objection(
          Missing.NO_APPROVAL_TASK,
          "No approval task was completed in this playbook. Put a user task with the template"
              + " \"Approve containment\" in front of the step, with the same action and target,"
              + " and let another person complete it.");

  private static final String GET = "machine.get";

  private static final Pattern CLIENT_SYSTEMS =
      Pattern.compile(
          "windows ?(xp|vista|7|8|8\\.1|10|11)( .*|wvd)?|windows(10|11)wvd|mac.*|ios.*|android.*");

  private final ApprovalSettings settings;
  private final Set<String> actions;
  private final Patterns serverTags;
  private final Catalogue catalogue;
  private final ProcessHistory history;
  private final Clock clock;

  /** Why an approval does not count, from what is seen first to what is seen last. */
  enum Missing {
    NO_APPROVAL_TASK,
    NOBODY_RECORDED,
    OTHER_ACTION,
    OTHER_TARGET,
    OTHER_PARAMETER,
    CHANGED_AFTER_IT_WAS_SHOWN,
    NO_REASON,
    EXPIRED,
    APPROVED_BY_THE_REQUESTER,
    NOT_IN_THE_GROUP,
    /** Whoever refuses: it takes back what was approved before. */
    REFUSED
  }

  /** A condition that is not met, in the words that a message goes on with. */
  private record Objection(Missing missing, String words) {}

  Approvals(Catalogue catalogue, ApprovalSettings settings, ProcessHistory history, Clock clock) {
    this.catalogue = catalogue;
    this.settings = settings;
    this.history = history;
    this.clock = clock;
    this.serverTags = Patterns.of(settings.serverTags());
    this.actions = withParts(settings.actions());
  }

  /** The listed actions and those that they do for each of their targets. */
  private Set<String> withParts(List<String> ids) {
    Set<String> all = new LinkedHashSet<>(ids);
    List<String> problems = new ArrayList<>();
    for (String id : ids) {
      Optional<ActionEntry> action =
          catalogue.find(id).filter(found -> found.effect() != Effect.READ && !found.releases());
      if (action.isEmpty()) {
        problems.add(
            "defender.approval.actions names "
                + id
                + ", which is no action that can need an approval. Name actions that change"
                + " something; what reads and what takes a containment back needs none.");
      }
      action.flatMap(ActionEntry::forEach).map(ForEach::action).ifPresent(all::add);
    }
    if (!problems.isEmpty()) {
      throw new InvalidGuardSettings(problems);
    }
    return all;
  }

  /**
   * Finds the approval of a step.
   *
   * @param machines what was read of machines just now; what more has to be read is added
   * @return empty where none is needed and none was given
   * @throws Fault with APPROVAL_MISSING, or where it cannot be read whether there is one
   */
  Optional<Approval> check(Write write, Map<String, JsonNode> machines, Calls reading) {
    if (!isNeeded(write, machines, reading)) {
      return given(write);
    }
    Optional<Objection> closest = Optional.empty();
    Optional<CompletedApproval> closestTask = Optional.empty();
    for (CompletedApproval task : newestFirst(write)) {
      Optional<Objection> objection = objection(write, task);
      if (objection.isEmpty()) {
        return Optional.of(approval(task));
      }
      if (objection.get().missing() == Missing.REFUSED) {
        throw missing(write, objection.get(), Optional.of(task));
      }
      if (closest.isEmpty() || objection.get().missing().compareTo(closest.get().missing()) > 0) {
        closest = objection;
        closestTask = Optional.of(task);
      }
    }
    throw missing(write, closest.orElse(NO_TASK), closestTask);
  }

  /** An approval that nobody demanded: the audit tells of it, and its want holds nothing up. */
  private Optional<Approval> given(Write write) {
    if (!write.contains()) {
      return Optional.empty();
    }
    try {
      return newestFirst(write).stream()
          .filter(task -> objection(write, task).isEmpty())
          .findFirst()
          .map(this::approval);
    } catch (Fault unreadable) {
      LOG.warn(
          "Who approved \"{}\" could not be read, so the audit does not tell. No approval was"
              + " needed, and the step goes on. {}",
          write.action().label(),
          unreadable.getMessage());
      return Optional.empty();
    }
  }

  private List<CompletedApproval> newestFirst(Write write) {
    return history.approvals(write.step().processInstanceId()).stream()
        .sorted(Comparator.comparing(CompletedApproval::completedAt).reversed())
        .toList();
  }

  private boolean isNeeded(Write write, Map<String, JsonNode> machines, Calls reading) {
    if (write.action().releases()) {
      return false;
    }
    if (actions.contains(write.action().id())) {
      return true;
    }
    if (!write.contains() || settings.required() == Required.NEVER) {
      return false;
    }
    return settings.required() == Required.CONTAINMENT
        || concernsServer(Targets.of(write), machines, new Lookup(catalogue, reading));
  }

  /** What is named in a way that tells nothing of its system counts as a server. */
  private boolean concernsServer(Targets targets, Map<String, JsonNode> machines, Lookup lookup) {
    for (String id : targets.ids(Kind.MACHINE)) {
      if (!machines.containsKey(id)) {
        String what = "machine " + id;
        Map<String, Object> inputs = Map.of("machineId", id);
        if (targets.byPath()) {
          lookup.find(what, GET, inputs).ifPresent(machine -> machines.put(id, machine));
        } else {
          machines.put(id, lookup.present(what, GET, inputs));
        }
      }
    }
    return !targets.machinesByName().isEmpty()
        || machines.values().stream().anyMatch(this::isServer);
  }

  /**
   * A system that is not known to be a client counts as a server: isolating one too many costs a
   * click, isolating one too few may cost a plant.
   */
  private boolean isServer(JsonNode machine) {
    for (JsonNode tag : machine.path("machineTags")) {
      if (serverTags.matches(tag.asText())) {
        return true;
      }
    }
    String system = machine.path("osPlatform").asText("").toLowerCase(Locale.ROOT);
    return !CLIENT_SYSTEMS.matcher(system).matches();
  }

  private Optional<Objection> objection(Write write, CompletedApproval task) {
    if (task.completedBy().isEmpty()) {
      return objection(
          Missing.NOBODY_RECORDED,
          "the engine has not recorded who completed the task. It does so where people log in and"
              + " its history level is full. Set that up, and let somebody approve it anew.");
    }
    ApprovedWork work = ApprovedWork.of(task, catalogue);
    Optional<Uncovered> uncovered = work.uncovered(write);
    if (uncovered.isPresent()) {
      return objection(uncovered.get().missing(), uncovered.get().words());
    }
    if (work.wasChanged()) {
      return objection(
          Missing.CHANGED_AFTER_IT_WAS_SHOWN,
          "what it names was changed after the task was created, so that nobody can tell what the"
              + " approver saw. Let somebody approve it anew.");
    }
    String approver = task.completedBy().get();
    Optional<String> refusal = work.refusal(write, approver);
    if (refusal.isPresent()) {
      return objection(
          Missing.REFUSED, refusal.get() + " Ask that person; a later approval counts again.");
    }
    if (work.reason().isEmpty()) {
      return objection(
          Missing.NO_REASON, "no reason was given in it. Let somebody approve it with a reason.");
    }
    Instant end = task.completedAt().plus(settings.validFor());
    if (!clock.instant().isBefore(end)) {
      return objection(
          Missing.EXPIRED,
          "it expired at "
              + end
              + ", since an approval counts for "
              + settings.validFor()
              + " (defender.approval.valid-for). Let somebody approve it anew.");
    }
    return objectionToPerson(write, approver);
  }

  private Optional<Objection> objectionToPerson(Write write, String approver) {
    Optional<String> requester = history.startedBy(write.step().processInstanceId());
    if (requester.filter(approver::equalsIgnoreCase).isPresent()) {
      return objection(
          Missing.APPROVED_BY_THE_REQUESTER,
          approver
              + " started the playbook, and nobody approves what they asked for. Let another person"
              + " approve it.");
    }
    if (!settings.groups().isEmpty()
        && history.groupsOf(approver).stream().noneMatch(settings.groups()::contains)) {
      return objection(
          Missing.NOT_IN_THE_GROUP,
          approver
              + " is in none of the groups that may approve ("
              + String.join(", ", settings.groups())
              + "; defender.approval.groups). Let a member approve it.");
    }
    return Optional.empty();
  }

  private static Optional<Objection> objection(Missing missing, String words) {
    return Optional.of(new Objection(missing, words));
  }

  private Approval approval(CompletedApproval task) {
    return new Approval(
        task.taskId(),
        task.completedBy().orElseThrow(),
        task.completedAt(),
        ApprovedWork.of(task, catalogue).reason().orElseThrow());
  }

  private Fault missing(Write write, Objection objection, Optional<CompletedApproval> task) {
    ObjectNode details =
        JsonNodeFactory.instance
            .objectNode()
            .put("missing", objection.missing().name())
            .put("action", write.action().id())
            .put("target", write.target())
            .put("validFor", settings.validFor().toString());
    settings.groups().forEach(details.putArray("groups")::add);
    StringBuilder which = new StringBuilder();
    if (task.isPresent()) {
      CompletedApproval found = task.get();
      details
          .put("approvalTaskId", found.taskId())
          .put("completedAt", found.completedAt().toString());
      found.completedBy().ifPresent(by -> details.put("completedBy", by));
      which
          .append("The approval ")
          .append(found.completedBy().map(by -> "by " + by + " ").orElse(""))
          .append("at ")
          .append(found.completedAt())
          .append(" does not count: ");
    }
    return Fault.of(
            ErrorCode.APPROVAL_MISSING,
            "\""
                + write.action().label()
                + "\""
                + (write.target().isBlank() ? "" : " on " + Guard.shortened(write.target()))
                + " needs an approval, and nothing was sent. "
                + which
                + objection.words())
        .withDetails(details);
  }
}
