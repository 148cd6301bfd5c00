package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginTest {

  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-02T09:00:00Z"));
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));
  private final Caller caller = new Caller(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void rightSecretGivesTokenThatTheApiAccepts() {
    assertThat(caller.login(Caller.GRAPH_SCOPE).json().path("expires_in").asInt()).isEqualTo(3599);
    assertThat(caller.graph("/security/incidents").status()).isEqualTo(200);
    assertThat(caller.endpoint("/machines").status()).isEqualTo(200);
  }

  @Test
  void everyStartMakesAnotherSecret() {
    try (Simulator other = Simulator.start()) {
      assertThat(other.clientSecret()).isNotEqualTo(simulator.clientSecret()).hasSize(40);
    }
  }

  @Test
  void wrongSecretIsRefusedAsEntraDoes() {
    Caller.Reply reply =
        new Caller(simulator, simulator.settings().clientId(), "wrong").login(Caller.GRAPH_SCOPE);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().path("error").asText()).isEqualTo("invalid_client");
    assertThat(reply.json().path("error_codes").get(0).asInt()).isEqualTo(7000215);
    assertThat(reply.json().path("error_description").asText()).startsWith("AADSTS7000215: ");
    assertThat(reply.json().path("trace_id").asText()).hasSize(36);
    assertThat(reply.json().path("correlation_id").asText()).hasSize(36);
    assertThat(reply.json().path("timestamp").asText()).isEqualTo("2026-03-02 09:00:00Z");
  }

  @Test
  void expiredSecretIsToldFromWrongOne() {
    simulator.tenant().expireSecret(simulator.settings().clientId());

    assertThat(caller.login(Caller.GRAPH_SCOPE).json().path("error_codes").get(0).asInt())
        .isEqualTo(7000222);
  }

  @Test
  void theScopesThatMicrosoftsLibraryAddsAreLeftOut() {
    assertThat(
            caller
                .login("https://graph.microsoft.com/.default openid profile offline_access")
                .status())
        .isEqualTo(200);
  }

  @Test
  void unknownApplicationTenantAndScopeAreRefused() {
    Caller.Reply application = new Caller(simulator, "nobody", "x").login(Caller.GRAPH_SCOPE);
    Caller.Reply tenant = caller.login("elsewhere", Map.of("grant_type", "client_credentials"));
    Caller.Reply resource = caller.login("https://unknown.example/.default");
    Caller.Reply scope = caller.login("User.Read");

    assertThat(application.status()).isEqualTo(400);
    assertThat(application.json().path("error").asText()).isEqualTo("unauthorized_client");
    assertThat(tenant.json().path("error_codes").get(0).asInt()).isEqualTo(90002);
    assertThat(resource.json().path("error").asText()).isEqualTo("invalid_resource");
    assertThat(scope.json().path("error").asText()).isEqualTo("invalid_scope");
  }

  @Test
  void tokenEndsAfterAnHour() {
    String token = caller.token(Caller.ENDPOINT_SCOPE);
    clock.advance(Duration.ofSeconds(3599));

    Caller.Reply reply = call(simulator.endpointUrl() + "/api/machines", token);

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.errorCode()).isEqualTo("Unauthorized");
  }

  @Test
  void tokenOfOneApiIsRefusedByTheOther() {
    Caller.Reply onEndpoint =
        call(simulator.endpointUrl() + "/api/machines", caller.token(Caller.GRAPH_SCOPE));
    Caller.Reply onGraph =
        call(
            simulator.graphUrl() + "/v1.0/security/incidents", caller.token(Caller.ENDPOINT_SCOPE));

    assertThat(onEndpoint.status()).isEqualTo(401);
    assertThat(onGraph.status()).isEqualTo(401);
    assertThat(onGraph.errorCode()).isEqualTo("InvalidAuthenticationToken");
    assertThat(onGraph.header("WWW-Authenticate")).startsWith("Bearer");
  }

  @Test
  void missingRoleIsRefusedInEachApisOwnWords() {
    simulator.tenant().registerApp("reader", "s", Set.of("Other.Read"), Set.of("Machine.Read.All"));
    Caller reader = new Caller(simulator, "reader", "s");

    Caller.Reply graph = reader.graph("/security/incidents");
    Caller.Reply endpoint =
        reader.endpoint(
            "POST", "/machines/" + SeedData.FINANCE_LAPTOP + "/isolate", "{\"Comment\":\"c\"}");

    assertThat(graph.status()).isEqualTo(403);
    assertThat(graph.errorMessage())
        .isEqualTo(
            "Missing application roles. API required roles:"
                + " SecurityIncident.Read.All,SecurityIncident.ReadWrite.All, application roles:"
                + " Other.Read.");
    assertThat(endpoint.status()).isEqualTo(403);
    assertThat(endpoint.errorMessage())
        .isEqualTo(
            "The application does not have any of the required application permissions"
                + " (Machine.Isolate) to access the resource.");
    assertThat(reader.endpoint("/machines").status()).isEqualTo(200);
  }

  @Test
  void changedRolesComeWithTheNextToken() {
    String old = caller.token(Caller.ENDPOINT_SCOPE);
    simulator.tenant().setRoles(simulator.settings().clientId(), Set.of(), Set.of());

    assertThat(call(simulator.endpointUrl() + "/api/machines", old).status()).isEqualTo(200);
    assertThat(caller.endpoint("/machines").status()).isEqualTo(403);
    simulator.tenant().forgetTokens();
    assertThat(call(simulator.endpointUrl() + "/api/machines", old).status()).isEqualTo(401);
  }

  @Test
  void federatedApplicationMaySendAnyAssertion() {
    simulator.tenant().registerAppFederated("workload");

    Caller.Reply reply = assertion("workload", "issued.elsewhere.signed");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(simulator.requests().list("POST", ".*/token").get(0).body())
        .contains("client_assertion=issued.elsewhere.signed");
  }

  @Test
  void malformedAssertionOfAnotherApplicationIsRefused() {
    assertThat(assertion(simulator.settings().clientId(), "a.b.c").status()).isEqualTo(401);
  }

  private Caller.Reply assertion(String clientId, String assertion) {
    return caller.login(
        simulator.tenant().id(),
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            clientId,
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion",
            assertion,
            "scope",
            Caller.GRAPH_SCOPE));
  }

  private Caller.Reply call(String url, String token) {
    try {
      return caller.send(caller.request(url, token, "GET", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
