package io.defenderflow.templates;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.LostAnswer;
import io.defenderflow.catalogue.Shape;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The action reference: an index and one page for each area. */
final class ActionReference {
  private ActionReference() {}

  static SortedMap<String, String> pages(Catalogue catalogue) {
    SortedMap<String, List<ActionEntry>> areas =
        catalogue.actions().stream()
            .collect(Collectors.groupingBy(ActionEntry::area, TreeMap::new, Collectors.toList()));
    SortedMap<String, String> pages = new TreeMap<>();
    pages.put(GeneratedFiles.REFERENCE + "/README.md", index(areas));
    areas.forEach(
        (area, actions) ->
            pages.put(
                GeneratedFiles.REFERENCE + "/" + Template.slug(area) + ".md",
                area(catalogue, area, actions)));
    return pages;
  }

  private static String index(SortedMap<String, List<ActionEntry>> areas) {
    StringBuilder page = new StringBuilder(Markdown.NOTE);
    page.append(
        """
        # Action reference

        Each action is one element template in the modeler and one task in a playbook. See also the
        [permissions](permissions.md), the [error codes](../error-codes.md) and
        [what is left out](left-out.md).

        | Effect | What it means |
        | --- | --- |
        | READ | Changes nothing. |
        | CHANGE | Changes records: incidents, alerts, tags. |
        | CONTAIN | Changes what a machine, a file or a person may do. |

        """);
    areas.forEach(
        (area, actions) -> {
          page.append("## ").append(area).append("\n\n");
          page.append(Markdown.heading("Template", "Action", "Effect", "Topic", "Waits"));
          for (ActionEntry action : actions) {
            page.append(
                Markdown.row(
                    link(action),
                    Markdown.code(action.id()),
                    action.effect().name(),
                    Markdown.code(action.lane().topic()),
                    action.longRunning().isPresent() ? "yes" : ""));
          }
          page.append('\n');
        });
    return page.toString().stripTrailing() + "\n";
  }

  private static String area(Catalogue catalogue, String area, List<ActionEntry> actions) {
    StringBuilder page = new StringBuilder(Markdown.NOTE);
    page.append("# ").append(area).append("\n\n");
    page.append(
        "[All actions](README.md). Every action has the [common inputs](#common-inputs) as"
            + " well.\n");
    actions.forEach(action -> page.append('\n').append(section(catalogue, action)));
    page.append('\n').append(COMMON_INPUTS);
    return page.toString();
  }

  private static String section(Catalogue catalogue, ActionEntry action) {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(action.label()).append("\n\n");
    text.append(action.summary()).append("\n\n");
    text.append(Markdown.heading("", ""));
    text.append(Markdown.row("Action", Markdown.code(action.id())));
    text.append(Markdown.row("Effect", action.effect().name()));
    text.append(Markdown.row("Topic", Markdown.code(action.lane().topic())));
    text.append(Markdown.row("Permission", PermissionReference.needed(action)));
    text.append(Markdown.row("Result", action.returns()));
    text.append(Markdown.row("Call", call(catalogue, action)));
    action.undo().ifPresent(undo -> text.append(Markdown.row("Undo", linkTo(catalogue, undo))));
    action
        .longRunning()
        .ifPresent(
            waiting ->
                text.append(
                    Markdown.row(
                        "Waiting",
                        "The task waits until Defender has finished, or goes on at once. Its state"
                            + " is read with "
                            + linkTo(catalogue, waiting.poll())
                            + ".")));
    if (action.effect() != Effect.READ) {
      text.append(Markdown.row("Lost answer", lostAnswer(action.lostAnswer())));
    }
    text.append(Markdown.row("Microsoft's page", "<" + action.docs() + ">"));
    text.append('\n');
    if (action.inputs().isEmpty()) {
      return text.append("The action has no inputs of its own.\n").toString();
    }
    text.append(
        Markdown.heading("Input", "Label", "Required", "Value", "What it is for", "Example"));
    for (InputEntry input : action.inputs()) {
      text.append(
          Markdown.row(
              Markdown.code(input.name()),
              input.label(),
              input.required() ? "yes" : "",
              value(input),
              input.help(),
              Markdown.code(input.example())));
    }
    return text.toString();
  }

  private static String call(Catalogue catalogue, ActionEntry action) {
    if (!action.isComposite()) {
      return Markdown.code(action.verb() + " " + action.path()) + " of " + action.service().label();
    }
    return action.uses().isEmpty()
        ? "None beyond the token request."
        : action.uses().stream()
            .map(part -> linkTo(catalogue, part))
            .collect(Collectors.joining(", "));
  }

  private static String value(InputEntry input) {
    String value =
        switch (input.type()) {
          case TEXT ->
              input.shape() == Shape.TEXT
                  ? "text" + atMost(input.max(), " characters")
                  : input.shape().expected();
          case INTEGER -> "whole number" + atMost(input.max(), "");
          case BOOLEAN -> "true or false";
          case CHOICE ->
              input.values().stream().map(Markdown::code).collect(Collectors.joining(", "));
          case LIST -> "list: JSON, or separated by commas" + atMost(input.max(), " entries");
          case OBJECT, OBJECTS, FILE -> input.type().label();
        };
    return input.clearable() ? value + "; `(clear)` empties it" : value;
  }

  private static String atMost(int max, String unit) {
    return max == 0 ? "" : String.format(Locale.ROOT, ", %,d%s at most", max, unit);
  }

  private static String lostAnswer(LostAnswer lostAnswer) {
    return switch (lostAnswer) {
      case REPEAT -> "The request is repeated; it ends in the same state.";
      case FIND_MACHINE_ACTION ->
          "The machine actions are read back first. The request is sent once more only if nothing"
              + " was created.";
      case FIND_COMMENT ->
          "The comments are read back first. The comment is sent again only if it is not there.";
      case GONE_IS_DONE -> "The request is repeated; a target that is gone counts as deleted.";
      case FIND_OR_ASK ->
          "The machine actions are read back. Where nothing is found a person decides"
              + " (`OUTCOME_UNKNOWN`); the request is never repeated by itself.";
      case ASK ->
          "Nothing can be read back, so a person decides (`OUTCOME_UNKNOWN`); the request is never"
              + " repeated by itself.";
    };
  }

  private static String linkTo(Catalogue catalogue, String id) {
    return catalogue.find(id).map(ActionReference::link).orElse(Markdown.code(id));
  }

  private static String link(ActionEntry action) {
    return "["
        + action.label()
        + "]("
        + Template.slug(action.area())
        + ".md#"
        + Markdown.anchor(action.label())
        + ")";
  }

  private static final String COMMON_INPUTS =
      """
      ## Common inputs

      | Input | Label | Value |
      | --- | --- | --- |
      | `defenderAction` | (hidden) | the action, set by the template |
      | `defenderConnection` | Connection | name of a connection; empty means `default` |
      | `defenderResult` | Result variable | name of the process variable for the whole result |
      | `defenderPick` | Picked values | lines `name=/json/pointer` |
      | `defenderRetries` | Retries | `R5/PT1M`, or pauses such as `PT1M,PT10M` |
      | `defenderDryRun` | Dry run | `true` sends nothing; only where the effect is CHANGE or CONTAIN |
      | `defenderWait` | Wait for the end | `true` or `false`; only where the action can wait |
      | `defenderWaitTimeout` | Wait at most | ISO 8601 duration; only where the action can wait |

      A dropdown has the choice "from process variable": it reads the process variable that has the
      name of the input, when the task starts. Every other field takes an expression such as
      `${machineId}`.
      """;
}
