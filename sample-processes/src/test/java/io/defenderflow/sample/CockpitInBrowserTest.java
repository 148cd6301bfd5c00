package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The pages about the Defender steps in Cockpit, used in a browser by {@code
 * pictures/cockpit-test.mjs}. It needs Node.js and Chromium; where they are missing the test is
 * skipped, but never where CI is set.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CockpitInBrowserTest {
  private static final Path SCRIPTS = Path.of("pictures").toAbsolutePath();

  @Test
  void peopleStopReleaseAndReadInCockpit() throws IOException, InterruptedException {
    Optional<Path> chromium = chromium();
    require(program("node").isPresent(), "Node.js 20 or newer is not on the path.");
    require(chromium.isPresent(), "Chromium is not on the path, and CHROMIUM does not name it.");
    installOnce();
    try (RunningSample sample =
        RunningSample.start(
            List.of(
                "DEMO_PASSWORD=" + RunningSample.PASSWORD,
                "defender.simulator.port=0",
                "defender.intake.incidents.poll-interval=15m",
                "defender.caps.contain.count=0",
                "spring.datasource.url=jdbc:h2:mem:cockpit;DB_CLOSE_DELAY=-1"))) {
      ProcessBuilder test = new ProcessBuilder("node", "cockpit-test.mjs");
      test.environment().put("CHROMIUM", chromium.orElseThrow().toString());
      test.environment().put("SAMPLE_URL", sample.url());
      test.environment().put("DEMO_PASSWORD", RunningSample.PASSWORD);

      assertSucceeds(test, "cockpit-test.log");
    }
  }

  private static void require(boolean present, String reason) {
    if (System.getenv("CI") != null) {
      assertThat(present).as(reason).isTrue();
    }
    assumeTrue(present, reason + " The pages in Cockpit are not tried.");
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
  private static void installOnce() throws IOException, InterruptedException {
    Path installed = SCRIPTS.resolve("node_modules/.package-lock.json");
    if (!Files.exists(installed)
        || Files.getLastModifiedTime(installed)
                .compareTo(Files.getLastModifiedTime(SCRIPTS.resolve("package-lock.json")))
            < 0) {
      assertSucceeds(
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
          "npm.log");
    }
  }

  private static void assertSucceeds(ProcessBuilder program, String logName)
      throws IOException, InterruptedException {
    Path log = Files.createDirectories(Path.of("target")).resolve(logName);
    Process process =
        program
            .directory(SCRIPTS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(12, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
  }
}
