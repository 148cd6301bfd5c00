package io.defenderflow.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.connection.Connections;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Runs one action, or with --batch many of them.",
      "",
      "The result is written as JSON to standard output, an error as \"CODE: message\" to standard"
          + " error. An action that returns nothing writes null.",
      "",
      "What changes something passes the guard of the application: the stop switch, protected"
          + " assets, caps and the audit. They come from the same settings, with --config.",
      "",
      "The command line keeps no journal. An action that changes something is sent once and never"
          + " repeated: when its answer is lost, the command ends with OUTCOME_UNKNOWN and exit"
          + " code 5, and you look in the portal before you do it again. Use a playbook where that"
          + " must be solved by itself.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done; with --batch: every line is done.",
      "1:A business outcome such as NOT_FOUND; with --batch: at least one line failed.",
      "2:Used wrongly: UNKNOWN_ACTION, INPUT_INVALID, UNKNOWN_CONNECTION, SETTINGS_INVALID,"
          + " NOT_CONFIRMED or an option. Nothing was sent.",
      "3:A permanent failure such as PERMISSION_MISSING.",
      "4:A passing failure such as THROTTLED: try again later.",
      "5:OUTCOME_UNKNOWN: it may have been done. Look before you repeat it."
    },
    footer = {
      "",
      "Examples:",
      "  defenderflow run incident.get incidentId=29",
      "  defenderflow run hunting.run Query=@query.kql --output rows.json",
      "  defenderflow run --batch < lines.jsonl > results.jsonl"
    })
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      completionCandidates = ActionIds.class,
      description = "The id of the action. \"defenderflow actions\" lists them.")
  private String id;

  @Parameters(
      index = "1..*",
      paramLabel = "name=value",
      description = {
        "The inputs. name=@file takes the content of a file, name=@@text a value that starts with"
            + " @.",
        "Lists are written with commas or as JSON."
      })
  private List<String> arguments = List.of();

  @Option(
      names = "--inputs",
      paramLabel = "FILE",
      description = {
        "A UTF-8 file with the inputs as a JSON object; name=value goes before it. With --batch"
            + " the",
        "file with the lines. \"-\" is standard input."
      })
  private String inputs;

  @Option(
      names = "--batch",
      description = {
        "Read lines {\"action\": .., \"inputs\": {..}} from standard input or from --inputs, and"
            + " write",
        "for each, in the same order, a line {\"action\": .., \"result\": ..} or",
        "{\"action\": .., \"error\": {\"code\": .., \"message\": ..}}. A failed line does not stop"
            + " the",
        "rest. Nothing asks for confirmation."
      })
  private boolean batch;

  @Option(
      names = "--wait",
      description = {
        "Wait for the end of work that goes on after the answer, and write how it ended. An action",
        "that promises what the work brings, such as liveResponse.runScript, waits anyway."
      })
  private boolean wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "DURATION",
      defaultValue = "PT4H",
      description = "How long the command waits at most. Default: ${DEFAULT-VALUE}.")
  private String waitTimeout;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = {
        "Write the result to this file instead of standard output. Files that the action fetches"
            + " are",
        "put beside it, otherwise into the current folder; the result names them."
      })
  private Path output;

  @Option(
      names = "--dry-run",
      description = {
        "Check action and inputs and write what would be sent. There is no call, no sign-in and no",
        "need for settings."
      })
  private boolean dryRun;

  @Option(
      names = "--yes",
      description = "Do not ask for confirmation. It is asked only at a terminal.")
  private boolean yes;

  @Mixin private ConnectionOptions connections;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (batch && (id != null || output != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--batch reads the actions from its lines and writes to standard output.");
    }
    if (!batch && id == null) {
      throw new ParameterException(spec.commandLine(), "Name the action, or use --batch.");
    }
    Waiting waiting = waiting();
    Catalogue catalogue = Catalogue.load();
    return batch ? batch(catalogue, waiting) : single(catalogue, waiting);
  }

  private int single(Catalogue catalogue, Waiting waiting) throws IOException {
    ActionEntry action = ActionIds.find(catalogue, id);
    InputValues values = new InputValues();
    if (inputs != null) {
      try (InputStream in = opened(inputs)) {
        values.addAll(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    arguments.forEach(argument -> values.add(action, argument));
    BoundInputs bound = values.bind(action);
    if (output != null) {
      Outputs.prove(output);
    }
    if (dryRun) {
      write(ActionRun.simulated(catalogue, action, bound));
      return ExitCode.DONE;
    }
    try (Connections opened = connections.open(terminal)) {
      CommandGuard guard = connections.guard(terminal, catalogue, opened);
      confirm(action, bound);
      Path folder = output == null ? Path.of("").toAbsolutePath() : Outputs.folderOf(output);
      write(new ActionRun(terminal, catalogue, guard, folder, waiting).result(action, bound));
      return ExitCode.DONE;
    }
  }

  private int batch(Catalogue catalogue, Waiting waiting) throws IOException {
    try (InputStream in = opened(inputs == null ? "-" : inputs);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      if (dryRun) {
        return new Batch(
                terminal,
                catalogue,
                (action, bound) -> ActionRun.simulated(catalogue, action, bound))
            .run(lines);
      }
      try (Connections opened = connections.open(terminal)) {
        ActionRun run =
            new ActionRun(
                terminal,
                catalogue,
                connections.guard(terminal, catalogue, opened),
                Path.of("").toAbsolutePath(),
                waiting);
        return new Batch(terminal, catalogue, run::result).run(lines);
      }
    }
  }

  private Waiting waiting() {
    try {
      Duration longest = Duration.parse(waitTimeout);
      if (!longest.isNegative() && !longest.isZero()) {
        return new Waiting(wait, longest);
      }
    } catch (DateTimeParseException e) {
      // said below, together with what is expected
    }
    throw new ParameterException(
        spec.commandLine(),
        "--wait-timeout is not a length of time. Write for example PT30M or PT4H.");
  }

  private InputStream opened(String file) throws IOException {
    if (file.equals("-")) {
      return terminal.in();
    }
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new Refusal(
          Refusal.FILE_UNUSABLE,
          "The file " + path + " cannot be read. Nothing was sent. Check its path and rights.");
    }
    return Files.newInputStream(path);
  }

  private void confirm(ActionEntry action, BoundInputs bound) throws IOException {
    if (action.effect() != Effect.CONTAIN || yes || !terminal.interactive()) {
      return;
    }
    String target = target(action, bound);
    terminal
        .err()
        .print(
            action.label()
                + " ("
                + action.id()
                + ") on the connection "
                + connections.connection()
                + ".\nType the target to confirm ("
                + target
                + "): ");
    terminal.err().flush();
    String typed =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
    if (typed == null || !typed.strip().equals(target)) {
      throw new Refusal(
          Refusal.NOT_CONFIRMED,
          "The target was not typed as it stands there, so nothing was sent.");
    }
  }

  private static String target(ActionEntry action, BoundInputs bound) {
    String target = action.target(bound);
    return target.isBlank() || target.length() > 100 ? action.id() : target;
  }

  private void write(JsonNode result) {
    if (output != null) {
      try {
        Outputs.write(output, Json.pretty(result) + "\n");
        return;
      } catch (IOException e) {
        terminal
            .err()
            .println(
                "The action is done, but "
                    + output
                    + " cannot be written. The result follows on standard output.");
      }
    }
    terminal.out().println(terminal.interactive() ? Json.pretty(result) : Json.line(result));
  }
}
