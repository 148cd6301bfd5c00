package io.defenderflow.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.connection.ConnectionSettings;
import io.defenderflow.connection.Connections;
import io.defenderflow.connection.ResponderSettings;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.permission.ServiceState.Status;
import io.defenderflow.simulator.Simulator;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connection test against a tenant that refuses what Microsoft would refuse. */
@Timeout(60)
class ConnectionCheckTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final String RESPONDER = "0a4a31c9-53e6-4f1c-8e1b-53c1dbe1f4d7";
  private static final String RESPONDER_SECRET = "canary-responder-secret";

  private Simulator simulator;

  @BeforeEach
  void start() {
    simulator = Simulator.start();
    roles(Set.of("SecurityIncident.Read.All"), Set.of("Machine.Read.All", "Machine.Isolate"));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aTokenWithJustWhatIsNeededHasNoProblems() {
    ConnectionReport report = check("incident.get", "machine.isolate");

    assertThat(report.problems()).isEmpty();
    assertThat(report.missing()).isEmpty();
    assertThat(report.moreThanNeeded()).isEmpty();
    assertThat(report.services()).extracting(ServiceState::status).containsOnly(Status.READY);
    assertThat(simulator.requests().list())
        .filteredOn(request -> !request.path().contains("/oauth2/"))
        .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
  }

  @Test
  void whatIsMissingAndWhatIsTooMuchIsNamedWithItsActions() {
    roles(
        Set.of("SecurityIncident.ReadWrite.All", "User.EnableDisableAccount.All"),
        Set.of("Machine.Read.All"));

    ConnectionReport report = check("incident.get", "machine.isolate");

    assertThat(report.missing())
        .extracting(grant -> grant.permission().name() + " " + grant.actions())
        .containsExactly("Machine.Isolate [machine.isolate]");
    assertThat(report.moreThanNeeded())
        .extracting(grant -> grant.permission().name())
        .containsExactly("SecurityIncident.ReadWrite.All", "User.EnableDisableAccount.All");
    assertThat(report.moreThanNeeded().get(0).allows()).contains("incident.update");
    assertThat(report.moreThanNeeded().get(0).insteadOf())
        .extracting(permission -> permission.name())
        .containsExactly("SecurityIncident.Read.All");
    assertThat(status(report)).containsExactly(Status.READY, Status.NOT_PERMITTED);
    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("Machine.Isolate (for machine.isolate)")
        .contains("admin consent");
  }

  @Test
  void aTenantWithoutTheServiceIsToldFromAMissingPermission() {
    simulator
        .faults()
        .on("GET", ".*/api/machines.*")
        .error(403, "Forbidden", "The tenant is not onboarded to the service.");

    ConnectionReport report = check("machine.get");

    assertThat(status(report)).containsExactly(Status.NOT_LICENSED_OR_NOT_ONBOARDED);
    assertThat(report.missing()).isEmpty();
    assertThat(report.problems()).singleElement().asString().contains("licence", "not onboarded");
  }

  @Test
  void aRefusedSecretIsASignInProblemAndNotShown() {
    ConnectionReport report = check(open("wrong-canary-secret"), "incident.get");

    assertThat(status(report)).containsExactly(Status.CANNOT_SIGN_IN);
    assertThat(report.json().toString()).contains("AADSTS7000215").doesNotContain("wrong-canary");
  }

  @Test
  void aServiceThatDoesNotAnswerIsNotReachable() {
    simulator.faults().on("GET", ".*/security/incidents.*").dropConnection();

    assertThat(status(check("incident.get"))).containsExactly(Status.NOT_REACHABLE);
  }

  @Test
  void aResponderOfItsOwnIsComparedWithWhatItActs() {
    simulator
        .tenant()
        .registerApp(RESPONDER, RESPONDER_SECRET, Set.of(), Set.of("Machine.Offboard"));
    roles(Set.of(), Set.of("Machine.Read.All"));
    try (Connections two =
        open(
            settings(simulator.clientSecret())
                .responder(
                    new ResponderSettings(
                        RESPONDER, new Credential.ClientSecret(Secret.of(RESPONDER_SECRET))))
                .build())) {
      ConnectionReport report = report(two, "machine.isolate");

      assertThat(report.missing())
          .extracting(grant -> grant.registration() + " " + grant.permission().name())
          .containsExactly("RESPONDER Machine.Isolate");
      assertThat(report.moreThanNeeded())
          .extracting(grant -> grant.registration() + " " + grant.permission().name())
          .containsExactly("RESPONDER Machine.Offboard");
    }
  }

  @Test
  void theActionReturnsTheSame() {
    try (Connections connections = open(settings(simulator.clientSecret()).build())) {
      ActionEntry test = CATALOGUE.find("connection.test").orElseThrow();
      JsonNode result =
          test.call(
                  connections.get("").calls(Effect.READ),
                  test.bind(Map.of("actions", "machine.runAntiVirusScan")))
              .json();

      assertThat(result.path("ok").asBoolean()).isFalse();
      assertThat(result.path("missing").get(0).path("permission").asText())
          .isEqualTo("Machine.Scan");
      assertThat(result.path("moreThanNeeded").findValuesAsText("permission"))
          .contains("Machine.Isolate");
    }
  }

  private void roles(Set<String> graph, Set<String> endpoint) {
    simulator.tenant().setRoles(simulator.settings().clientId(), graph, endpoint);
  }

  private ConnectionReport check(String... actions) {
    return check(open(settings(simulator.clientSecret()).build()), actions);
  }

  private static ConnectionReport check(Connections connections, String... actions) {
    try (connections) {
      return report(connections, actions);
    }
  }

  private static ConnectionReport report(Connections connections, String... actions) {
    return ConnectionCheck.of(
        connections.get("").calls(Effect.READ),
        CATALOGUE,
        Stream.of(actions).map(id -> CATALOGUE.find(id).orElseThrow()).toList());
  }

  private static List<Status> status(ConnectionReport report) {
    return report.services().stream().map(ServiceState::status).toList();
  }

  private Connections open(String secret) {
    return open(settings(secret).build());
  }

  private static Connections open(ConnectionSettings settings) {
    return Connections.open(List.of(settings), Clock.systemUTC(), pause -> {});
  }

  private ConnectionSettings.Builder settings(String secret) {
    return ConnectionSettings.builder("default")
        .tenantId(simulator.settings().tenantId())
        .clientId(simulator.settings().clientId())
        .credential(new Credential.ClientSecret(Secret.of(secret)))
        .loginUrl(URI.create(simulator.loginUrl()))
        .graphUrl(URI.create(simulator.graphUrl()))
        .endpointUrl(URI.create(simulator.endpointUrl()));
  }
}
