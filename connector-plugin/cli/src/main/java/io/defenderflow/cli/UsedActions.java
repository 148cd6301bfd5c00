package io.defenderflow.cli;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.permission.PlaybookActions;
import io.defenderflow.playbook.Playbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The actions that a question is about: named one by one, or those of playbooks. */
final class UsedActions {
  @Parameters(paramLabel = "FILE", description = "BPMN files: the actions of their steps.")
  private List<Path> files = List.of();

  @Option(
      names = "--actions",
      split = ",",
      paramLabel = "ID",
      completionCandidates = ActionIds.class,
      description = "Actions by their ids, separated by commas.")
  private List<String> ids = List.of();

  boolean isEmpty() {
    return files.isEmpty() && ids.isEmpty();
  }

  /**
   * All actions, sorted by id. What the files leave open is told on standard error.
   *
   * @throws Refusal where a file cannot be read
   */
  Collection<ActionEntry> of(Catalogue catalogue, Terminal terminal) {
    SortedMap<String, ActionEntry> actions = new TreeMap<>();
    ids.stream()
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .forEach(id -> actions.put(id, ActionIds.find(catalogue, id)));
    List<Playbook> playbooks = new ArrayList<>();
    files.forEach(file -> playbooks.add(read(file)));
    PlaybookActions used = PlaybookActions.of(catalogue, playbooks);
    used.actions().forEach(action -> actions.put(action.id(), action));
    used.problems().forEach(problem -> terminal.err().println("warning: " + problem));
    return actions.values();
  }

  private static Playbook read(Path file) {
    try {
      return Playbook.read(file);
    } catch (IOException e) {
      throw new Refusal(
          Refusal.FILE_UNUSABLE,
          "The file " + file + " cannot be read. Check its path and rights.");
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.FILE_UNUSABLE, "The file " + file + ": " + e.getMessage());
    }
  }
}
