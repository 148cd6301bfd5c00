package io.defenderflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a command gets its connection from. */
class SettingsTest {
  private static final String[] LIST = {"run", "incident.list", "maxItems=1"};

  private static Simulator simulator;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    simulator = Simulator.start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @Test
  void aYamlFileOfTheApplicationIsReadWithItsPlaceholders() throws Exception {
    Path file = folder.resolve("application.yaml");
    Files.writeString(
        file,
        """
        server:
          port: 8080
        defender:
          connections:
            default:
              tenantId: %s
              client-id: %s
              client-secret: ${MY_SECRET}
              login-url: %s
              graph-url: %s
              endpoint-url: ${ENDPOINT:%s}
              timeouts:
                call: 10s
        ---
        spring.config.activate.on-profile: other
        defender.connections.default.tenant-id: not-this-one
        """
            .formatted(
                simulator.settings().tenantId(),
                simulator.settings().clientId(),
                simulator.loginUrl(),
                simulator.graphUrl(),
                simulator.endpointUrl()));

    Shell.Result result =
        new Shell()
            .with("MY_SECRET", simulator.clientSecret())
            .run(LIST[0], LIST[1], LIST[2], "--config", file.toString());

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aPropertiesFileTakesTheSecretFromTheEnvironmentAndNamesSeveralTenants() throws Exception {
    Path file = folder.resolve("application.properties");
    String settings =
        """
        defender.connections.%1$s.tenant-id=%2$s
        defender.connections.%1$s.client-id=%3$s
        defender.connections.%1$s.login-url=%4$s
        defender.connections.%1$s.graph-url=%5$s
        """;
    Files.writeString(
        file,
        settings.formatted(
                "default",
                simulator.settings().tenantId(),
                simulator.settings().clientId(),
                simulator.loginUrl(),
                simulator.graphUrl())
            + settings.formatted(
                "west",
                simulator.settings().tenantId(),
                simulator.settings().clientId(),
                simulator.loginUrl(),
                simulator.graphUrl())
            + "defender.connections.west.client-secret=wrong\n");
    Shell shell = new Shell().with("DEFENDER_CLIENT_SECRET", simulator.clientSecret());

    assertThat(shell.run(LIST[0], LIST[1], LIST[2], "--config", file.toString()).exitCode())
        .isZero();
    Shell.Result west =
        shell.run(LIST[0], LIST[1], LIST[2], "--config", file.toString(), "--connection", "west");
    assertThat(west.err()).startsWith("AUTH_FAILED: ").doesNotContain("wrong ");
    assertThat(west.exitCode()).isEqualTo(3);
    assertThat(
            shell
                .run(LIST[0], LIST[1], LIST[2], "--config", file.toString(), "--connection", "x")
                .err())
        .startsWith("UNKNOWN_CONNECTION: ")
        .contains("default", "west");
  }

  @Test
  void anUnknownSettingIsNamedAndItsValueIsNot() throws Exception {
    Path file = folder.resolve("application.yml");
    Files.writeString(
        file, "defender.connections.default:\n  tenant-id: a\n  client-secrett: s3cr3t-value\n");

    Shell.Result result = new Shell().run(LIST[0], LIST[1], "--config", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("SETTINGS_INVALID: ")
        .contains("client-secrett")
        .doesNotContain("s3cr3t-value");
  }

  @Test
  void missingVariablesAreNamedAsTheEnvironmentSpellsThem() {
    assertThat(new Shell().run(LIST).err())
        .startsWith("SETTINGS_INVALID: ")
        .contains("DEFENDER_TENANT_ID", "DEFENDER_CLIENT_SECRET");
    assertThat(
            Shell.of(simulator)
                .without("DEFENDER_CLIENT_SECRET")
                .with("DEFENDER_CLOUD", "moon")
                .run(LIST)
                .err())
        .contains("DEFENDER_CLOUD", "commercial");
    assertThat(Shell.of(simulator).without("DEFENDER_CLIENT_SECRET").run(LIST).err())
        .contains("DEFENDER_CLIENT_SECRET");
  }

  @Test
  void noSecretEverGetsIntoTheOutput() {
    for (String[] command :
        new String[][] {
          LIST,
          {"run", "incident.get", "incidentId=1", "--verbose"},
          {"test-connection", "--json"},
          {"run", "incident.list", "--connection", "none"}
        }) {
      Shell.Result result = Shell.of(simulator).run(command);
      assertThat(result.out() + result.err()).doesNotContain(simulator.clientSecret());
    }
  }
}
