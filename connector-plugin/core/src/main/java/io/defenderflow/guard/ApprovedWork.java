package io.defenderflow.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.ForEach;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.Shape;
import io.defenderflow.catalogue.Wire;
import io.defenderflow.guard.CompletedApproval.Written;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an approver was shown: actions, targets and what else the actions are given. Whatever of a
 * step is not in it was not approved.
 */
final class ApprovedWork {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Lists arrive as lines, separated by commas, or as the text of a list or of a JSON array. */
  private static final String BETWEEN_ENTRIES = "[\\s,;\"\\[\\]]+";

  private static final List<String> SHOWN =
      List.of(ApprovalTask.ACTIONS, ApprovalTask.TARGETS, ApprovalTask.PARAMETERS);

  /** A secret is not shown to an approver, and a reason decides nothing. */
  private static final Set<String> NOT_SHOWN =
      Set.of(
          "comment", "password", "macosunlockcode", ActionEntry.MAX_ITEMS.toLowerCase(Locale.ROOT));

  /** Ids in which upper and lower case mean the same. */
  private static final Set<Shape> ANY_CASE =
      Set.of(Shape.MACHINE_ID, Shape.GUID, Shape.SHA1, Shape.SHA256, Shape.USER_REFERENCE);

  private final CompletedApproval task;
  private final Set<String> actions;
  private final Set<String> targets;
  private final Map<String, Set<String>> parameters;

  /** A part of a step that was not approved, in the words that a message goes on with. */
  record Uncovered(Approvals.Missing missing, String words) {}

  private ApprovedWork(
      CompletedApproval task,
      Set<String> actions,
      Set<String> targets,
      Map<String, Set<String>> parameters) {
    this.task = task;
    this.actions = actions;
    this.targets = targets;
    this.parameters = parameters;
  }

  /** Who approves an action for many targets approves what it does for each of them. */
  static ApprovedWork of(CompletedApproval task, Catalogue catalogue) {
    Set<String> actions = new LinkedHashSet<>(entries(first(task, ApprovalTask.ACTIONS)));
    for (String id : List.copyOf(actions)) {
      catalogue.find(id).flatMap(ActionEntry::forEach).map(ForEach::action).ifPresent(actions::add);
    }
    return new ApprovedWork(
        task,
        actions,
        entries(first(task, ApprovalTask.TARGETS)),
        parameters(first(task, ApprovalTask.PARAMETERS)));
  }

  // --- what was shown

  /** What of a step is not in it. */
  Optional<Uncovered> uncovered(Write write) {
    if (!actions.contains(write.action().id())) {
      return Optional.of(
          new Uncovered(
              Approvals.Missing.OTHER_ACTION,
              "it is for "
                  + (actions.isEmpty() ? "no action" : String.join(", ", actions))
                  + " and not for "
                  + write.action().id()
                  + ". Let somebody approve this action."));
    }
    for (InputEntry input : write.action().inputs()) {
      Optional<Uncovered> uncovered = uncovered(input, write);
      if (uncovered.isPresent()) {
        return uncovered;
      }
    }
    return Optional.empty();
  }

