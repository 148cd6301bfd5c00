package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateLoginTest {

  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String CLIENT_ID = "certified";

  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(new AdjustableClock(NOW)));

  @TempDir private Path folder;
  private PrivateKey key;

  @BeforeEach
  void registerCertificate() throws Exception {
    KeyStore store = keyStore();
    key = (PrivateKey) store.getKey("app", password());
    simulator
        .tenant()
        .registerAppCertificate(CLIENT_ID, (X509Certificate) store.getCertificate("app"));
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void assertionSignedWithTheRegisteredKeyIsAcceptedInBothAlgorithms() throws Exception {
    assertThat(login(assertion("RS256", claims())).status()).isEqualTo(200);
    assertThat(login(assertion("PS256", claims())).status()).isEqualTo(200);
  }

  @Test
  void assertionThatWasChangedAfterSigningIsRefused() throws Exception {
    String[] parts = assertion("RS256", claims()).split("\\.");
    String changed =
        parts[0] + "." + encode(claims().put("jti", "other").toString()) + "." + parts[2];

    Caller.Reply reply = login(changed);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(number(reply)).isEqualTo(700027);
  }

  @Test
  void assertionForAnotherAudienceApplicationOrTimeIsRefused() throws Exception {
    assertThat(number(login(assertion("RS256", claims().put("aud", "https://elsewhere.example")))))
        .isEqualTo(700023);
    assertThat(number(login(assertion("RS256", claims().put("iss", "other"))))).isEqualTo(700021);
    assertThat(number(login(assertion("RS256", claims().put("exp", NOW.getEpochSecond() - 301)))))
        .isEqualTo(700024);
  }

  private ObjectNode claims() {
    return Json.object()
        .put("aud", simulator.loginUrl() + "/" + simulator.tenant().id() + "/oauth2/v2.0/token")
        .put("iss", CLIENT_ID)
        .put("sub", CLIENT_ID)
        .put("jti", UUID.randomUUID().toString())
        .put("nbf", NOW.getEpochSecond())
        .put("exp", NOW.getEpochSecond() + 600);
  }

  private String assertion(String algorithm, ObjectNode claims) throws Exception {
    String signed =
        encode(Json.object().put("alg", algorithm).put("typ", "JWT").toString())
            + "."
            + encode(claims.toString());
    Signature signature;
    if (algorithm.equals("PS256")) {
      signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    } else {
      signature = Signature.getInstance("SHA256withRSA");
    }
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private Caller.Reply login(String assertion) {
    return new Caller(simulator)
        .login(
            simulator.tenant().id(),
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                CLIENT_ID,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion,
                "scope",
                Caller.GRAPH_SCOPE));
  }

  private static int number(Caller.Reply reply) {
    return reply.json().path("error_codes").path(0).asInt();
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The JDK has no public way to make a certificate, but its keytool has. */
  private KeyStore keyStore() throws Exception {
    Path file = folder.resolve("app.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "app",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=simulated",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(password()))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(file)) {
      store.load(stream, password());
    }
    return store;
  }

  private static char[] password() {
    return "only-for-this-test".toCharArray();
  }
}
