package io.defenderflow.cli;

import io.defenderflow.transport.Pause;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param interactive whether a person sits at standard input and output
 * @param environment the environment variables
 * @param pause how waiting is spent
 */
record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean interactive,
    Map<String, String> environment,
    Pause pause,
    Clock clock) {

  /** Writes UTF-8 whatever the platform's own encoding is: JSON is read by other programs. */
  static Terminal ofProcess() {
    return new Terminal(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        isInteractive(System.console()),
        System.getenv(),
        pause -> Thread.sleep(pause.toMillis()),
        Clock.systemUTC());
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  /** From Java 22 on there is a console object without a terminal too, which then says so. */
  private static boolean isInteractive(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }
}
