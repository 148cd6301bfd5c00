package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.defenderflow.connection.ConnectionHealth;
import io.defenderflow.sample.access.DemoUsers;
import io.defenderflow.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts the application. */
class StartUpTest {
  @Test
  void thePasswordsAreNewAtEveryStartAndWork() {
    Map<String, String> first = passwordsOfAStart();
    Map<String, String> second = passwordsOfAStart();

    assertThat(first).containsOnlyKeys("analyst", "responder", "auditor", "administrator");
    assertThat(Stream.concat(first.values().stream(), second.values().stream()))
        .doesNotHaveDuplicates()
        .allSatisfy(password -> assertThat(password).hasSize(20));
  }

  @Test
  void theGuideNamesWhatToOpenAndWhoMayLogIn() {
    try (RunningSample sample = RunningSample.start(settings("guide"))) {
      String guide = guide(sample);

      assertThat(guide)
          .contains("/camunda/app/tasklist/", "/camunda/app/cockpit/")
          .contains(sample.bean(Simulator.class).url())
          .contains("Within a minute an incident arrives");
      sample
          .bean(DemoUsers.class)
          .passwordsByUser()
          .forEach(
              (user, password) ->
                  assertThat(guide).containsPattern(user + " +" + password.replace("-", "\\-")));
      assertThat(guide).doesNotContain(sample.bean(Simulator.class).clientSecret());
    }
  }

  @Test
  void aChosenPasswordIsUsedForAllAndNotShown() {
    List<String> settings = settings("chosen", "DEMO_PASSWORD=" + RunningSample.PASSWORD);
    try (RunningSample sample = RunningSample.start(settings)) {
      for (String user : List.of("analyst", "responder", "auditor", "administrator")) {
        assertThat(sample.get(user, RunningSample.PASSWORD, "/engine-rest/task").statusCode())
            .isEqualTo(200);
      }
      assertThat(guide(sample)).contains("DEMO_PASSWORD").doesNotContain(RunningSample.PASSWORD);
    }
  }

  @Test
  void wrongAndWellKnownPasswordsAreRefused() {
    try (RunningSample sample = RunningSample.start(settings("wrong"))) {
      for (String user :
          List.of("analyst", "responder", "auditor", "administrator", "demo", "admin")) {
        for (String password : List.of("wrong", user, "demo", "admin", "camunda", "")) {
          assertThat(sample.get(user, password, "/engine-rest/task").statusCode()).isEqualTo(401);
        }
      }
    }
  }

  @Test
  void aRestartKeepsUsersAndMakesNoNewVersionsOfThePlaybooks(@TempDir Path folder) {
    List<String> settings =
        List.of(
            "defender.simulator.port=0",
            "spring.datasource.url=jdbc:h2:file:" + folder.resolve("engine"));
    for (int start = 0; start < 2; start++) {
      try (RunningSample sample = RunningSample.start(settings)) {
        assertThat(sample.bean(RepositoryService.class).createProcessDefinitionQuery().list())
            .isNotEmpty()
            .allSatisfy(playbook -> assertThat(playbook.getVersion()).isEqualTo(1));
        sample
            .bean(DemoUsers.class)
            .passwordsByUser()
            .forEach(
                (user, password) ->
                    assertThat(sample.get(user, password, "/engine-rest/task").statusCode())
                        .isEqualTo(200));
      }
    }
  }

  @Test
  void theApplicationListensOnThisMachineOnlyAndComplainsOfNothing() {
    try (RunningSample sample = RunningSample.start(settings("loopback"))) {
      ConnectionHealth health = sample.bean(ConnectionHealth.class);
      SampleUnderTest.eventually(() -> assertThat(health.tested()).containsKey("default"));
      assertThat(health.warnings()).isEmpty();
      assertThat(health.surplus()).isEmpty();
      assertThat(
              sample
                  .bean(org.springframework.core.env.Environment.class)
                  .getProperty("server.address"))
          .isEqualTo("127.0.0.1");
    }
  }

  @Test
  void withoutTheSimulatorAMissingTenantStopsTheStartInWords() {
    assertThatThrownBy(
            () -> RunningSample.start(settings("none", "defender.simulator.enabled=false")))
        .hasStackTraceContaining("defender.connections.default.tenant-id")
        .hasStackTraceContaining("The simulator is off, so the application needs a tenant");
  }

  @Test
  void aTenantBesideTheSimulatorStopsTheStartInWords() {
    assertThatThrownBy(
            () ->
                RunningSample.start(
                    settings(
                        "both",
                        "defender.connections.default.tenant-id="
                            + "00000000-0000-4000-8000-000000000000")))
        .hasStackTraceContaining("Set defender.simulator.enabled=false to work with the tenant");
  }

  @Test
  void aTakenPortOfTheSimulatorStopsTheStartInWords() {
    try (Simulator other = Simulator.start()) {
      List<String> settings = List.of("defender.simulator.port=" + other.port());
      assertThatThrownBy(() -> RunningSample.start(settings))
          .hasStackTraceContaining("Set defender.simulator.port to a free one");
    }
  }

  private static Map<String, String> passwordsOfAStart() {
    try (RunningSample sample = RunningSample.start(settings("passwords"))) {
      Map<String, String> passwords = sample.bean(DemoUsers.class).passwordsByUser();
      passwords.forEach(
          (user, password) ->
              assertThat(sample.get(user, password, "/engine-rest/task").statusCode())
                  .isEqualTo(200));
      return passwords;
    }
  }

  private static List<String> settings(String database, String... more) {
    return Stream.concat(
            Stream.of("defender.simulator.port=0", "spring.datasource.url=jdbc:h2:mem:" + database),
            Stream.of(more))
        .toList();
  }

  private static String guide(RunningSample sample) {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    sample.bean(StartUpGuide.class).print(new PrintStream(console, true, StandardCharsets.UTF_8));
    return console.toString(StandardCharsets.UTF_8);
  }
}
