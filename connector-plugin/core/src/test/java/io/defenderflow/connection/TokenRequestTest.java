package io.defenderflow.connection;

import static io.defenderflow.connection.ScriptedTenant.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.action.endpoint.IsolationType;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.connection.ScriptedTenant.Reply;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TokenRequestTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final String MACHINE = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";

  @TempDir Path folder;
  private ScriptedTenant tenant;

  @BeforeEach
  void open() throws IOException {
    tenant = new ScriptedTenant();
    tenant.replies(json(200, "{\"id\":\"7\"}"));
  }

  @AfterEach
  void close() {
    tenant.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | invalid_client      | 7000215 | secret ID was pasted instead of the secret value",
        "401 | invalid_client      | 7000222 | has expired",
        "400 | unauthorized_client | 700016  | does not know the client id "
            + ScriptedTenant.CLIENT,
        "400 | invalid_request     | 90002   | There is no tenant " + ScriptedTenant.TENANT,
        "400 | invalid_resource    | 500011  | https://graph.microsoft.com/.default",
        "400 | invalid_grant       | 65001   | admin consent",
        "400 | invalid_grant       | 53003   | Conditional Access",
        "401 | invalid_client      | 700027  | certificate is not registered",
        "400 | invalid_grant       | 99      | Check tenant id, client id and credential"
      })
  void whatEntraIdRefusesIsExplained(int status, String error, String number, String hint) {
    tenant.tokenReplies(refusal(status, error, number));

    Fault fault = fault();

    assertThat(fault.code()).isEqualTo(ErrorCode.AUTH_FAILED);
    assertThat(fault.getMessage())
        .startsWith("Microsoft Entra ID issued no token.")
        .contains(hint)
        .contains("AADSTS" + number)
        .contains("request id c-1")
        .doesNotContain("canary")
        .hasSizeLessThanOrEqualTo(600);
    assertThat(tenant.tokenRequests()).as("no retry").hasSize(1);
    assertThat(tenant.apiRequests()).isEmpty();
  }

  @Test
  void aWrongClockIsNamedWithItsOffset() {
    tenant.tokenReplies(refusal(401, "invalid_client", "700024"));
    Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-15));
    try (Connections connections =
        Connections.open(List.of(tenant.settings().build()), slow, pause -> {})) {
      assertThat(fault(connections).getMessage())
          .containsPattern("clock of this machine is (899|900|901) seconds behind Microsoft's");
    }
  }

  @Test
  void throttledTokenRequestsCloseTheGate() {
    tenant.tokenReplies(json(429, "{\"error\":\"slow_down\"}").with("Retry-After", "60"));
    try (Connections connections = open(tenant.settings())) {
      Fault first = fault(connections);
      Fault second = fault(connections);

      assertThat(first.code()).isEqualTo(ErrorCode.THROTTLED);
      assertThat(first.retryAt()).contains(NOW.plusSeconds(60));
      assertThat(second.retryAt()).contains(NOW.plusSeconds(60));
      assertThat(tenant.tokenRequests()).hasSize(1);
    }
  }

  @Test
  void anOutageOfTheLoginServiceIsTransient() {
    tenant.tokenReplies(json(503, "oops"));

    assertThat(fault().code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(tenant.tokenRequests()).hasSize(1);
  }

  @Test
  void aSignInPageInsteadOfATokenIsAProtocolFault() {
    tenant.tokenReplies(json(200, "<html>canary sign in</html>"));

    assertThat(fault().code()).isEqualTo(ErrorCode.PROTOCOL);
  }

  @Test
  void aRedirectOfTheLoginServiceIsNotFollowed() {
    tenant.tokenReplies(
        new Reply(302, Map.of("Location", tenant.url("/elsewhere").toString()), new byte[0]));

    assertThat(fault().code()).isEqualTo(ErrorCode.PROTOCOL);
    assertThat(tenant.apiRequests()).isEmpty();
  }

  @Test
  void theResponderActsWithAnAppOfItsOwn() {
    String responder = "9c1f7a52-9f0f-4b53-8d53-6f2f5f0c2b33";
    try (Connections connections =
        open(
            tenant
                .settings()
                .responder(
                    new ResponderSettings(
                        responder, new Credential.ClientSecret(Secret.of("canary-responder")))))) {
      connections.get("").calls(Effect.READ).of(Machines.class).get(MACHINE);
      connections
          .get("")
          .calls(Effect.CONTAIN)
          .of(Machines.class)
          .isolate(MACHINE, "x", IsolationType.FULL);

      assertThat(tenant.tokenRequests().stream().map(seen -> form(seen.body()).get("client_id")))
          .containsExactly(ScriptedTenant.CLIENT, responder);
      assertThat(
              tenant.apiRequests().stream()
                  .map(seen -> seen.headers().get("Authorization"))
                  .distinct())
          .hasSize(2);
    }
  }

  @Test
  void aCertificateProvesItselfByAShortLivedAssertion() throws Exception {
    Path store = Keys.pkcs12(folder, "app");
    ConnectionSettings.Builder settings =
        ConnectionSettings.builder("default")
            .tenantId(ScriptedTenant.TENANT)
            .clientId(ScriptedTenant.CLIENT)
            .credential(new Credential.Certificate(store, Secret.of(Keys.PASSWORD)))
            .loginUrl(tenant.url("/login"))
            .graphUrl(tenant.url("/graph"))
            .endpointUrl(tenant.url("/mde"));
    try (Connections connections = Connections.open(List.of(settings.build()), Clock.systemUTC())) {
      connections.get("").calls(Effect.READ).granted(Effect.READ);
    }

    List<Map<String, String>> forms =
        tenant.tokenRequests().stream().map(seen -> form(seen.body())).toList();
    assertThat(forms).hasSize(2);
    JsonNode first = claims(forms.get(0).get("client_assertion"), 1);
    JsonNode second = claims(forms.get(1).get("client_assertion"), 1);
    assertThat(first.path("jti").asText()).isNotEmpty().isNotEqualTo(second.path("jti").asText());
    assertThat(first.path("iss").asText()).isEqualTo(ScriptedTenant.CLIENT);
    assertThat(first.path("aud").asText())
        .endsWith("/" + ScriptedTenant.TENANT + "/oauth2/v2.0/token");
    assertThat(first.path("exp").asLong() - first.path("nbf").asLong()).isBetween(1L, 600L);
    JsonNode header = claims(forms.get(0).get("client_assertion"), 0);
    assertThat(header.path("x5t#S256").asText() + header.path("x5t").asText()).isNotEmpty();
  }

  @Test
  void aFederatedTokenIsReadAnewForEachRequest() throws IOException {
    Path file = Keys.write(folder, "token", "first-assertion\n");
    try (Connections connections =
        open(
            ConnectionSettings.builder("default")
                .tenantId(ScriptedTenant.TENANT)
                .clientId(ScriptedTenant.CLIENT)
                .credential(new Credential.FederatedTokenFile(file))
                .loginUrl(tenant.url("/login"))
                .graphUrl(tenant.url("/graph"))
                .endpointUrl(tenant.url("/mde")))) {
      read(connections);
      Files.writeString(file, "second-assertion");
      tenant.replies(json(401, "{}"), json(200, "{\"id\":\"7\"}"));
      read(connections);
      Files.delete(file);
      tenant.replies(json(401, "{}"));
      Fault gone = fault(connections);

      assertThat(
              tenant.tokenRequests().stream()
                  .map(seen -> form(seen.body()).get("client_assertion")))
          .containsExactly("first-assertion", "second-assertion");
      assertThat(gone.code()).isEqualTo(ErrorCode.AUTH_FAILED);
      assertThat(gone.getMessage()).contains("federated token file").contains("cannot be read");
    }
  }

  private Fault fault() {
    try (Connections connections = open(tenant.settings())) {
      return fault(connections);
    }
  }

  private static Fault fault(Connections connections) {
    Fault fault = catchThrowableOfType(Fault.class, () -> read(connections));
    assertThat(fault).isNotNull();
    return fault;
  }

  private static JsonNode read(Connections connections) {
    return connections.get("").calls(Effect.READ).of(Incidents.class).get("7", null);
  }

  private static Connections open(ConnectionSettings.Builder settings) {
    return Connections.open(
        List.of(settings.build()), Clock.fixed(NOW, ZoneOffset.UTC), pause -> {});
  }

  private static Reply refusal(int status, String error, String number) {
    return json(
        status,
        "{\"error\":\""
            + error
            + "\",\"error_description\":\"AADSTS"
            + number
            + ": refused. Trace ID: t-1\",\"error_codes\":["
            + number
            + "],\"trace_id\":\"t-1\",\"correlation_id\":\"c-1\"}");
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                (a, b) -> a));
  }

  private static JsonNode claims(String jwt, int part) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[part]));
  }
}