  private Optional<Uncovered> uncovered(InputEntry input, Write write) {
    if (NOT_SHOWN.contains(input.name().toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    Optional<Object> given = write.inputs().get(input.name());
    Set<String> named = parameters.get(input.name());
    if (named != null) {
      return given.filter(value -> named.stream().anyMatch(text -> same(text, value))).isPresent()
          ? Optional.empty()
          : Optional.of(otherParameter(input, given));
    }
    for (String value : given.map(ApprovedWork::values).orElse(List.of())) {
      if (!has(targets, value, input)) {
        return Optional.of(isTarget(input) ? otherTarget(value) : otherParameter(input, given));
      }
    }
    return Optional.empty();
  }

  private static boolean isTarget(InputEntry input) {
    return input.place() == InputEntry.Place.PATH || input.shape() == Shape.MACHINE_ID;
  }

  private static Uncovered otherTarget(String value) {
    return new Uncovered(
        Approvals.Missing.OTHER_TARGET,
        Guard.shortened(value)
            + " is not among the targets that it names. Let somebody approve this one.");
  }

  private static Uncovered otherParameter(InputEntry input, Optional<Object> given) {
    return new Uncovered(
        Approvals.Missing.OTHER_PARAMETER,
        "the step is given "
            + given
                .map(value -> input.name() + "=" + Guard.shortened(text(value)))
                .orElse("no " + input.name())
            + ", which it does not name. Let somebody approve exactly what the step does.");
  }

  /** Whether what the approver was shown was another thing at some time. */
  boolean wasChanged() {
    return SHOWN.stream()
        .anyMatch(
            variable -> {
              List<Written> values = task.of(variable);
              return values.stream()
                  .anyMatch(later -> !content(later).equals(content(values.get(0))));
            });
  }

  // --- what was decided

  /** Why the step is refused, as a full sentence; empty where it is approved. */
  Optional<String> refusal(Write write, String approver) {
    Optional<String> decision = said(ApprovalTask.DECISION);
    if (decision.filter(ApprovalTask.APPROVE::equals).isPresent()) {
      return leftOut(write)
          .map(target -> approver + " left " + Guard.shortened(target) + " out of it.");
    }
    return Optional.of(
        decision.filter(ApprovalTask.REFUSE::equals).isPresent()
            ? approver + " refused it: " + Guard.excerpt(reason().orElse("No reason was given."))
            : approver
                + " completed it without the decision "
                + ApprovalTask.APPROVE
                + ", which counts as a refusal.");
  }

  /** In the words of the approver. */
  Optional<String> reason() {
    return said(ApprovalTask.REASON);
  }

  /** A target of the step that the approver took out of the list. */
  private Optional<String> leftOut(Write write) {
    Set<String> left = said(ApprovalTask.ONLY_TARGETS).map(ApprovedWork::entries).orElse(Set.of());
    if (left.isEmpty()) {
      return Optional.empty();
    }
    return write.action().inputs().stream()
        .filter(input -> !parameters.containsKey(input.name()))
        .filter(input -> !NOT_SHOWN.contains(input.name().toLowerCase(Locale.ROOT)))
        .flatMap(
            input ->
                write
                    .inputs()
                    .get(input.name())
                    .map(ApprovedWork::values)
                    .orElse(List.of())
                    .stream()
                    .filter(value -> !has(left, value, input)))
        .findFirst();
  }

  /** Only what was written in completing the task is the word of the person who completed it. */
  private Optional<String> said(String variable) {
    return task.of(variable).stream()
        .filter(Written::withCompletion)
        .map(ApprovedWork::content)
        .map(String::strip)
        .reduce((earlier, later) -> later)
        .filter(text -> !text.isEmpty());
  }

  // --- texts

  private static String first(CompletedApproval task, String variable) {
    List<Written> values = task.of(variable);
    return values.isEmpty() ? "" : content(values.get(0));
  }

  private static String content(Written written) {
    Object value = written.value();
    if (value instanceof JsonNode tree && tree.isTextual()) {
      return tree.asText();
    }
    return value == null ? "" : value.toString();
  }

  private static Set<String> entries(String text) {
    Set<String> entries = new LinkedHashSet<>(Arrays.asList(text.split(BETWEEN_ENTRIES)));
    entries.remove("");
    return entries;
  }

  /** The same name may stand there several times: then each of the values is approved. */
  private static Map<String, Set<String>> parameters(String text) {
    Map<String, Set<String>> parameters = new LinkedHashMap<>();
    text.lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                parameters
                    .computeIfAbsent(
                        line.substring(0, line.indexOf('=')).strip(), name -> new HashSet<>())
                    .add(line.substring(line.indexOf('=') + 1).strip()));
    return parameters;
  }

  private static List<String> values(Object given) {
    return given instanceof List<?> list
        ? list.stream().map(ApprovedWork::text).toList()
        : List.of(text(given));
  }

  private static boolean has(Set<String> entries, String value, InputEntry input) {
    return entries.contains(value)
        || (ANY_CASE.contains(input.shape()) && entries.stream().anyMatch(value::equalsIgnoreCase));
  }

  private static boolean same(String named, Object given) {
    if (named.equals(text(given).strip())) {
      return true;
    }
    if (given instanceof List<?> list
        && list.stream().noneMatch(ApprovedWork::isTree)
        && entries(named).equals(new LinkedHashSet<>(values(given)))) {
      return true;
    }
    try {
      return (isTree(given) || given instanceof List<?>)
          && JSON.readTree(named).toString().equals(text(given));
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  private static boolean isTree(Object value) {
    return value instanceof Map<?, ?> || value instanceof JsonNode;
  }

  private static String text(Object value) {
    if (isTree(value) || value instanceof List<?>) {
      return JSON.valueToTree(value).toString();
    }
    return value instanceof FileContent file ? file.name() : Wire.text(value);
  }
}
