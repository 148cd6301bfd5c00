package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.defenderflow.connection.ConnectionHealth;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.RecordedRequest;
import io.defenderflow.simulator.Simulator;
import io.defenderflow.simulator.SimulatorSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.health.Status;

/** The intake as an application has it: by its settings, over HTTP, in the background. */
@Timeout(180)
class IntakeOnSimulatorTest {
  private static final String LIST = ".*/security/incidents\\?.*";
  private static final String SOC = "soc";
  private static final String WEAK = "0a1c3f52-0000-4000-8000-00000000beef";

  private static AdjustableClock clock;
  private static Simulator simulator;
  private static EngineUnderTest app;

  @BeforeAll
  static void startApplication() {
    clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
    simulator = Simulator.start(SimulatorSettings.defaults().withClock(clock));
    simulator
        .tenant()
        .registerApp(
            WEAK, "weak-secret", Set.of("SecurityAlert.Read.All"), Set.of("Machine.Read.All"));
    app =
        new EngineUnderTest(
            settings(
                simulator,
                "defender.connections.weak.tenant-id=" + simulator.settings().tenantId(),
                "defender.connections.weak.client-id=" + WEAK,
                "defender.connections.weak.client-secret=weak-secret",
                "defender.connections.weak.login-url=" + simulator.loginUrl(),
                "defender.connections.weak.graph-url=" + simulator.graphUrl(),
                "defender.connections.weak.endpoint-url=" + simulator.endpointUrl(),
                "defender.intake.weak.source=incidents",
                "defender.intake.weak.connection=weak",
                "defender.intake.weak.message=WeakCreated",
                "defender.intake.soc.source=incidents",
                "defender.intake.soc.filter.severity=high",
                "defender.intake.soc.filter.status=active",
                "defender.intake.soc.poll-interval=1s",
                "defender.intake.soc.look-back=1m",
                "defender.intake.soc.page-size=3",
                "defender.intake.soc.message=IncidentCreated",
                "defender.intake.soc.update-message=IncidentChanged",
                "defender.intake.alerts.source=alerts",
                "defender.intake.alerts.filter.status=new",
                "defender.intake.alerts.poll-interval=1s",
                "defender.intake.alerts.look-back=1m",
                "defender.intake.alerts.message=AlertCreated",
                "defender.intake.alerts.update-message=IncidentChanged"));
    app.deploy("incident.bpmn", Playbooks.waiting("incident", "IncidentCreated"));
    app.deploy("alert.bpmn", Playbooks.waiting("alert", "AlertCreated"));
  }

  @AfterAll
  static void stopApplication() {
    app.close();
    simulator.close();
  }

  @AfterEach
  void endTheTrouble() {
    simulator.faults().reset();
    // Each test has minutes of Microsoft's time of its own.
    clock.advance(Duration.ofMinutes(1));
  }

  // --- what happens every day

