package io.defenderflow.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "actions",
    description = {
      "Lists the catalogue of actions.",
      "",
      "With --json an array of objects with id, label, summary, area, lane (the topic), effect"
          + " (read, change or contain), service (graph or endpoint), verb and path (null for an"
          + " action that makes several calls), permissions (enough to run it), anyPermission (of"
          + " these one suffices), longRunning, undo, uses and inputs (name, label, type, required,"
          + " values, shape, example)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class)
final class ActionsCommand implements Runnable {
  private final Terminal terminal;

  @Option(names = "--json", description = "Write JSON, for programs.")
  private boolean json;

  @Mixin private Areas areas;

  ActionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    List<ActionEntry> actions = areas.of(Catalogue.load());
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      actions.forEach(action -> array.add(ActionJson.of(action)));
      terminal.out().println(Json.pretty(array));
    } else {
      list(actions);
    }
  }

  private void list(List<ActionEntry> actions) {
    int width = actions.stream().mapToInt(action -> action.id().length()).max().orElse(0);
    Map<String, List<ActionEntry>> byArea =
        actions.stream()
            .collect(Collectors.groupingBy(ActionEntry::area, TreeMap::new, Collectors.toList()));
    byArea.forEach(
        (area, ofArea) -> {
          terminal.out().println(area);
          ofArea.forEach(
              action ->
                  terminal
                      .out()
                      .println(
                          "  %%-%ds  %%-7s  %%s"
                              .formatted(width)
                              .formatted(
                                  action.id(), ActionJson.lower(action.effect()), action.label())));
          terminal.out().println();
        });
    terminal
        .out()
        .println(actions.size() + " actions. \"defenderflow describe ID\" tells more about one.");
  }
}
