package io.defenderflow.sample;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder with a package.json, whose programs are run as tests. Where Node.js or Chromium are
 * missing the test is skipped, but never where CI is set.
 */
final class NodeProgram {
  private final Path folder;

  private NodeProgram(Path folder) {
    this.folder = folder;
  }

  /**
   * @param folder within this module
   */
  static NodeProgram in(String folder) throws IOException, InterruptedException {
    require(program("node").isPresent(), "Node.js 20 or newer is not on the path.");
    NodeProgram program = new NodeProgram(Path.of(folder).toAbsolutePath());
    program.installOnce();
    return program;
  }

  /** The path of the browser. */
  static String chromium() {
    Optional<Path> chromium = findChromium();
    require(chromium.isPresent(), "Chromium is not on the path, and CHROMIUM does not name it.");
    return chromium.orElseThrow().toString();
  }

  /** Runs a command in the folder; what it printed is in the message where it fails. */
  void run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder(command);
    program.environment().putAll(environment);
    assertSucceeds(program, folder.getFileName() + "-" + command[command.length - 1]);
  }

  private static void require(boolean present, String reason) {
    if (System.getenv("CI") != null) {
      assertThat(present).as(reason).isTrue();
    }
    assumeTrue(present, reason + " This is not tried.");
  }

  private static Optional<Path> findChromium() {
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
  private void installOnce() throws IOException, InterruptedException {
    // Tests run in several programs at a time.
    Path lock = Files.createDirectories(Path.of("target")).resolve("npm.lock");
    try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      installUnlessDone();
    }
  }

  private void installUnlessDone() throws IOException, InterruptedException {
    Path installed = folder.resolve("node_modules/.package-lock.json");
    if (!Files.exists(installed)
        || Files.getLastModifiedTime(installed)
                .compareTo(Files.getLastModifiedTime(folder.resolve("package-lock.json")))
            < 0) {
      List<String> install = new ArrayList<>(List.of("npm", "ci"));
      install.addAll(List.of("--no-audit", "--no-fund", "--ignore-scripts"));
      assertSucceeds(new ProcessBuilder(install), folder.getFileName() + "-npm-ci");
    }
  }

  private void assertSucceeds(ProcessBuilder program, String name)
      throws IOException, InterruptedException {
    Path log = Files.createDirectories(Path.of("target")).resolve(name + ".log");
    Process process =
        program
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(12, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
  }
}
