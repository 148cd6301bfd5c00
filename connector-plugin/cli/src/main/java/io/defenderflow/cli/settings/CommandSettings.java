package io.defenderflow.cli.settings;

import io.defenderflow.connection.Cloud;
import io.defenderflow.connection.ConnectionProperties;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.guard.ApprovalSettings;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProtectionSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The connections that a command may use. */
public final class CommandSettings {
  private static final String TENANT_ID = "DEFENDER_TENANT_ID";
  private static final String CLIENT_ID = "DEFENDER_CLIENT_ID";
  static final String CLIENT_SECRET = "DEFENDER_CLIENT_SECRET";
  static final String CERTIFICATE = "DEFENDER_CERTIFICATE";
  static final String CERTIFICATE_PASSWORD = "DEFENDER_CERTIFICATE_PASSWORD";
  private static final String CLOUD = "DEFENDER_CLOUD";
  private static final String LOGIN_URL = "DEFENDER_LOGIN_URL";
  private static final String GRAPH_URL = "DEFENDER_GRAPH_URL";
  private static final String ENDPOINT_URL = "DEFENDER_ENDPOINT_URL";

  private static final String DATABASE_URL = "SPRING_DATASOURCE_URL";
  private static final String DATABASE_USER = "SPRING_DATASOURCE_USERNAME";
  private static final String DATABASE_PASSWORD = "SPRING_DATASOURCE_PASSWORD";

  private final Map<String, String> environment;

  public CommandSettings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The connections of a settings file. The environment gives the credential of the default
   * connection where the file names none; tenant and addresses are the file's alone, so that a
   * variable left over from a test never turns a command to another tenant.
   *
   * @throws UnusableSettings where the file says no connection
   */
  public List<ConnectionSettings> of(Path file) {
    SortedMap<String, ConnectionProperties> connections =
        new SettingsFile(file, environment).connections();
    if (connections.isEmpty()) {
      throw new UnusableSettings(
          "The settings file "
              + file
              + " names no connection. Add defender.connections.default.tenant-id and the settings"
              + " beside it.");
    }
    List<ConnectionSettings> settings = new ArrayList<>();
    connections.forEach((name, properties) -> settings.add(settings(name, properties)));
    return settings;
  }

  /**
   * The connection that the environment variables describe.
   *
   * @throws UnusableSettings where they describe none
   */
  public List<ConnectionSettings> ofEnvironment() {
    if (variable(TENANT_ID).isEmpty() && variable(CLIENT_ID).isEmpty()) {
      throw new UnusableSettings(
          "No connection is set. Set DEFENDER_TENANT_ID, DEFENDER_CLIENT_ID and"
              + " DEFENDER_CLIENT_SECRET or DEFENDER_CERTIFICATE in the environment, or name a"
              + " settings file with --config.");
    }
    ConnectionSettings.Builder builder =
        ConnectionSettings.builder(Connections.DEFAULT)
            .tenantId(variable(TENANT_ID).orElse(null))
            .clientId(variable(CLIENT_ID).orElse(null))
            .cloud(cloud())
            .loginUrl(url(LOGIN_URL))
            .graphUrl(url(GRAPH_URL))
            .endpointUrl(url(ENDPOINT_URL));
    credentials().forEach(builder::credential);
    return List.of(builder.build());
  }

  /**
   * What the guard of the application is told in a settings file. Without a database there it is
   * that of the environment.
   *
   * @throws UnusableSettings where the file says something that is no setting
   */
  public GuardSettings guardOf(Path file) {
    SettingsFile settings = new SettingsFile(file, environment);
    Optional<String> url = settings.database("url");
    return url.isEmpty()
        ? guard(settings.protection(), settings.approval(), settings.caps())
        : guard(
            settings.protection(),
            settings.approval(),
            settings.caps(),
            url.get(),
            settings.database("username").orElse(""),
            settings.database("password").orElse(""));
  }

  /** The defaults of the application: the environment names only the database. */
  public GuardSettings guardOfEnvironment() {
    return guard(
        ProtectionSettings.NONE,
        new ApprovalSettings(null, null, null, null, null),
        CapSettings.NONE);
  }

  private GuardSettings guard(
      ProtectionSettings protection, ApprovalSettings approval, CapSettings caps) {
    Optional<String> url = variable(DATABASE_URL);
    return url.isEmpty()
        ? guard(protection, approval, caps, ownDatabase(), "defenderflow", "")
        : guard(
            protection,
            approval,
            caps,
            url.get(),
            variable(DATABASE_USER).orElse(""),
            variable(DATABASE_PASSWORD).orElse(""));
  }

  private static GuardSettings guard(
      ProtectionSettings protection,
      ApprovalSettings approval,
      CapSettings caps,
      String url,
      String user,
      String password) {
    if (!url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:postgresql:")) {
      throw new UnusableSettings(
          "spring.datasource.url names a database of another kind than H2 and PostgreSQL, which the"
              + " command line knows. Name one of these, or run the action in a playbook.");
    }
    return new GuardSettings(protection, approval, caps, url, user, Secret.of(password));
  }

  private static String ownDatabase() {
    return "jdbc:h2:file:"
        + Path.of(System.getProperty("user.home"), ".defenderflow", "journal")
        + ";WRITE_DELAY=0";
  }

  /** Says which environment variable stands behind a setting of the default connection. */
  public static String inWordsOfEnvironment(String problem) {
    String prefix = "defender.connections." + Connections.DEFAULT + ".";
    return problem
        .replace(prefix + "tenant-id", TENANT_ID)
        .replace(prefix + "client-id", CLIENT_ID)
        .replace(prefix + "client-secret", CLIENT_SECRET)
        .replace(prefix + "certificate.path", CERTIFICATE)
        .replace(prefix + "certificate.password", CERTIFICATE_PASSWORD)
        .replace(prefix + "cloud", CLOUD)
        .replace(prefix + "login-url", LOGIN_URL)
        .replace(prefix + "graph-url", GRAPH_URL)
        .replace(prefix + "endpoint-url", ENDPOINT_URL);
  }

  private ConnectionSettings settings(String name, ConnectionProperties properties) {
    try {
      return properties.settings(name);
    } catch (IllegalArgumentException e) {
      throw new UnusableSettings("defender.connections." + name + ".cloud: " + e.getMessage());
    } catch (NullPointerException e) {
      throw new UnusableSettings(
          "defender.connections."
              + name
              + " has a certificate, a proxy or a trust store without its path or host.");
    }
  }

  private List<Credential> credentials() {
    List<Credential> credentials = new ArrayList<>();
    variable(CLIENT_SECRET)
        .ifPresent(secret -> credentials.add(new Credential.ClientSecret(Secret.of(secret))));
    variable(CERTIFICATE)
        .ifPresent(
            path ->
                credentials.add(
                    new Credential.Certificate(
                        Path.of(path), Secret.of(variable(CERTIFICATE_PASSWORD).orElse("")))));
    return credentials;
  }

  private Cloud cloud() {
    try {
      return Cloud.of(variable(CLOUD).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new UnusableSettings(CLOUD + ": " + e.getMessage());
    }
  }

  private URI url(String name) {
    try {
      return variable(name).isEmpty() ? null : new URI(variable(name).get());
    } catch (URISyntaxException e) {
      throw new UnusableSettings(name + " is not an address such as https://graph.microsoft.com.");
    }
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
