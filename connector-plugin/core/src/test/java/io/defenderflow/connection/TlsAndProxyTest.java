package io.defenderflow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.transport.ProxySettings;
import io.defenderflow.transport.TrustStoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsAndProxyTest {
  private static final String PROXY_PASSWORD = "canary-proxy-password";

  @TempDir Path folder;

  @Test
  void aServerThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() throws Exception {
    Path store = Keys.pkcs12(folder, "self", "-ext", "san=dns:localhost");
    try (RawServer server = tls(store);
        Connections connections = open(settings(server))) {
      Fault fault = fault(connections);

      assertThat(fault.code()).isEqualTo(ErrorCode.NETWORK);
      assertThat(fault.getMessage()).contains("TLS handshake failed").contains("Nothing was sent");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anOwnTrustStoreVouchesForTheServerAndItsTokens() throws Exception {
    Path store = Keys.pkcs12(folder, "self", "-ext", "san=dns:localhost");
    Path pem = Keys.write(folder, "ca.pem", Keys.certificatePem(store));
    TrustStoreSettings asPem = new TrustStoreSettings(pem, Secret.of(""));
    TrustStoreSettings asPkcs12 = new TrustStoreSettings(trusting(store), Secret.of(Keys.PASSWORD));
    for (TrustStoreSettings trust : List.of(asPem, asPkcs12)) {
      try (RawServer server = tls(store);
          Connections connections = open(settings(server).trustStore(trust))) {
        assertThat(read(connections)).isEqualTo("7");
        assertThat(server.requests()).hasSize(2);
      }
    }
  }

  @Test
  void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
    Path store = Keys.pkcs12(folder, "other", "-ext", "san=dns:other.example");
    TrustStoreSettings trust =
        new TrustStoreSettings(
            Keys.write(folder, "ca.pem", Keys.certificatePem(store)), Secret.of(""));
    try (RawServer server = tls(store);
        Connections connections = open(settings(server).trustStore(trust))) {
      assertThat(fault(connections).getMessage()).contains("TLS handshake failed");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anExpiredCertificateOfATrustedAuthorityIsRefused() throws Exception {
    Path good = Keys.pkcs12WithAuthority(folder, "new", "-ext", "san=dns:localhost");
    Path expired =
        Keys.pkcs12WithAuthority(
            folder, "old", "-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "5");

    assertThat(answerOf(good)).isEqualTo("7");
    assertThat(answerOf(expired)).contains("TLS handshake failed");
  }

  private String answerOf(Path store) throws Exception {
    TrustStoreSettings trust =
        new TrustStoreSettings(
            Keys.write(folder, "ca.pem", Keys.certificatePem(store, "ca")), Secret.of(""));
    try (RawServer server = tls(store);
        Connections connections = open(settings(server).trustStore(trust))) {
      return read(connections);
    } catch (Fault fault) {
      return fault.getMessage();
    }
  }

  @Test
  void tokensAndCallsGoThroughAProxyThatAsksForAPassword() throws Exception {
    Path store = Keys.pkcs12(folder, "self", "-ext", "san=dns:api.defender.example");
    TrustStoreSettings trust =
        new TrustStoreSettings(
            Keys.write(folder, "ca.pem", Keys.certificatePem(store)), Secret.of(""));
    try (RawServer server = tls(store);
        RawServer proxy = proxyTo(server);
        Connections connections =
            open(
                at(URI.create("https://api.defender.example"))
                    .trustStore(trust)
                    .proxy(proxy(proxy, PROXY_PASSWORD)))) {
      assertThat(read(connections)).isEqualTo("7");

      assertThat(proxy.requests())
          .allMatch(head -> head.startsWith("CONNECT api.defender.example:443"))
          .noneMatch(head -> head.contains("Bearer"));
      assertThat(server.requests())
          .hasSize(2)
          .noneMatch(head -> head.contains("Proxy-Authorization"));
    }
  }

  @Test
  void aProxyThatRefusesThePasswordIsNamed() throws Exception {
    Path store = Keys.pkcs12(folder, "self", "-ext", "san=dns:api.defender.example");
    try (RawServer server = tls(store);
        RawServer proxy = proxyTo(server);
        Connections connections =
            open(
                at(URI.create("https://api.defender.example"))
                    .proxy(proxy(proxy, "canary-wrong")))) {
      Fault fault = fault(connections);

      assertThat(fault.code()).isEqualTo(ErrorCode.NETWORK);
      assertThat(fault.getMessage())
          .contains("the proxy did not open the way")
          .contains("407")
          .contains("Nothing was sent")
          .doesNotContain("canary");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 403, 404, 502, 503})
  void noRefusalOfAProxyPassesForAnAnswerOfMicrosoft(int status) throws IOException {
    try (RawServer proxy =
            RawServer.sending(
                "HTTP/1.1 " + status + " No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Connections connections =
            open(
                at(URI.create("https://api.defender.example"))
                    .proxy(proxy(proxy, PROXY_PASSWORD)))) {
      Fault fault = fault(connections);

      assertThat(fault.code()).isEqualTo(ErrorCode.NETWORK);
      assertThat(fault.getMessage()).contains("the proxy answered HTTP " + status);
    }
  }

  private ConnectionSettings.Builder settings(RawServer server) {
    return at(URI.create("https://localhost:" + server.port()));
  }

  private static ConnectionSettings.Builder at(URI url) {
    return ConnectionSettings.builder("default")
        .tenantId(ScriptedTenant.TENANT)
        .clientId(ScriptedTenant.CLIENT)
        .credential(new Credential.ClientSecret(Secret.of(ScriptedTenant.SECRET_VALUE)))
        .loginUrl(url)
        .graphUrl(url)
        .endpointUrl(url);
  }

  private static ProxySettings proxy(RawServer proxy, String password) {
    return new ProxySettings("127.0.0.1", proxy.port(), "worker", Secret.of(password));
  }

  private static Connections open(ConnectionSettings.Builder settings) {
    return Connections.open(List.of(settings.build()), Clock.systemUTC(), pause -> {});
  }

  private static String read(Connections connections) {
    return connections
        .get("")
        .calls(Effect.READ)
        .of(Incidents.class)
        .get("7", null)
        .path("id")
        .asText();
  }

  private static Fault fault(Connections connections) {
    Fault fault = catchThrowableOfType(Fault.class, () -> read(connections));
    assertThat(fault).isNotNull();
    return fault;
  }

  /** A keystore that trusts the certificate of another one. */
  private Path trusting(Path store) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("ca", Keys.open(store).getCertificate("app"));
    Path file = folder.resolve("trust.p12");
    try (OutputStream out = java.nio.file.Files.newOutputStream(file)) {
      trust.store(out, Keys.PASSWORD.toCharArray());
    }
    return file;
  }

  /** Login service and Graph behind one certificate: a POST gets a token, a GET an incident. */
  private static RawServer tls(Path store) throws Exception {
    KeyStore all = Keys.open(store);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "app",
        all.getKey("app", Keys.PASSWORD.toCharArray()),
        Keys.PASSWORD.toCharArray(),
        all.getCertificateChain("app"));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, Keys.PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    ServerSocket socket =
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new RawServer(
        socket,
        (head, client, out) -> {
          String body =
              head.startsWith("POST")
                  ? "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"a.b.c\"}"
                  : "{\"id\":\"7\"}";
          out.write(
              ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.US_ASCII));
        });
  }

  /** A proxy that leads every name to one server, after it has seen the right password. */
  private static RawServer proxyTo(RawServer server) throws IOException {
    String good =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("worker:" + PROXY_PASSWORD).getBytes(StandardCharsets.UTF_8));
    return new RawServer(
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        (head, client, out) -> {
          if (!head.contains("Proxy-Authorization: " + good)) {
            out.write(
                ("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic"
                        + " realm=\"x\"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return;
          }
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
          try (Socket target = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            Thread back = new Thread(() -> copy(target, client));
            back.start();
            copy(client, target);
            back.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException closed) {
      // One of both ended, so the tunnel ends.
    }
  }
}
