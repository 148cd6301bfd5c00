package io.defenderflow.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.defenderflow.simulator.Simulator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the worker says before it works, and what it is made of. */
class StartUpTest {
  @Test
  void missingSettingsAreListedTogether() {
    assertThat(startWith(Map.of()))
        .contains("defender.engine.url is missing")
        .contains("defender.connections.default is missing")
        .contains("docs/standalone-worker.md");
  }

  @Test
  void aPasswordIsNotSentInTheClear() {
    assertThat(
            startWith(
                Map.of(
                    "defender.engine.url", "http://engine.example/engine-rest",
                    "defender.engine.username", "worker",
                    "defender.engine.password", "hidden-password")))
        .contains("defender.engine.url must start with https://")
        .doesNotContain("hidden-password");
  }

  @Test
  void twoWaysToLogInAreOneTooMany() {
    assertThat(
            startWith(
                Map.of(
                    "defender.engine.url", "https://engine.example/engine-rest",
                    "defender.engine.username", "worker",
                    "defender.engine.token-file", "/no/such/file")))
        .contains("defender.engine.password is missing")
        .contains("defender.engine.token-file and defender.engine.username are set together")
        .contains("defender.engine.token-file names a file that cannot be read");
  }

  @Test
  void aWorkerNeedsALane() {
    Map<String, String> settings = new HashMap<>();
    for (String lane : new String[] {"read", "hunt", "change", "contain"}) {
      settings.put("defender.worker.lanes." + lane + ".enabled", "false");
    }
    assertThat(startWith(settings)).contains("switches every lane off");
  }

  @Test
  void wrongConnectionsAreToldByTheirSettings() {
    try (Simulator simulator = Simulator.start()) {
      Map<String, String> settings =
          RunningWorker.settings("http://localhost:1/engine-rest", simulator);
      settings.put("defender.connections.default.client-secret", " padded-secret ");
      assertThat(startWith(settings))
          .contains("defender.connections.default.client-secret has white space")
          .doesNotContain("padded-secret");
    }
  }

  @Test
  void aJournalThatAnotherWorkerHasOpenIsToldInWords() {
    try (Simulator simulator = Simulator.start()) {
      Map<String, String> settings =
          RunningWorker.settings("http://localhost:1/engine-rest", simulator);
      settings.put("spring.datasource.url", "jdbc:h2:file:./no/../such;IFEXISTS=TRUE");
      assertThat(startWith(settings))
          .contains("Nothing is sent to Defender until then")
          .contains("defender.worker.data-directory");
    }
  }

  @Test
  void theWorkerKnowsNoEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.camunda..", "org.operaton..", "org.cibseven..")
        .because("the standalone worker speaks to engines over REST only")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.defenderflow.worker"));
  }

  /** What a person reads when the worker does not start. */
  private static String startWith(Map<String, String> given) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.datasource.url", "jdbc:h2:mem:start-up");
    settings.put("server.port", "0");
    settings.put(
        "spring.autoconfigure.exclude",
        "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration,"
            + "org.camunda.bpm.spring.boot.starter.rest.CamundaBpmRestJerseyAutoConfiguration");
    settings.putAll(given);
    Throwable failure = catchThrowable(() -> RunningWorker.start(settings).close());
    assertThat(failure).isNotNull();
    var analysis = new SettingsFailureAnalyzer().analyze(failure);
    assertThat(analysis).isNotNull();
    return analysis.getDescription() + "\n" + analysis.getAction();
  }
}
