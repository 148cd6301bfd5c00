package io.defenderflow.cli;

/** Starts the command line as a process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess();
    int exitCode = Defenderflow.run(terminal, arguments);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(exitCode);
  }
}
