package io.defenderflow.cli;

import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code defenderflow}, of which all others are a part. */
@Command(
    name = "defenderflow",
    description = {
      "Microsoft Defender XDR from the command line: the catalogue of actions, each action by"
          + " itself, the permissions of playbooks, the element templates, a simulated tenant, and"
          + " the checks of playbooks.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class,
    subcommands = {
      ActionsCommand.class,
      DescribeCommand.class,
      RunCommand.class,
      TestConnectionCommand.class,
      PermissionsCommand.class,
      TemplatesCommand.class,
      SimulateCommand.class,
      LintCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:A business outcome, a finding, or a failed line of a batch.",
      "2:Used wrongly: an option, an input or a setting. Nothing was sent.",
      "3:A permanent failure: a repetition would end the same way.",
      "4:A passing failure: try again later.",
      "5:The outcome is unknown: look in the portal before you repeat anything."
    },
    footer = {
      "",
      "Settings come from --config FILE or from the environment: DEFENDER_TENANT_ID,"
          + " DEFENDER_CLIENT_ID, DEFENDER_CLIENT_SECRET or DEFENDER_CERTIFICATE, DEFENDER_CLOUD,"
          + " DEFENDER_LOGIN_URL, DEFENDER_GRAPH_URL, DEFENDER_ENDPOINT_URL."
    })
final class Defenderflow implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Tell on standard error what is done, and more about failures. No secret.")
  private boolean verbose;

  /** Carries out one command line and returns its exit code. */
  static int run(Terminal terminal, String... arguments) {
    Defenderflow root = new Defenderflow();
    CommandLine commands = new CommandLine(root, new Commands(terminal));
    commands
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setExpandAtFiles(false)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((exception, given) -> misused(terminal, exception))
        .setExecutionStrategy(
            parsed -> {
              Logging.to(root.verbose);
              return new CommandLine.RunLast().execute(parsed);
            })
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> failed(terminal, root.verbose, exception));
    if (Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0)) {
      terminal
          .err()
          .println(
              "INPUT_INVALID: An argument has a character that the encoding of this terminal cannot"
                  + " carry. Nothing was sent. Write the inputs to a UTF-8 file and name it with"
                  + " --inputs, or set LC_ALL=C.UTF-8.");
      return ExitCode.USAGE;
    }
    return commands.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command. \"defenderflow --help\" lists them.");
  }

  private static int misused(Terminal terminal, ParameterException exception) {
    terminal.err().println(exception.getMessage());
    PrintWriter suggestions = new PrintWriter(terminal.err(), false, StandardCharsets.UTF_8);
    UnmatchedArgumentException.printSuggestions(exception, suggestions);
    suggestions.flush();
    terminal
        .err()
        .println(
            "Try \""
                + exception.getCommandLine().getCommandSpec().qualifiedName()
                + " --help\" for more.");
    return ExitCode.USAGE;
  }

  private static int failed(Terminal terminal, boolean verbose, Exception exception) {
    if (exception instanceof Refusal refusal) {
      terminal.err().println(refusal.code() + ": " + refusal.getMessage());
      return ExitCode.USAGE;
    }
    if (exception instanceof Fault fault) {
      terminal.err().println(fault.code() + ": " + fault.getMessage());
      if (verbose) {
        more(terminal, fault);
      }
      return ExitCode.of(fault.code());
    }
    // The text of an unexpected exception may hold anything, so that only its kind is told.
    terminal
        .err()
        .println(
            ErrorCode.INTERNAL
                + ": An unexpected "
                + exception.getClass().getSimpleName()
                + " stopped the command. Repeat it with --verbose and report what it prints.");
    if (verbose) {
      Arrays.stream(exception.getStackTrace())
          .forEach(frame -> terminal.err().println("  at " + frame));
    }
    return ExitCode.TRANSIENT;
  }

  private static void more(Terminal terminal, Fault fault) {
    terminal.err().println("What it means: " + fault.code().meaning());
    terminal.err().println("What to do: " + fault.code().remedy());
    if (!fault.details().isNull()) {
      terminal.err().println("Details: " + fault.details());
    }
  }

  /** Makes the commands that need it with the terminal. */
  private record Commands(Terminal terminal) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Terminal.class})) {
          return type.cast(constructor.newInstance(terminal));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Defenderflow.class.getPackage().getImplementationVersion();
      return new String[] {"defenderflow " + (version == null ? "(built from sources)" : version)};
    }
  }
}
