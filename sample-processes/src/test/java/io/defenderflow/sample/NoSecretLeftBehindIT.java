package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.simulator.Canaries;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The last test of the build: in what the tests of all modules left behind, their reports, logs and
 * databases, no secret shows that was planted for them.
 */
class NoSecretLeftBehindIT {
  /** What is compiled or packed from sources, which name the canaries, or what no test wrote. */
  private static final Set<String> NO_OUTPUT =
      Set.of(
          "classes",
          "test-classes",
          "generated-sources",
          "generated-test-sources",
          "maven-archiver",
          "maven-status",
          "pit-reports",
          "node_modules");

  private static final int CHUNK = 4_000_000;
  private static final int OVERLAP = 200;

  @Test
  void noTestOfAnyModuleLeftASecretBehind() throws IOException {
    Path project = Path.of("").toAbsolutePath().getParent();
    assertThat(project.resolve("pom.xml")).exists();

    List<Path> outputs = outputs(project);

    assertThat(outputs)
        .as("the reports of this module's own tests at least")
        .anyMatch(file -> file.toString().contains("surefire-reports"));
    assertThat(found(outputs)).isEmpty();
  }

  @Test
  void aSecretThatATestLeftBehindIsFound(@TempDir Path project) throws IOException {
    Path reports =
        Files.createDirectories(project.resolve("connector-plugin/core/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-a.xml"), "x".repeat(CHUNK - 5) + Canaries.CLIENT_SECRET + "y");
    Path logs = Files.createDirectories(project.resolve("worker/target/crash-tests/run-1"));
    Files.writeString(logs.resolve("node.log"), "Authorization: Bearer ey.ey." + Canaries.TOKEN);
    Path compiled = Files.createDirectories(project.resolve("worker/target/test-classes"));
    Files.writeString(compiled.resolve("Canaries.class"), Canaries.CLIENT_SECRET);

    assertThat(found(outputs(project)))
        .hasSize(2)
        .anyMatch(sentence -> sentence.contains("TEST-a.xml"))
        .anyMatch(sentence -> sentence.contains("node.log"));
  }

  private static List<Path> outputs(Path project) throws IOException {
    List<Path> outputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(project)) {
      files.filter(file -> isOutput(project.relativize(file))).forEach(outputs::add);
    }
    return outputs;
  }

  private static boolean isOutput(Path file) {
    boolean inTarget = false;
    for (Path part : file) {
      if (NO_OUTPUT.contains(part.toString())) {
        return false;
      }
      inTarget |= part.toString().equals("target");
    }
    String name = file.getFileName().toString();
    return inTarget
        && !name.contains(".jar")
        && !name.contains(NoSecretLeftBehindIT.class.getSimpleName());
  }

  /** A sentence for every file that shows a secret. */
  private static Set<String> found(List<Path> outputs) {
    Set<String> found = new TreeSet<>();
    for (Path file : outputs) {
      if (Files.isRegularFile(file)) {
        Set<String> secrets = secrets(file);
        if (!secrets.isEmpty()) {
          found.add(file + " shows " + secrets);
        }
      }
    }
    return found;
  }

  private static Set<String> secrets(Path file) {
    Set<String> secrets = new TreeSet<>();
    try (InputStream content = Files.newInputStream(file)) {
      String before = "";
      for (byte[] chunk = content.readNBytes(CHUNK);
          chunk.length > 0;
          chunk = content.readNBytes(CHUNK)) {
        String text = before + new String(chunk, StandardCharsets.ISO_8859_1);
        secrets.addAll(Canaries.in(text));
        before = text.substring(Math.max(0, text.length() - OVERLAP));
      }
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
