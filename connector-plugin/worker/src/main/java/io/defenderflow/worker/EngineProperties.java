package io.defenderflow.worker;

import io.defenderflow.connection.ConnectionProperties.TrustStoreProperties;
import io.defenderflow.credential.Secret;
import io.defenderflow.transport.Loopback;
import io.defenderflow.transport.TrustStore;
import io.defenderflow.transport.TrustStoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code defender.engine.*}.
 *
 * @param url the engine's REST API, for example {@code https://engine.example/engine-rest}
 * @param name names the engine in the journal; absent: its url
 * @param username for basic authentication
 * @param tokenFile a file with a bearer token, read anew for each request
 * @param trustStore the certificate authorities to trust instead of those of the Java runtime
 * @param longPoll how long the engine may hold back its answer while there are no tasks
 */
record EngineProperties(
    URI url,
    String name,
    String username,
    Secret password,
    Path tokenFile,
    TrustStoreProperties trustStore,
    @DefaultValue("20s") Duration longPoll) {
  private static final Duration LONGEST_POLL = Duration.ofMinutes(5);

  /** One full sentence for each breach, starting with the name of the setting. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    address(problems);
    login(problems);
    try {
      tls();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      problems.add(
          "defender.engine.trust-store.path cannot be used as a trust store. Check the path, its"
              + " rights, trust-store.password and that it is a PEM, PKCS#12 or JKS file with"
              + " certificates.");
    }
    if (longPoll.isNegative() || longPoll.compareTo(LONGEST_POLL) > 0) {
      problems.add("defender.engine.long-poll must be between 0s and 5m.");
    }
    return problems;
  }

  private void address(List<String> problems) {
    if (url == null || url.toString().isBlank()) {
      problems.add(
          "defender.engine.url is missing. It is the engine's REST API, for example"
              + " https://engine.example/engine-rest.");
      return;
    }
    if (url.getHost() == null || url.getScheme() == null) {
      problems.add(
          "defender.engine.url is not an address such as https://engine.example/engine-rest.");
      return;
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      problems.add(
          "defender.engine.url may have a host, a port and a path only: no user, no query, no"
              + " fragment. The login goes into defender.engine.username and"
              + " defender.engine.password.");
    }
    boolean https = url.getScheme().equalsIgnoreCase("https");
    boolean http = url.getScheme().equalsIgnoreCase("http");
    if (!https && !(http && Loopback.isLoopback(url.getHost()))) {
      problems.add(
          "defender.engine.url must start with https://, because the worker's login travels there."
              + " http:// is accepted for this machine (localhost) only.");
    }
  }

  private void login(List<String> problems) {
    boolean hasUser = username != null && !username.isBlank();
    boolean hasPassword = password != null && !password.isBlank();
    if (hasUser != hasPassword) {
      problems.add(
          (hasUser ? "defender.engine.password" : "defender.engine.username")
              + " is missing. Give both or, for an engine without a login, neither.");
    }
    if (hasUser && (!username.strip().equals(username) || username.contains(":"))) {
      problems.add(
          "defender.engine.username has white space around it or a colon in it. Remove it.");
    }
    if (hasPassword && password.hasOuterWhiteSpace()) {
      problems.add("defender.engine.password has white space at its start or end. Remove it.");
    }
    if (tokenFile != null && hasUser) {
      problems.add(
          "defender.engine.token-file and defender.engine.username are set together. Keep one of"
              + " them.");
    }
    if (tokenFile != null && !Files.isReadable(tokenFile)) {
      problems.add(
          "defender.engine.token-file names a file that cannot be read. Check the path and its"
              + " rights.");
    }
  }

  EngineLogin login() {
    if (tokenFile != null) {
      return new EngineLogin.TokenFile(tokenFile);
    }
    return username == null || username.isBlank()
        ? new EngineLogin.None()
        : new EngineLogin.Basic(username, password);
  }

  SSLContext tls() throws IOException, GeneralSecurityException {
    return TrustStore.tls(
        Optional.ofNullable(trustStore)
            .map(
                store ->
                    new TrustStoreSettings(
                        Path.of(store.path()),
                        store.password() == null ? Secret.of("") : store.password())));
  }

  /** What operation keys are made with. It must not change while steps are running. */
  String engineId() {
    return name == null || name.isBlank() ? url.toString().replaceAll("/+$", "") : name;
  }
}
