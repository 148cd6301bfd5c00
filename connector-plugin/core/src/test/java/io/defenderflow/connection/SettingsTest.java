package io.defenderflow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.transport.ProxySettings;
import io.defenderflow.transport.Timeouts;
import io.defenderflow.transport.TrustStoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SettingsTest {
  private static final String TENANT = ScriptedTenant.TENANT;
  private static final String CLIENT = ScriptedTenant.CLIENT;
  private static final String CANARY = "canary-secret";
  private static final Credential SECRET = new Credential.ClientSecret(Secret.of(CANARY));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Cloud.class)
  void everyCloudOpensWithItsOwnAddresses(Cloud cloud) {
    try (Connections connections = open(good().cloud(cloud))) {
      assertThat(connections.get("default").graphUrl()).isEqualTo(cloud.graphUrl());
      assertThat(connections.get("default").endpointUrl()).isEqualTo(cloud.endpointUrl());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "commercial, COMMERCIAL",
    "GCC, GCC",
    "gcc-high, GCC_HIGH",
    "dod, DOD",
    "china, CHINA",
    "'', COMMERCIAL"
  })
  void theCloudsAreSpelledAsInTheSettings(String text, Cloud cloud) {
    assertThat(Cloud.of(text)).isEqualTo(cloud);
  }

  @Test
  void anUnknownCloudIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> Cloud.of("mars"))
        .hasMessageContaining("commercial, gcc, gcc-high, dod, china");
  }

  @Test
  void everyBreachOfEveryConnectionIsReportedAtOnce() {
    InvalidSettings invalid =
        catchThrowableOfType(
            InvalidSettings.class,
            () ->
                Connections.open(
                    List.of(
                        ConnectionSettings.builder("first").build(),
                        ConnectionSettings.builder("second")
                            .tenantId(" " + TENANT)
                            .clientId(CLIENT + "\n")
                            .credential(new Credential.ClientSecret(Secret.of(CANARY + " ")))
                            .graphUrl(URI.create("http://graph.example"))
                            .build()),
                    Clock.systemUTC()));

    assertThat(invalid.problems())
        .hasSize(7)
        .anyMatch(p -> p.startsWith("defender.connections.first.tenant-id is missing"))
        .anyMatch(p -> p.startsWith("defender.connections.first.client-id is missing"))
        .anyMatch(p -> p.startsWith("defender.connections.first.client-secret is missing"))
        .anyMatch(p -> p.startsWith("defender.connections.second.tenant-id has white space"))
        .anyMatch(p -> p.startsWith("defender.connections.second.client-id has white space"))
        .anyMatch(p -> p.startsWith("defender.connections.second.client-secret has white space"))
        .anyMatch(p -> p.startsWith("defender.connections.second.graph-url must start with https"));
    assertThat(invalid.getMessage()).doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"common name", "contoso", "2f6d1f0a", "../x", "a/b"})
  void aTenantIdIsAGuidOrADomain(String tenantId) {
    assertThat(problem(good().tenantId(tenantId))).contains("tenant-id is neither");
  }

  @Test
  void aDomainNamesATenantToo() {
    open(good().tenantId("northwharf.onmicrosoft.example")).close();
  }

  @Test
  void twoCredentialsAreRefusedByName() {
    assertThat(problem(good().credential(new Credential.ManagedIdentity())))
        .startsWith(
            "defender.connections.default.client-secret,"
                + " defender.connections.default.managed-identity are set together");
  }

  @Test
  void theResponderIsCheckedLikeTheConnection() {
    assertThat(
            problem(
                good()
                    .responder(
                        new ResponderSettings(
                            CLIENT, new Credential.ClientSecret(Secret.of(" x"))))))
        .startsWith("defender.connections.default.responder.client-secret has white space");
  }

  @Test
  void aManagedIdentityNeedsNeitherTenantNorClient() {
    open(ConnectionSettings.builder("default").credential(new Credential.ManagedIdentity()))
        .close();
  }

  @ParameterizedTest
  @CsvSource({
    "GCC_HIGH, https://graph.microsoft.com",
    "COMMERCIAL, https://graph.microsoft.us",
    "DOD, https://graph.microsoft.us",
    "CHINA, https://login.microsoftonline.com",
    "GCC_HIGH, https://eu.api.security.microsoft.com"
  })
  void aHostOfAnotherCloudIsRefused(Cloud cloud, URI url) {
    assertThat(problem(good().cloud(cloud).graphUrl(url)))
        .contains("graph-url names a host of the cloud");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1/",
        "http://localhost.example/",
        "ftp://localhost/",
        "https://user@graph.example/",
        "https://graph.example/?a=b",
        "graph.microsoft.com",
        "https:///path"
      })
  void anAddressThatTokensMustNotGoToIsRefused(String url) {
    assertThat(problem(good().graphUrl(URI.create(url)))).contains("graph-url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080/graph", "http://127.0.0.1", "http://[::1]:1"})
  void plainHttpIsAcceptedOnThisMachine(String url) {
    open(good().graphUrl(URI.create(url))).close();
  }

  @Test
  void chinaHasNoDefenderForEndpoint() {
    try (Connections connections = open(good().cloud(Cloud.CHINA))) {
      Machines machines = connections.get("").calls(Effect.READ).of(Machines.class);

      assertThat(
              catchThrowableOfType(
                  Fault.class, () -> machines.get("1e5bc9d7e413ddd7902c2932e418702b84d0cc07")))
          .extracting(Fault::code)
          .isEqualTo(ErrorCode.EGRESS_REFUSED);
    }
  }

  @Test
  void proxyAndTimeoutsAreChecked() {
    assertThat(
            problem(good().proxy(new ProxySettings("proxy.example", 8080, "user", Secret.of("")))))
        .contains("proxy.password is missing");
    assertThat(problem(good().proxy(new ProxySettings("proxy.example", 0, "", Secret.of("")))))
        .contains("proxy.port");
    assertThat(
            problem(
                good()
                    .timeouts(
                        new Timeouts(
                            Duration.ZERO,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1)))))
        .contains("timeouts.connect");
  }

  @Test
  void anUnknownConnectionIsAnsweredWithTheKnownOnes() {
    try (Connections connections = open(good())) {
      assertThat(connections.get(" ").name()).isEqualTo("default");
      assertThat(connections.all()).hasSize(1);
      assertThat(catchThrowableOfType(Fault.class, () -> connections.get("other")))
          .satisfies(fault -> assertThat(fault.code()).isEqualTo(ErrorCode.UNKNOWN_CONNECTION))
          .hasMessageContaining("Configured are: default.");
    }
  }

  @Test
  void aNameCanBeUsedOnce() {
    assertThatThrownBy(
            () -> Connections.open(List.of(good().build(), good().build()), Clock.systemUTC()))
        .hasMessageContaining("configured twice");
  }

  @Test
  void settingsDoNotShowTheirSecrets() {
    ConnectionSettings settings =
        good()
            .credential(new Credential.Certificate(folder, Secret.of(CANARY)))
            .responder(new ResponderSettings(CLIENT, SECRET))
            .proxy(new ProxySettings("proxy.example", 1, "user", Secret.of(CANARY)))
            .trustStore(new TrustStoreSettings(folder, Secret.of(CANARY)))
            .build();

    assertThat(settings.toString()).contains("(hidden)").doesNotContain("canary");
  }

  @Test
  void goodCertificatesOpenAndShowTheirEnd() throws Exception {
    Path store = Keys.pkcs12(folder, "good", "-validity", "30");
    Path pem = Keys.write(folder, "good.pem", Keys.certificatePem(store) + Keys.keyPem(store));

    try (Connections connections = open(withCertificate(store, Keys.PASSWORD))) {
      assertThat(connections.get("").certificateExpiry().orElseThrow())
          .isAfter(Instant.now().plus(Duration.ofDays(29)));
    }
    open(withCertificate(pem, "")).close();
  }

  @Test
  void unusableCertificatesAreRefusedWithTheReason() throws Exception {
    Path store = Keys.pkcs12(folder, "good", "-validity", "30");
    Path other = Keys.pkcs12(folder, "other");
    Path elliptic = Keys.pkcs12(folder, "elliptic", "-keyalg", "EC", "-groupname", "secp256r1");
    Path onlyCertificate = Keys.write(folder, "only.pem", Keys.certificatePem(store));
    Path onlyKey = Keys.write(folder, "key.pem", Keys.keyPem(store));
    Path mixed = Keys.write(folder, "mixed.pem", Keys.certificatePem(store) + Keys.keyPem(other));

    assertThat(problem(withCertificate(store, "wrong"))).contains("certificate.password");
    assertThat(problem(withCertificate(folder.resolve("none"), ""))).contains("cannot be read");
    assertThat(problem(withCertificate(Keys.write(folder, "text", "hello"), "")))
        .contains("neither a PEM nor a PKCS#12");
    assertThat(problem(withCertificate(onlyCertificate, ""))).contains("holds no private key");
    assertThat(problem(withCertificate(onlyKey, ""))).contains("holds no certificate");
    assertThat(problem(withCertificate(mixed, ""))).contains("does not belong");
    assertThat(problem(withCertificate(elliptic, Keys.PASSWORD))).contains("RSA");
    assertThat(
            problem(withCertificate(store, Keys.PASSWORD), Instant.now().plus(Duration.ofDays(31))))
        .contains("expired at");
    assertThat(
            problem(withCertificate(store, Keys.PASSWORD), Instant.now().minus(Duration.ofDays(2))))
        .contains("is not valid before");
  }

  @Test
  void filesThatCannotBeReadAreRefused() throws IOException {
    assertThat(problem(withCredential(new Credential.FederatedTokenFile(folder.resolve("none")))))
        .contains("federated-token-file names the file");
    assertThat(
            problem(
                good()
                    .trustStore(
                        new TrustStoreSettings(
                            Keys.write(folder, "trust", "hello"), Secret.of("")))))
        .contains("trust-store.path cannot be used");
  }

  private static ConnectionSettings.Builder good() {
    return withCredential(SECRET);
  }

  private static ConnectionSettings.Builder withCertificate(Path file, String password) {
    return withCredential(new Credential.Certificate(file, Secret.of(password)));
  }

  private static ConnectionSettings.Builder withCredential(Credential credential) {
    return ConnectionSettings.builder("default")
        .tenantId(TENANT)
        .clientId(CLIENT)
        .credential(credential);
  }

  private static Connections open(ConnectionSettings.Builder settings) {
    return Connections.open(List.of(settings.build()), Clock.systemUTC());
  }

  private static String problem(ConnectionSettings.Builder settings) {
    return problem(settings, Instant.now());
  }

  private static String problem(ConnectionSettings.Builder settings, Instant now) {
    InvalidSettings invalid =
        catchThrowableOfType(
            InvalidSettings.class,
            () -> Connections.open(List.of(settings.build()), Clock.fixed(now, ZoneOffset.UTC)));
    assertThat(invalid).as("the refusal").isNotNull();
    assertThat(invalid.problems()).hasSize(1);
    return invalid.problems().get(0);
  }
}
