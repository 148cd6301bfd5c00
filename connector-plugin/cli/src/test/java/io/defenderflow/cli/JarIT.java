package io.defenderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.simulator.Simulator;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The jar as people start it. */
class JarIT {
  private static final Path JAR = Path.of("target", "defenderflow.jar");

  @Test
  void theCatalogueIsUtf8WhateverThePlatformSpeaks() throws Exception {
    Process process = start(Map.of("LC_ALL", "C"), "-Dfile.encoding=US-ASCII", "actions", "--json");
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(Json.read(out)).isNotEmpty();
    assertThat(out).doesNotContain("\uFFFD");
  }

  @Test
  void aBatchAnswersEachLineAtOnce() throws Exception {
    try (Simulator simulator = Simulator.start()) {
      String machine = simulator.tenant().machines().get(0).id();
      Process process = start(Shell.of(simulator).environment(), "", "run", "--batch");
      try (var lines = process.outputWriter(StandardCharsets.UTF_8);
          var answers =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        lines.write(
            "{\"action\":\"machine.tag.set\",\"inputs\":{\"machineId\":\""
                + machine
                + "\",\"Value\":\"Größe 北京\",\"Action\":\"Add\"}}\n");
        lines.flush();
        // The answer comes while the input is still open.
        assertThat(Json.read(answers.readLine()).at("/result/machineTags").toString())
            .contains("Größe 北京");
        lines.write("{\"action\":\"nope\"}\n");
        lines.flush();
        assertThat(Json.read(answers.readLine()).at("/error/code").asText())
            .isEqualTo("UNKNOWN_ACTION");
      }
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void theSimulatorRunsFromTheJarAndTellsHowToUseIt() throws Exception {
    Process process = start(Map.of(), "", "simulate", "--port", "0");
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Shell shell = new Shell();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.strip().startsWith("export ")) {
          String[] variable = line.strip().substring("export ".length()).split("=", 2);
          shell.with(variable[0], variable[1]);
        }
        if (line.contains("defenderflow run")) {
          break;
        }
      }
      assertThat(shell.run("run", "incident.list", "maxItems=1").err()).isEmpty();
    } finally {
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void theJarKnowsItsVersionAndCompletesInAShell() throws Exception {
    assertThat(output("--version")).contains("defenderflow ").doesNotContain("sources");
    assertThat(output("generate-completion")).contains("complete -F");
  }

  private static String output(String argument) throws Exception {
    Process process = start(Map.of(), "", argument);
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Process start(
      Map<String, String> environment, String javaOption, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!javaOption.isEmpty()) {
      command.add(javaOption);
    }
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("DEFENDER_"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
