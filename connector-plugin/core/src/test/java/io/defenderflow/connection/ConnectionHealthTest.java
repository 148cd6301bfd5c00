package io.defenderflow.connection;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Service;
import io.defenderflow.credential.Credential;
import io.defenderflow.credential.Secret;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ConnectionHealthTest {
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock));

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aSecretWithTwentyNineDaysLeftIsAWarningAndOneWithThirtyOneIsNone() {
    try (Connections near = open(simulator.clientSecret(), "2026-12-21", List.of());
        Connections far = open(simulator.clientSecret(), "2026-12-23", List.of())) {
      assertThat(health(near).daysLeft()).isEqualTo(Map.of("default reader client secret", 29L));
      assertThat(health(near).warnings())
          .singleElement()
          .asString()
          .contains("client secret of the reader of connection \"default\"", "29 days");
      assertThat(health(far).warnings()).isEmpty();
    }
  }

  @Test
  void aSecretThatRanOutStaysAWarningUntilEntraIdRefusesIt() {
    try (Connections over = open(simulator.clientSecret(), "2026-11-01", List.of())) {
      assertThat(health(over).warnings()).singleElement().asString().contains("ran out on");
      assertThat(health(over).problems().get("default")).isEmpty();
    }
  }

  @Test
  void aMissingPermissionIsAWarningAfterTheTestAndNoProblem() {
    simulator
        .tenant()
        .setRoles(
            simulator.settings().clientId(),
            Set.of("SecurityIncident.Read.All"),
            Set.of("Machine.Read.All"));
    try (Connections connections =
            open(simulator.clientSecret(), "", List.of("machine.isolate", "machine.vanish"));
        ConnectionHealth health = health(connections)) {
      assertThat(health.tested()).isEmpty();

      health.test();

      assertThat(health.tested()).containsKey("default");
      assertThat(health.problems().get("default")).isEmpty();
      assertThat(health.warnings())
          .anySatisfy(warning -> assertThat(warning).contains("Machine.Isolate"))
          .anySatisfy(warning -> assertThat(warning).contains("machine.vanish"))
          .hasSize(2);
    }
  }

  @Test
  void permissionsThatNoPlaybookNeedsAreNamedInTheLogAtTheStart() {
    simulator
        .tenant()
        .setRoles(
            simulator.settings().clientId(),
            Set.of(
                "SecurityIncident.ReadWrite.All", "User.EnableDisableAccount.All", "User.Read.All"),
            Set.of("Machine.Read.All", "Machine.Isolate"));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ConnectionHealth.class);
    logger.addAppender(log);
    try (Connections connections =
            open(simulator.clientSecret(), "", List.of("incident.get", "machine.isolate"));
        ConnectionHealth health = health(connections)) {
      health.test();
      health.test();

      assertThat(health.warnings()).isEmpty();
      assertThat(log.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .singleElement()
          .asString()
          .contains(
              "\"default\"", "SecurityIncident.ReadWrite.All", "User.EnableDisableAccount.All")
          .doesNotContain("User.Read.All", "Machine.Isolate");
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void ofManyPermissionsWithoutNeedTheLogNamesTenAndTheHealthAll() {
    Set<String> many = new TreeSet<>();
    Catalogue.load().actions().stream()
        .flatMap(action -> action.permissions().stream())
        .filter(permission -> permission.service() == Service.GRAPH)
        .forEach(permission -> many.add(permission.name()));
    simulator.tenant().setRoles(simulator.settings().clientId(), many, Set.of("Machine.Read.All"));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ConnectionHealth.class);
    logger.addAppender(log);
    try (Connections connections =
            open(simulator.clientSecret(), "", List.of("incident.get", "machine.get"));
        ConnectionHealth health = health(connections)) {
      health.test();

      List<String> all = health.surplus().get("default app");
      assertThat(all).hasSizeGreaterThan(40);
      int firstRead =
          IntStream.range(0, all.size())
              .filter(i -> all.get(i).endsWith(".Read.All"))
              .findFirst()
              .orElseThrow();
      assertThat(all.subList(firstRead, all.size())).noneMatch(name -> name.contains("Write"));
      String told = log.list.get(0).getFormattedMessage();
      assertThat(told)
          .contains(
              "has " + all.size() + " permissions",
              "and " + (all.size() - 10) + " more",
              all.get(0),
              all.get(9))
          .doesNotContain(all.get(10), ".Read.All");
      assertThat(log.list).hasSize(1);
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void aRefusedSignInIsAProblemAndNotToldTwice() {
    try (Connections connections = open("wrong-canary-secret", "", List.of("incident.get"));
        ConnectionHealth health = health(connections)) {
      health.test();

      assertThat(health.problems().get("default").orElseThrow()).contains("AUTH_FAILED");
      assertThat(health.warnings()).isEmpty();
    }
  }

  private ConnectionHealth health(Connections connections) {
    return new ConnectionHealth(
        connections,
        Catalogue.load(),
        connection -> new TreeSet<>(connection.expectedActions()),
        clock);
  }

  private Connections open(String secret, String expires, List<String> expectedActions) {
    return Connections.open(
        List.of(
            ConnectionSettings.builder("default")
                .tenantId(simulator.settings().tenantId())
                .clientId(simulator.settings().clientId())
                .credential(new Credential.ClientSecret(Secret.of(secret), expires))
                .loginUrl(URI.create(simulator.loginUrl()))
                .graphUrl(URI.create(simulator.graphUrl()))
                .endpointUrl(URI.create(simulator.endpointUrl()))
                .expectedActions(expectedActions)
                .build()),
        clock,
        pause -> {});
  }
}
