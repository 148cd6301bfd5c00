package io.defenderflow.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.action.endpoint.IsolationType;
import io.defenderflow.action.endpoint.MachineAction;
import io.defenderflow.action.endpoint.MachineActions;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.incident.Hunting;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Operation.Progress;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The transport against the stand-in of Microsoft, which refuses what Microsoft would refuse. */
@Timeout(60)
class SimulatedTenantTest {
  private Simulator simulator;
  private Connections connections;

  @BeforeEach
  void start() {
    simulator = Simulator.start();
    connections = open(simulator.clientSecret());
  }

  @AfterEach
  void stop() {
    connections.close();
    simulator.close();
  }

  @Test
  void pagesAreFollowedToTheEnd() {
    for (int i = 0; i < 5; i++) {
      simulator.tenant().addIncident("Incident " + i);
    }

    JsonNode all =
        Catalogue.load()
            .find("incident.list")
            .orElseThrow()
            .call(connections.get("").calls(Effect.READ), new BoundInputs(Map.of("top", 2)))
            .json();

    assertThat(all.path("value")).hasSize(simulator.tenant().incidents().size());
    assertThat(all.path("truncated").asBoolean()).isFalse();
  }

  @Test
  void anIsolationIsStartedAndItsStateIsRead() {
    MachineAction started =
        connections
            .get("")
            .calls(Effect.CONTAIN)
            .of(Machines.class)
            .isolate(SeedData.FINANCE_LAPTOP, "suspicious", IsolationType.FULL);
    MachineAction read =
        connections.get("").calls(Effect.READ).of(MachineActions.class).get(started.id());

    assertThat(started.type()).isEqualTo("Isolate");
    assertThat(read.id()).isEqualTo(started.id());
    assertThat(read.progress()).isEqualTo(Progress.RUNNING);
    assertThat(simulator.tenant().actions(SeedData.FINANCE_LAPTOP)).hasSize(1);
  }

  @Test
  void anUnknownMachineHasItsOwnCode() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> connections.get("").calls(Effect.READ).of(Machines.class).get("f".repeat(40)));

    assertThat(fault.code()).isEqualTo(ErrorCode.MACHINE_NOT_FOUND);
  }

  @Test
  void aWrongSecretIsExplained() {
    try (Connections wrong = open("not-the-secret")) {
      Fault fault =
          catchThrowableOfType(
              Fault.class,
              () -> wrong.get("").calls(Effect.READ).of(Incidents.class).get("1", null));

      assertThat(fault.code()).isEqualTo(ErrorCode.AUTH_FAILED);
      assertThat(fault.getMessage()).contains("secret ID was pasted").contains("AADSTS7000215");
    }
  }

  @Test
  void aMissingPermissionIsNamed() {
    simulator
        .tenant()
        .setRoles(
            simulator.settings().clientId(),
            Set.of("SecurityIncident.Read.All"),
            Set.of("AdvancedQuery.Read.All"));

    Fault hunting =
        catchThrowableOfType(
            Fault.class,
            () ->
                connections
                    .get("")
                    .calls(Effect.READ)
                    .of(Hunting.class)
                    .run("DeviceInfo | take 1", null));
    Fault isolation =
        catchThrowableOfType(
            Fault.class,
            () ->
                connections
                    .get("")
                    .calls(Effect.CONTAIN)
                    .of(Machines.class)
                    .isolate(SeedData.FINANCE_LAPTOP, "x", IsolationType.FULL));

    assertThat(hunting.code()).isEqualTo(ErrorCode.PERMISSION_MISSING);
    assertThat(hunting.getMessage()).contains("ThreatHunting.Read.All").contains("successor");
    assertThat(isolation.code()).isEqualTo(ErrorCode.PERMISSION_MISSING);
    assertThat(isolation.getMessage()).contains("Machine.Isolate");
  }

  @Test
  void grantedComesFromTheTokens() {
    simulator
        .tenant()
        .setRoles(
            simulator.settings().clientId(),
            Set.of("SecurityIncident.Read.All"),
            Set.of("Machine.Read.All"));

    assertThat(connections.get("").calls(Effect.READ).granted(Effect.READ))
        .containsExactly(
            new Permission(Service.GRAPH, "SecurityIncident.Read.All"),
            new Permission(Service.ENDPOINT, "Machine.Read.All"));
  }

  private Connections open(String secret) {
    return Connections.open(
        List.of(
            ConnectionSettings.builder("default")
                .tenantId(simulator.settings().tenantId())
                .clientId(simulator.settings().clientId())
                .credential(new Credential.ClientSecret(Secret.of(secret)))
                .loginUrl(URI.create(simulator.loginUrl()))
                .graphUrl(URI.create(simulator.graphUrl()))
                .endpointUrl(URI.create(simulator.endpointUrl()))
                .build()),
        Clock.systemUTC(),
        pause -> {});
  }
}
