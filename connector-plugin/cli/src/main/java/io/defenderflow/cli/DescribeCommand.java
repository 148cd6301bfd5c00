package io.defenderflow.cli;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.Permission;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "describe",
    description = "Tells everything about one action, with an example that can be run.",
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class)
final class DescribeCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "ID",
      completionCandidates = ActionIds.class,
      description = "The id of the action, for example machine.isolate.")
  private String id;

  @Option(names = "--json", description = "Write JSON, for programs.")
  private boolean json;

  DescribeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    ActionEntry action = ActionIds.find(Catalogue.load(), id);
    if (json) {
      terminal.out().println(Json.pretty(ActionJson.of(action)));
    } else {
      describe(action);
    }
  }

  private void describe(ActionEntry action) {
    PrintStream out = terminal.out();
    out.println(action.label() + " (" + action.id() + ")");
    out.println();
    out.println("  " + action.summary());
    out.println();
    fact("Area", action.area());
    fact("Effect", ActionJson.lower(action.effect()) + ", topic " + action.lane().topic());
    if (action.isComposite()) {
      fact("Uses", action.uses().isEmpty() ? "no other action" : String.join(", ", action.uses()));
    } else {
      fact("Request", action.verb() + " " + action.path() + " (" + action.service().label() + ")");
    }
    fact("Permissions", permissions(action));
    action.alsoNeeds().ifPresent(text -> fact("Also needs", text));
    fact("Returns", action.returns());
    action
        .longRunning()
        .ifPresent(
            work ->
                fact(
                    "Long-running",
                    "The work goes on after the answer. Wait for its end with --wait, or follow it"
                        + " with "
                        + work.poll()
                        + "."));
    action.undo().ifPresent(undo -> fact("Taken back by", undo));
    fact("Microsoft", action.docs());
    out.println();
    out.println(action.inputs().isEmpty() ? "No inputs." : "Inputs:");
    action.inputs().forEach(this::input);
    out.println();
    out.println("Example:");
    out.println("  " + example(action));
  }

  private void fact(String name, String value) {
    terminal.out().println("  %-14s %s".formatted(name, value));
  }

  private static String permissions(ActionEntry action) {
    String all = joined(List.copyOf(action.permissions()));
    String any = joined(action.anyPermission());
    if (action.anyPermission().isEmpty()) {
      return action.permissions().isEmpty() ? "none" : all;
    }
    return (all.isEmpty() ? "" : all + "; and ") + "any one of " + any;
  }

  private static String joined(List<Permission> permissions) {
    return permissions.stream().map(Permission::toString).collect(Collectors.joining(", "));
  }

  private void input(InputEntry input) {
    PrintStream out = terminal.out();
    out.println();
    out.println(
        "  "
            + input.name()
            + (input.required() ? " (required)" : "")
            + "  "
            + input.label()
            + ", "
            + input.type().label());
    if (!input.help().isEmpty()) {
      out.println("      " + input.help());
    }
    if (!input.values().isEmpty()) {
      out.println("      One of: " + String.join(", ", input.values()));
    } else if (ActionJson.isText(input)) {
      out.println("      Expected is " + input.shape().expected() + ".");
    }
    if (input.max() > 0) {
      out.println("      At most " + input.max() + ".");
    }
    out.println("      Example: " + input.example());
  }

  private static String example(ActionEntry action) {
    return "defenderflow run "
        + action.id()
        + action.inputs().stream()
            .filter(InputEntry::required)
            .map(input -> " " + input.name() + "=" + quoted(exampleOf(input)))
            .collect(Collectors.joining());
  }

  private static String exampleOf(InputEntry input) {
    return input.type() == InputEntry.Type.FILE ? "@file" : input.example();
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_@%+=:,./-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
