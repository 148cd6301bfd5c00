package io.defenderflow.cli;

import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.cli.settings.CommandSettings;
import io.defenderflow.cli.settings.UnusableSettings;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.connection.InvalidSettings;
import io.defenderflow.limit.LimitSettings;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which tenant is meant. A secret is never an option: others could see it. */
final class ConnectionOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "The settings file of the application (.properties, .yaml or .yml) with",
        "defender.connections.NAME.*. Without it the environment is used: DEFENDER_TENANT_ID,",
        "DEFENDER_CLIENT_ID, DEFENDER_CLIENT_SECRET or DEFENDER_CERTIFICATE (with",
        "DEFENDER_CERTIFICATE_PASSWORD), DEFENDER_CLOUD, DEFENDER_LOGIN_URL, DEFENDER_GRAPH_URL,",
        "DEFENDER_ENDPOINT_URL."
      })
  private Path config;

  @Option(
      names = "--connection",
      paramLabel = "NAME",
      defaultValue = Connections.DEFAULT,
      description = "The connection of the settings file. Default: ${DEFAULT-VALUE}.")
  private String connection;

  String connection() {
    return connection;
  }

  /**
   * The guard of the chosen connection.
   *
   * @throws Refusal naming what is wrong with its settings
   */
  CommandGuard guard(Terminal terminal, Catalogue catalogue, Connections opened) {
    CommandSettings settings = new CommandSettings(terminal.environment());
    try {
      return new CommandGuard(
          catalogue,
          opened,
          opened.get(connection),
          config == null ? settings.guardOfEnvironment() : settings.guardOf(config),
          terminal.clock());
    } catch (UnusableSettings e) {
      throw new Refusal(Refusal.SETTINGS_INVALID, e.getMessage());
    }
  }

  /**
   * Checks the settings and opens the connections; nothing is sent yet.
   *
   * @throws Refusal naming everything that is wrong with the settings
   */
  Connections open(Terminal terminal) {
    CommandSettings settings = new CommandSettings(terminal.environment());
    try {
      List<ConnectionSettings> connections =
          config == null ? settings.ofEnvironment() : settings.of(config);
      // A batch runs on at once; it slows down only where Microsoft asks for it.
      return Connections.open(connections, LimitSettings.unlimited(), terminal.clock());
    } catch (UnusableSettings e) {
      throw new Refusal(Refusal.SETTINGS_INVALID, e.getMessage());
    } catch (InvalidSettings e) {
      throw new Refusal(
          Refusal.SETTINGS_INVALID,
          config == null ? CommandSettings.inWordsOfEnvironment(e.getMessage()) : e.getMessage());
    }
  }
}
