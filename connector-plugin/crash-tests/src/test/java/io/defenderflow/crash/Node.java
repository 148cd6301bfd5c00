package io.defenderflow.crash;

import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link NodeApplication} in a JVM of its own. */
final class Node implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Pattern PORT = Pattern.compile(NodeApplication.PORT + "(\\d+)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** No node is paused longer than this, even when the test that paused it is gone. */
  private static final int LONGEST_PAUSE_SECONDS = 120;

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedWriter orders;
  private Process pause;

  private Node(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a node without waiting for it.
   *
   * @param settings as {@code name=value}
   * @param secrets settings that no list of processes may show, as environment variables
   */
  static Node launch(
      String name, String classPath, List<String> settings, Map<String, String> secrets, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            NodeApplication.class.getName()));
    settings.forEach(setting -> command.add("--" + setting));
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(secrets);
      return new Node(name, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the node works on tasks. */
  Node awaitStart() {
    await(name + " has started, see " + log)
        .atMost(START)
        .failFast(name + " ended at its start, see " + log, () -> !process.isAlive())
        .until(() -> says("Started NodeApplication"));
    return this;
  }

  /** Ends the node as a power failure does. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends the node as an operator does. */
  void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Takes the processor away from the node. */
  void pause() {
    if (pause != null || !process.isAlive()) {
      return;
    }
    // The shell wakes the node even when this test is killed in the meantime.
    pause =
        run("kill -STOP $0 && echo && sleep " + LONGEST_PAUSE_SECONDS + "; kill -CONT $0", pid());
    try {
      if (pause.getInputStream().read() < 0) {
        throw new IllegalStateException(name + " cannot be paused.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does nothing to a node that is not paused. */
  void resume() {
    if (pause == null) {
      return;
    }
    run("kill -CONT $0", pid());
    pause.descendants().forEach(ProcessHandle::destroyForcibly);
    pause.destroyForcibly();
    pause = null;
  }

  /** Steps the clock of the node to so far from the true time. */
  void step(Duration from) {
    try {
      orders.write(NodeApplication.STEP + from + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> says("The clock is stepped by " + from));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean says(String text) {
    return logged().contains(text);
  }

  String logged() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer of the actuator at a path such as {@code /env}. */
  String actuator(String path) {
    Matcher port = PORT.matcher(logged());
    if (!port.find()) {
      throw new IllegalStateException(name + " does not say its port, see " + log);
    }
    try {
      return HTTP.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + port.group(1) + "/actuator" + path))
                  .timeout(Duration.ofSeconds(20))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    resume();
  }

  @Override
  public String toString() {
    return name;
  }

  private String pid() {
    return Long.toString(process.pid());
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException(name + " does not end.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Process run(String script, String argument) {
    try {
      return new ProcessBuilder("sh", "-c", script, argument).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
