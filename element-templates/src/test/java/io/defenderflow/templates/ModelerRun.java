package io.defenderflow.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.defenderflow.catalogue.ActionEntry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the modeler made of the templates: it runs once for all tests. It needs Node.js and
 * Chromium; where they are missing the tests are skipped, but never where CI is set.
 *
 * @param output what it printed, one line for each breach
 */
record ModelerRun(int exitCode, String output) {
  private static final Path MODELER = Path.of("modeler").toAbsolutePath();
  private static final Path SAVED = Path.of("target/modeler").toAbsolutePath();

  private static ModelerRun done;

  static synchronized ModelerRun once() throws IOException, InterruptedException {
    if (done == null) {
      done = now();
    }
    return done;
  }

  /**
   * A diagram that the modeler saved.
   *
   * @param kind example, where the fields have the examples, or variables, where the required
   *     fields read process variables
   */
  static String saved(String kind, ActionEntry action) throws IOException {
    return saved(kind, action.id());
  }

  /**
   * @param template the id of the template without its common start
   */
  static String saved(String kind, String template) throws IOException {
    return Files.readString(SAVED.resolve(kind).resolve(template + ".bpmn"));
  }

  private static ModelerRun now() throws IOException, InterruptedException {
    Optional<Path> chromium = chromium();
    require(program("node").isPresent(), "Node.js 20 or newer is not on the path.");
    require(chromium.isPresent(), "Chromium is not on the path, and CHROMIUM does not name it.");
    String browser = chromium.orElseThrow().toString();
    if (!isInstalled()) {
      ModelerRun install =
          run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), browser);
      assertThat(install.exitCode()).as(install.output()).isZero();
    }
    return run(List.of("node", "modeler-test.mjs"), browser);
  }

  private static void require(boolean present, String reason) {
    if (System.getenv("CI") != null) {
      assertThat(present).as(reason).isTrue();
    }
    assumeTrue(present, reason + " The templates are not tried in the modeler.");
  }

  private static Optional<Path> chromium() {
    String named = System.getenv("CHROMIUM");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> program(name).stream())
        .findFirst();
  }

  private static Optional<Path> program(String name) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** npm leaves a copy of the lock file behind when an installation is complete. */
  private static boolean isInstalled() throws IOException {
    Path installed = MODELER.resolve("node_modules/.package-lock.json");
    return Files.exists(installed)
        && Files.getLastModifiedTime(installed)
                .compareTo(Files.getLastModifiedTime(MODELER.resolve("package-lock.json")))
            >= 0;
  }

  private static ModelerRun run(List<String> command, String chromium)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(MODELER.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("CHROMIUM", chromium);
    Path log = Files.createDirectories(SAVED.getParent()).resolve("modeler.log");
    builder.redirectOutput(log.toFile());
    Process process = builder.start();
    if (!process.waitFor(12, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    int exitCode = process.waitFor();
    return new ModelerRun(exitCode, Files.readString(log, StandardCharsets.UTF_8));
  }
}
