package io.defenderflow.permission;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.playbook.CalledProcess;
import io.defenderflow.playbook.InputParameter;
import io.defenderflow.playbook.Playbook;
import io.defenderflow.playbook.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The actions of playbooks.
 *
 * @param actions sorted by id, each once
 * @param problems what could not be found out, one full sentence each, starting with the name of
 *     the file
 */
public record PlaybookActions(List<ActionEntry> actions, List<String> problems) {
  /** Looks into all steps of all processes in the files. */
  public static PlaybookActions of(Catalogue catalogue, Collection<Playbook> playbooks) {
    TreeMap<String, ActionEntry> found = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    Set<String> processes = new TreeSet<>();
    playbooks.forEach(playbook -> processes.addAll(playbook.processIds()));
    for (Playbook playbook : playbooks) {
      for (Step step : playbook.steps()) {
        Optional<ActionEntry> action = step.actionId().flatMap(catalogue::find);
        if (action.isPresent()) {
          found.put(action.get().id(), action.get());
        } else {
          problems.add(playbook.name() + ": " + unknown(step));
        }
      }
      playbook.calls().stream()
          .filter(call -> call.isExpression() || !processes.contains(call.processId()))
          .forEach(call -> problems.add(playbook.name() + ": " + notGiven(call)));
    }
    return new PlaybookActions(List.copyOf(found.values()), List.copyOf(problems));
  }

  private static String unknown(Step step) {
    String title = "The step " + step.title();
    if (step.actionId().isPresent()) {
      return title
          + " names the action "
          + step.actionId().get()
          + ", which this version does not have. Check the spelling or update Defenderflow.";
    }
    return Optional.ofNullable(step.inputs().get("defenderAction"))
        .map(InputParameter::text)
        .filter(text -> !text.isBlank())
        .map(
            text ->
                title
                    + " takes its action from "
                    + text
                    + ", which is known only when the process runs. Name its actions beside the"
                    + " files.")
        .orElse(
            title + " names no action. Give it an element template, or the input defenderAction.");
  }

  private static String notGiven(CalledProcess call) {
    String calls = "The call activity " + call.elementId() + " runs " + call.processId() + ", ";
    return call.isExpression()
        ? calls
            + "which is known only when the process runs. Make sure that the files of all"
            + " processes it may run are given as well."
        : calls + "which is in none of the given files. Give its file as well if it has steps.";
  }
}