  @Test
  void incidentsStartPlaybooksInTheBackgroundAndPlaybooksHearOfChanges() {
    Incident incident = simulator.tenant().addIncident("Ransomware behaviour");
    String key = keyOf(incident.id());
    awaitStarted(incident.id());

    change(incident.id(), "status", "resolved");

    await().until(() -> app.heard().updates().contains(key + " status resolved"));
    assertThat(app.started()).containsEntry(key, 1);
    assertThat(app.bean(IntakeHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
    assertThat(
            app.bean(MeterRegistry.class)
                .get("defender.intake.started")
                .tag("source", SOC)
                .functionCounter()
                .count())
        .isPositive();
  }

  @Test
  void alertsStartPlaybooksAndTheseHearThatTheAlertWasClosed() {
    String incident = simulator.tenant().addIncident("Credential theft").id();
    String alert = simulator.tenant().alertsOf(incident).get(0).path("id").asText();
    String key = "alert:" + alert;
    await().until(() -> app.started().containsKey(key));
    ProcessInstance instance = instance(key);
    assertThat(app.engine().getRuntimeService().getVariable(instance.getId(), "alertId"))
        .isEqualTo(alert);
    assertThat(app.engine().getRuntimeService().getVariable(instance.getId(), "alert").toString())
        .contains("\"title\":\"Credential theft\"");

    changeAlert(alert, "assignedTo", "mira@northwharf.example");
    await().until(() -> app.heard().updates().contains(key + " assignedTo new"));
    changeAlert(alert, "status", "resolved");
    await().until(() -> app.heard().updates().contains(key + " status resolved"));

    assertThat(app.started()).containsEntry(key, 1);
  }

  @Test
  void whereMicrosoftCannotExpandAlertsTheyAreFetchedApart() {
    simulator.faults().on("GET", ".*expand.*").status(500);
    Incident incident = simulator.tenant().addIncident("Ransomware behaviour");
    String alert = simulator.tenant().alertsOf(incident.id()).get(0).path("id").asText();

    awaitStarted(incident.id());

    assertThat(
            app.engine()
                .getRuntimeService()
                .getVariable(instance(keyOf(incident.id())).getId(), "incident")
                .toString())
        .contains("\"id\":\"" + alert + "\"", "deviceEvidence");
    assertThat(simulator.requests().count("GET", ".*/incidents/" + incident.id() + "/alerts.*"))
        .isPositive();
  }

  // --- troubles

  @Test
  void aMergedIncidentStartsNothingAndItsPlaybookHearsOfIt() {
    String before = simulator.tenant().addIncident("Odd sign-in").id();
    awaitStarted(before);
    pause();
    String into = simulator.tenant().addIncident("Odd mail").id();
    String never = simulator.tenant().addIncident("Odd file").id();
    clock.advance(Duration.ofSeconds(2));
    simulator.tenant().mergeIncidents(never, into);
    simulator.tenant().mergeIncidents(before, into);
    resume();

    awaitStarted(into);
    await()
        .until(
            () ->
                app.heard().updates().stream()
                    .anyMatch(
                        update -> update.matches(keyOf(before) + " .*redirect.* redirected")));
    lookOnceMore();
    assertThat(app.started())
        .containsEntry(keyOf(into), 1)
        .containsEntry(keyOf(before), 1)
        .doesNotContainKey(keyOf(never));
  }

  @Test
  void anIncidentThatAppearsLateStartsAfterNewerOnes() {
    pause();
    String late = simulator.tenant().addIncident("Slow on its way").id();
    simulator.tenant().showLater(late, Duration.ofMinutes(14));
    resume();
    for (int minute = 0; minute < 6; minute += 3) {
      clock.advance(Duration.ofMinutes(3));
      awaitStarted(simulator.tenant().addIncident("In time").id());
    }
    assertThat(app.started()).doesNotContainKey(keyOf(late));

    clock.advance(Duration.ofMinutes(8));

    awaitStarted(late);
    lookOnceMore();
    assertThat(app.started()).containsEntry(keyOf(late), 1);
  }

  @Test
  void incidentsOfOneMomentStartAcrossTheEdgesOfPagesAndDigitsAreNotLost() {
    pause();
    clock.advance(Duration.ofSeconds(10));
    String second = clock.instant().minusSeconds(5).toString().substring(0, 19);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String id = simulator.tenant().addIncident("At once").id();
      // Seven share one moment; the last one is a tenth of a microsecond later.
      String time = second + (i < 7 ? ".1234567Z" : ".1234568Z");
      simulator.tenant().changeIncident(id, json -> json.put("lastUpdateDateTime", time));
      ids.add(id);
    }
    resume();

    ids.forEach(IntakeOnSimulatorTest::awaitStarted);
    lookOnceMore();
    ids.forEach(id -> assertThat(app.started()).containsEntry(keyOf(id), 1));
  }

  @Test
  void aPartialAnswerIsReadAgainUntilNothingIsMissing() {
    pause();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(simulator.tenant().addIncident("In part").id());
    }
    simulator.faults().on("GET", LIST).times(6).partial();
    resume();

    ids.forEach(IntakeOnSimulatorTest::awaitStarted);
    lookOnceMore();
    ids.forEach(id -> assertThat(app.started()).containsEntry(keyOf(id), 1));
    assertThat(simulator.requests().list("GET", LIST))
        .extracting(RecordedRequest::status)
        .contains(206);
  }

  @Test
  void pagesThatLeadInCirclesStartNothingTwiceAndDoNotStopTheIntake() {
    pause();
    String before = simulator.tenant().addIncident("Before the circle").id();
    simulator.faults().on("GET", LIST).times(30).endlessPages();
    resume();

    awaitStarted(before);
    clock.advance(Duration.ofSeconds(5));
    String after = simulator.tenant().addIncident("After the circle").id();
    awaitStarted(after);

    lookOnceMore();
    assertThat(app.started()).containsEntry(keyOf(before), 1).containsEntry(keyOf(after), 1);
  }

  @Test
  void anIncidentThatCannotBeReadIsSetAsideAndBlocksNoOther() {
    pause();
    String poisoned = simulator.tenant().addIncident("Poisoned attachment").id();
    clock.advance(Duration.ofSeconds(3));
    String other = simulator.tenant().addIncident("Healthy attachment").id();
    simulator.faults().on("GET", LIST).brokenJsonWith("Poisoned attachment");
    resume();

    awaitStarted(other);
    await().until(() -> !setAside("window:").isEmpty());
    assertThat(app.started()).doesNotContainKey(keyOf(poisoned));

    simulator.faults().reset();
    setAside("window:")
        .forEach(item -> intake().replay(SOC, item.id(), "mira", "Microsoft has mended it."));
    awaitStarted(poisoned);
    lookOnceMore();
    assertThat(app.started()).containsEntry(keyOf(poisoned), 1).containsEntry(keyOf(other), 1);
  }

  @Test
  void anIncidentWithoutAnIdIsShownAndBlocksNoOther() {
    pause();
    String nameless = simulator.tenant().addIncident("Nameless").id();
    simulator.tenant().changeIncident(nameless, json -> json.remove("id"));
    String other = simulator.tenant().addIncident("With a name").id();
    resume();

    awaitStarted(other);
    await().until(() -> !setAside("unreadable:").isEmpty());
    assertThat(setAside("unreadable:").get(0).reason().orElseThrow()).contains("Nameless");
    simulator
        .tenant()
        .changeIncident(nameless, json -> json.put("lastUpdateDateTime", "2020-01-01T00:00:00Z"));
  }

