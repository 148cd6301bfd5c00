package io.defenderflow.cli;

/** One line on standard error that is written over again and again, if somebody can see it. */
final class Progress implements AutoCloseable {
  private final Terminal terminal;
  private int shown;

  Progress(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(String format, Object... values) {
    if (terminal.interactive()) {
      String text = String.format(format, values);
      terminal.err().print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      terminal.err().flush();
      shown = text.length();
    }
  }

  @Override
  public void close() {
    if (shown > 0) {
      terminal.err().println();
      terminal.err().flush();
    }
  }
}
