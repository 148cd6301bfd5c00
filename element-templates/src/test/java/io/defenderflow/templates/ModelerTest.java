package io.defenderflow.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InputEntry;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The templates in the modeler's own library, and the diagrams that it saves in the engine. It
 * needs Node.js and Chromium; where they are missing the tests are skipped, but never where CI is
 * set.
 */
class ModelerTest {
  private static final Path MODELER = Path.of("modeler").toAbsolutePath();
  private static final Path SAVED = Path.of("target/modeler").toAbsolutePath();

  private static String output;
  private static int exitCode;
  private static ProcessEngine engine;

  static Stream<ActionEntry> actions() {
    return Catalogue.load().actions().stream();
  }

  @BeforeAll
  static void letTheModelerUseAllTemplates() throws IOException, InterruptedException {
    Optional<Path> chromium = chromium();
    require(program("node").isPresent(), "Node.js 20 or newer is not on the path.");
    require(chromium.isPresent(), "Chromium is not on the path, and CHROMIUM does not name it.");
    if (!isInstalled()) {
      int installed = run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), "");
      assertThat(installed).as(output).isZero();
    }
    exitCode = run(List.of("node", "modeler-test.mjs"), chromium.orElseThrow().toString());
    engine =
        ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
            .setJdbcUrl("jdbc:h2:mem:modeler;DB_CLOSE_DELAY=-1")
            .setHistory(ProcessEngineConfiguration.HISTORY_NONE)
            .setJobExecutorActivate(false)
            .buildProcessEngine();
  }

  @AfterAll
  static void stop() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void theModelerTakesEveryTemplateAndShowsWhatIsMissing() {
    assertThat(exitCode).as(output).isZero();
    assertThat(output).contains(Catalogue.load().actions().size() + " templates checked");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void aDiagramFilledWithTheExamplesDeploysAndHandsThemToTheWorker(ActionEntry action)
      throws IOException {
    LockedExternalTask task = start(action, "example", Map.of());
    for (InputEntry input : action.inputs()) {
      if (input.values().isEmpty()) {
        assertThat(task.getVariables())
            .containsEntry(input.name(), firstChoice(input).orElse(input.example()));
      }
    }
    bindsWhatTheEngineHandsOver(action, task);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void aDiagramThatReadsVariablesDeploysAndHandsThemToTheWorker(ActionEntry action)
      throws IOException {
    Map<String, Object> variables = new HashMap<>();
    for (InputEntry input : action.inputs()) {
      if (input.required()) {
        variables.put(input.name(), input.example());
      }
    }
    LockedExternalTask task = start(action, "variables", variables);
    assertThat(task.getVariables()).containsAllEntriesOf(variables);
    for (InputEntry input : action.inputs()) {
      if (!input.required()) {
        assertThat(task.getVariables().getOrDefault(input.name(), "")).isIn(null, "");
      }
    }
    bindsWhatTheEngineHandsOver(action, task);
  }

  @Test
  void aDropdownThatReadsAMissingVariableHandsOverNothing() throws IOException {
    ActionEntry action = Catalogue.load().find("machine.isolate").orElseThrow();
    LockedExternalTask task =
        start(action, "variables", Map.of("machineId", "m", "Comment", "because"));
    assertThat(task.getVariables().get("IsolationType")).isNull();
  }

  private static Optional<String> firstChoice(InputEntry input) {
    return input.type() == InputEntry.Type.BOOLEAN ? Optional.of("true") : Optional.empty();
  }

  private static void bindsWhatTheEngineHandsOver(ActionEntry action, LockedExternalTask task) {
    assertThat(task.getVariables()).containsEntry("defenderAction", action.id());
    assertThat(action.bind(task.getVariables()).values().keySet())
        .containsAll(
            action.inputs().stream().filter(InputEntry::required).map(InputEntry::name).toList());
  }

  private static LockedExternalTask start(
      ActionEntry action, String kind, Map<String, Object> variables) throws IOException {
    String file = action.id() + ".bpmn";
    String deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .addString(file, Files.readString(SAVED.resolve(kind).resolve(file)))
            .deploy()
            .getId();
    try {
      ProcessDefinition process =
          engine
              .getRepositoryService()
              .createProcessDefinitionQuery()
              .deploymentId(deployment)
              .singleResult();
      engine.getRuntimeService().startProcessInstanceById(process.getId(), variables);
      List<LockedExternalTask> tasks =
          engine
              .getExternalTaskService()
              .fetchAndLock(10, "test")
              .topic(action.lane().topic(), 60_000)
              .execute();
      assertThat(tasks).hasSize(1);
      return tasks.get(0);
    } finally {
      engine.getRepositoryService().deleteDeployment(deployment, true);
    }
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

  private static int run(List<String> command, String chromium)
      throws IOException, InterruptedException {
    List<String> inShell = new ArrayList<>(command);
    ProcessBuilder builder = new ProcessBuilder(inShell).directory(MODELER.toFile());
    builder.redirectErrorStream(true);
    builder.environment().put("CHROMIUM", chromium);
    Path log = Files.createDirectories(SAVED.getParent()).resolve("modeler.log");
    builder.redirectOutput(log.toFile());
    Process process = builder.start();
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    output = Files.readString(log, StandardCharsets.UTF_8);
    return process.waitFor();
  }
}