  @Test
  void aBacklogOfManyPagesAndLooksStartsEachOnce() {
    AdjustableClock still = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
    try (Simulator tenant = Simulator.start(SimulatorSettings.defaults().withClock(still))) {
      List<String> ids = tenant.tenant().addIncidents(1_500, "low", Duration.ofSeconds(20));
      try (EngineUnderTest other =
          new EngineUnderTest(
              settings(
                  tenant,
                  "defender.intake.mass.source=incidents",
                  "defender.intake.mass.filter.severity=low",
                  "defender.intake.mass.filter.status=active",
                  "defender.intake.mass.look-back=2d",
                  "defender.intake.mass.poll-interval=1s",
                  "defender.intake.mass.most-per-cycle=500",
                  "defender.intake.mass.expand-alerts=false",
                  "defender.intake.mass.variables.incidentId=/id",
                  "defender.intake.mass.message=IncidentCreated"))) {
        other.deploy("playbook.bpmn", Playbooks.deaf("playbook", "IncidentCreated"));
        other.bean(Intake.class).pollNow("mass", "mira", "The playbook is deployed.");

        await()
            .atMost(Duration.ofSeconds(100))
            .until(() -> other.bean(Intake.class).source("mass").started() >= ids.size());

        assertThat(other.started()).hasSize(ids.size()).values().containsOnly(1);
        assertThat(other.bean(Intake.class).source("mass").quarantined()).isZero();
      }
    }
  }

  // --- at the start

  @Test
  void aPermissionThatTheIntakeLacksIsNamed() {
    ConnectionHealth health = app.bean(ConnectionHealth.class);
    health.start();

    await()
        .untilAsserted(
            () ->
                assertThat(health.warnings())
                    .anySatisfy(
                        warning ->
                            assertThat(warning)
                                .contains(
                                    "Connection \"weak\"",
                                    "SecurityIncident.Read.All",
                                    "incident.list"))
                    .noneMatch(warning -> warning.contains("Connection \"default\"")));
  }

  @Test
  void wrongSettingsStopTheStart() {
    try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
      assertThatThrownBy(
              () ->
                  new EngineUnderTest(
                      settings(
                          simulator,
                          "defender.intake.soc.source=mails",
                          "defender.intake.soc.page-size=0")))
          .rootCause()
          .hasMessageContaining("defender.intake.soc.source")
          .hasMessageContaining("defender.intake.soc.page-size")
          .hasMessageContaining("defender.intake.soc.message");
    }
  }

  // --- the parts

  private static Intake intake() {
    return app.bean(Intake.class);
  }

  private static void pause() {
    intake().pause(SOC, "mira", "The test prepares a trouble.");
  }

  private static void resume() {
    intake().resume(SOC, "mira", "The trouble is prepared.");
  }

  private static String keyOf(String incident) {
    return "incident:" + incident;
  }

  /** Looks again at once where a trouble lets the intake pause. */
  private static void awaitStarted(String incident) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              intake().pollNow(SOC, "mira", "The test waits.");
              return app.started().containsKey(keyOf(incident));
            });
  }

  /** What would start twice would do so now. */
  private static void lookOnceMore() {
    Optional<Instant> before = intake().source(SOC).lastSuccess();
    await()
        .until(
            () -> {
              intake().pollNow(SOC, "mira", "The test waits.");
              return !intake().source(SOC).lastSuccess().equals(before);
            });
  }

  private static List<SeenItem> setAside(String start) {
    return intake().setAside(SOC).stream()
        .filter(item -> item.id().startsWith(start) && item.state().equals("QUARANTINED"))
        .toList();
  }

  private static ProcessInstance instance(String key) {
    return app.engine()
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(key)
        .singleResult();
  }

  private static void change(String incident, String field, String value) {
    clock.advance(Duration.ofSeconds(5));
    simulator
        .tenant()
        .changeIncident(incident, json -> json.put(field, value).put("lastUpdateDateTime", now()));
  }

  private static void changeAlert(String alert, String field, String value) {
    clock.advance(Duration.ofSeconds(5));
    simulator
        .tenant()
        .changeAlert(alert, json -> json.put(field, value).put("lastUpdateDateTime", now()));
  }

  private static String now() {
    return clock.instant().toString().substring(0, 19) + ".1234567Z";
  }

  private static String[] settings(Simulator simulator, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "defender.limits.families.all=unlimited",
                "defender.connections.default.tenant-id=" + simulator.settings().tenantId(),
                "defender.connections.default.client-id=" + simulator.settings().clientId(),
                "defender.connections.default.client-secret=" + simulator.clientSecret(),
                "defender.connections.default.login-url=" + simulator.loginUrl(),
                "defender.connections.default.graph-url=" + simulator.graphUrl(),
                "defender.connections.default.endpoint-url=" + simulator.endpointUrl()));
    settings.addAll(Arrays.asList(more));
    return settings.toArray(String[]::new);
  }
}
