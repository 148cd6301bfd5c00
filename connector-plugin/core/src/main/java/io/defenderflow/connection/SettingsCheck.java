package io.defenderflow.connection;

import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.transport.Loopback;
import io.defenderflow.transport.ProxySettings;
import io.defenderflow.transport.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks for every breach in the settings of one connection. Values that may be secret are not
 * shown.
 */
final class SettingsCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{3,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

  private final ConnectionSettings settings;
  private final List<String> problems = new ArrayList<>();

  private SettingsCheck(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** One full sentence for each breach, starting with the name of the setting. */
  static List<String> problems(ConnectionSettings settings) {
    SettingsCheck check = new SettingsCheck(settings);
    check.name();
    check.identity();
    check.responder();
    check.addresses();
    check.proxy();
    check.timeouts();
    return check.problems;
  }

  private void name() {
    if (settings.name() == null || !NAME.matcher(settings.name()).matches()) {
      problems.add(
          settings.setting("*")
              + " has a name that cannot be used. Use letters, digits, '.', '_' and '-'.");
    }
  }

  private void identity() {
    boolean managed = hasManagedIdentity(settings.credentials());
    if (!(managed && settings.tenantId().isEmpty())) {
      tenantId(settings.tenantId());
    }
    if (!(managed && settings.clientId().isEmpty())) {
      clientId("client-id", settings.clientId());
    }
    credentials("", settings.credentials());
  }

  private void responder() {
    settings
        .responder()
        .ifPresent(
            responder -> {
              boolean systemAssigned =
                  hasManagedIdentity(responder.credentials()) && responder.clientId().isEmpty();
              if (!systemAssigned) {
                clientId("responder.client-id", responder.clientId());
              }
              credentials("responder.", responder.credentials());
              boolean needsTenant =
                  settings.tenantId().isEmpty() && !hasManagedIdentity(responder.credentials());
              if (needsTenant && hasManagedIdentity(settings.credentials())) {
                add("tenant-id", "is missing. The responder's credential needs it.");
              }
            });
  }

  private void tenantId(String value) {
    if (missingOrPadded("tenant-id", value)) {
      return;
    }
    if (!GUID.matcher(value).matches() && !DOMAIN.matcher(value).matches()) {
      add(
          "tenant-id",
          "is neither a GUID nor a domain. Copy the \"Directory (tenant) ID\" of the app"
              + " registration.");
    }
  }

  private void clientId(String setting, String value) {
    if (missingOrPadded(setting, value)) {
      return;
    }
    if (!GUID.matcher(value).matches()) {
      add(setting, "is not a GUID. Copy the \"Application (client) ID\" of the app registration.");
    }
  }

  private boolean missingOrPadded(String setting, String value) {
    if (value == null || value.isBlank()) {
      add(setting, "is missing.");
      return true;
    }
    if (!value.strip().equals(value)) {
      add(setting, "has white space at its start or end. Remove it.");
      return true;
    }
    return false;
  }

  private void credentials(String prefix, List<Credential> credentials) {
    if (credentials.isEmpty()) {
      add(
          prefix + "client-secret",
          "is missing. Give exactly one of client-secret, certificate.path, federated-token-file"
              + " and managed-identity.");
    }
    if (credentials.size() > 1) {
      String names =
          credentials.stream()
              .map(SettingsCheck::settingOf)
              .map(name -> settings.setting(prefix + name))
              .collect(Collectors.joining(", "));
      problems.add(names + " are set together. Keep exactly one of them.");
    }
    credentials.forEach(credential -> credential(prefix, credential));
  }

  private void credential(String prefix, Credential credential) {
    if (credential instanceof Credential.ClientSecret secret) {
      secret(prefix + "client-secret", secret.value());
      if (!secret.expires().isEmpty() && Opening.lastDay(secret).isEmpty()) {
        add(
            prefix + "client-secret-expires",
            "is not a date. Write the last day of the secret like 2027-03-01.");
      }
    }
    if (credential instanceof Credential.Certificate certificate
        && certificate.password().hasOuterWhiteSpace()) {
      add(prefix + "certificate.password", "has white space at its start or end. Remove it.");
    }
  }

  private void secret(String setting, Secret value) {
    if (value.isBlank()) {
      add(setting, "is empty.");
    } else if (value.hasOuterWhiteSpace()) {
      add(setting, "has white space at its start or end. Remove it.");
    }
  }

  /** The name under which a kind of credential is set. */
  static String settingOf(Credential credential) {
    if (credential instanceof Credential.ClientSecret) {
      return "client-secret";
    }
    if (credential instanceof Credential.Certificate) {
      return "certificate.path";
    }
    return credential instanceof Credential.FederatedTokenFile
        ? "federated-token-file"
        : "managed-identity";
  }

  private static boolean hasManagedIdentity(List<Credential> credentials) {
    return credentials.stream().anyMatch(Credential.ManagedIdentity.class::isInstance);
  }

  private void addresses() {
    settings.loginUrl().ifPresent(url -> address("login-url", url));
    settings.graphUrl().ifPresent(url -> address("graph-url", url));
    settings.endpointUrl().ifPresent(url -> address("endpoint-url", url));
    settings
        .endpointScope()
        .ifPresent(
            scope -> {
              if (!scope.matches("\\S+/\\.default")) {
                add(
                    "endpoint-scope",
                    "is not a scope. It ends with /.default, for example"
                        + " https://api.securitycenter.microsoft.com/.default.");
              }
            });
    boolean noScope =
        settings.endpointScope().isEmpty() && settings.cloud().endpointScope().isEmpty();
    if (settings.endpointUrl().isPresent() && noScope) {
      add(
          "endpoint-scope",
          "is missing. The cloud "
              + settings.cloud().spelling()
              + " has no documented one, so endpoint-url needs it.");
    }
  }

  private void address(String setting, URI url) {
    if (url.getHost() == null || url.getScheme() == null) {
      add(setting, "is not an address such as https://graph.microsoft.com.");
      return;
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      add(setting, "may have a host, a port and a path only: no user, no query, no fragment.");
    }
    boolean https = url.getScheme().equalsIgnoreCase("https");
    boolean http = url.getScheme().equalsIgnoreCase("http");
    if (!https && !(http && Loopback.isLoopback(url.getHost()))) {
      add(
          setting,
          "must start with https://, because tokens travel there. http:// is accepted for this"
              + " machine (localhost) only.");
    }
    Set<Cloud> clouds = Cloud.ofHost(url.getHost());
    if (!clouds.isEmpty() && !clouds.contains(settings.cloud())) {
      add(
          setting,
          "names a host of the cloud "
              + clouds.stream().map(Cloud::spelling).collect(Collectors.joining(" or "))
              + ", but "
              + settings.setting("cloud")
              + " is "
              + settings.cloud().spelling()
              + ". Tokens of one cloud are refused by another.");
    }
  }

  private void proxy() {
    settings.proxy().ifPresent(this::proxy);
  }

  private void proxy(ProxySettings proxy) {
    missingOrPadded("proxy.host", proxy.host());
    if (proxy.port() < 1 || proxy.port() > 65_535) {
      add("proxy.port", "is not a port. Use a number from 1 to 65535.");
    }
    boolean user = proxy.username() != null && !proxy.username().isBlank();
    boolean password = proxy.password() != null && !proxy.password().isBlank();
    if (user != password) {
      add(
          user ? "proxy.password" : "proxy.username",
          "is missing. A proxy with authentication needs both, another one needs neither.");
    }
    if (password && proxy.password().hasOuterWhiteSpace()) {
      add("proxy.password", "has white space at its start or end. Remove it.");
    }
  }

  private void timeouts() {
    Timeouts timeouts = settings.timeouts();
    positive("timeouts.connect", timeouts.connect());
    positive("timeouts.call", timeouts.call());
    positive("timeouts.hunting", timeouts.hunting());
    positive("timeouts.download", timeouts.download());
    if (settings.largestDownload() < 1) {
      add("largest-download", "must be a number of bytes above zero, for example 1000000000.");
    }
  }

  private void positive(String setting, Duration value) {
    if (value == null || value.isNegative() || value.isZero()) {
      add(setting, "must be longer than zero, for example 30s.");
    }
  }

  private void add(String setting, String problem) {
    problems.add(settings.setting(setting) + " " + problem);
  }
}
