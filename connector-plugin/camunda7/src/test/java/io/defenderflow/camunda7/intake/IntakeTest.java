package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.camunda7.intake.SourceProperties.FilterProperties;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a source starts, and what it does in trouble, with a real engine and a model of Microsoft.
 */
@Timeout(120)
class IntakeTest {
  private static EngineUnderTest app;
  private Microsoft microsoft;

  @BeforeAll
  static void startEngine() {
    app = new EngineUnderTest();
  }

  @AfterAll
  static void stopEngine() {
    app.close();
  }

  @BeforeEach
  void startTenant() {
    microsoft = new Microsoft(Instant.parse("2026-11-21T03:00:00.1234567Z"), new Random(1));
    app.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
  }

  @AfterEach
  void clear() {
    app.clear();
  }

  private Node node(UnaryOperator<Node.Settings> settings) {
    return Node.of(app, microsoft, settings);
  }

  private Node node() {
    return node(settings -> settings);
  }

  @Test
  void anIncidentStartsItsPlaybookOnceAndIsTheBusinessKey() {
    microsoft.add("1042", "high");
    Node node = node(settings -> settings.variables(Map.of()));

    node.look();
    node.lookLater();
    node.restart();
    node.lookLater();

    assertThat(app.started()).containsExactly(Map.entry("incident:1042", 1));
    ProcessInstance instance =
        app.engine().getRuntimeService().createProcessInstanceQuery().singleResult();
    assertThat(app.engine().getRuntimeService().getVariable(instance.getId(), "incidentId"))
        .isEqualTo("1042");
    assertThat(
            app.engine().getRuntimeService().getVariable(instance.getId(), "incident").toString())
        .contains("\"displayName\":\"Incident 1042\"");
    assertThat(node.status().started()).isEqualTo(1);
    assertThat(node.status().lag()).contains(Duration.ZERO);
    assertThat(node.status().problem()).isEmpty();
  }

  @Test
  void allIncidentsOfOneMomentStartAlthoughAPageEndsBetweenThem() {
    microsoft.largestPage = 2;
    for (int i = 0; i < 5; i++) {
      microsoft.add("200" + i, "high");
    }

    node(settings -> settings.pageSize(2)).look();

    assertThat(app.started()).hasSize(5).values().containsOnly(1);
  }

  @Test
  void anIncidentThatAppearsLateStartsAfterNewerOnes() {
    Node node = node();
    microsoft.add("1", "high", microsoft.now, microsoft.now.plus(Duration.ofMinutes(14)));
    for (int minute = 0; minute < 15; minute++) {
      microsoft.add("new" + minute, "high");
      node.lookLater();
    }

    assertThat(app.started()).hasSize(16).containsEntry("incident:1", 1);
  }

  @Test
  void aBacklogIsReadInWindowsThatFitOnAPage() {
    for (int i = 0; i < 600; i++) {
      Instant changed = microsoft.now.minusSeconds(120L * i);
      microsoft.add(Integer.toString(10_000 + i), "high", changed, changed);
    }
    List<Integer> cycles = new ArrayList<>();
    Node node = node(settings -> settings.mostPerCycle(250));
    while (cycles.size() < 10 && !node.status().lag().equals(Optional.of(Duration.ZERO))) {
      long before = node.status().started();
      node.lookLater();
      cycles.add((int) (node.status().started() - before));
    }

    assertThat(app.started()).hasSize(600).values().containsOnly(1);
    assertThat(cycles).allMatch(started -> started <= 250);
    assertThat(microsoft.filters).noneMatch(filter -> filter.contains("skip"));
  }

  @Test
  void theFirstLookGoesBackOnlySoFar() {
    Instant old = microsoft.now.minus(Duration.ofDays(2));
    microsoft.add("1", "high", old, old);
    microsoft.add("2", "high");

    node().look();

    assertThat(app.started()).containsOnlyKeys("incident:2");
  }

  @Test
  void aRewrittenTimeStartsNothingAgain() {
    microsoft.add("1042", "high");
    Node node = node();
    node.look();
    for (int i = 0; i < 5; i++) {
      microsoft.touch("1042");
      node.lookLater();
    }

    assertThat(app.started()).containsExactly(Map.entry("incident:1042", 1));
  }

  @Test
  void aSeverityThatIsRaisedAboveTheFilterStartsThePlaybookThen() {
    microsoft.add("1042", "low");
    Node node = node(settings -> settings.severity("high"));
    node.look();
    assertThat(app.started()).isEmpty();

    microsoft.change("1042", "severity", "high");
    node.lookLater();

    assertThat(app.started()).containsExactly(Map.entry("incident:1042", 1));
    assertThat(microsoft.filters.get(microsoft.filters.size() - 1))
        .contains(" and (severity eq 'high')");
  }

  @Test
  void whatWasMergedStartsNothingAndWhatRemainsStartsOnce() {
    microsoft.add("1", "high");
    microsoft.add("2", "high");
    microsoft.merge("1", "2");
    Node node = node();

    node.look();
    node.lookLater();

    assertThat(app.started()).containsExactly(Map.entry("incident:2", 1));
    assertThat(node.intake().item(Node.SOURCE, "1").orElseThrow().reason())
        .contains("It was merged into 2.");
  }

  @Test
  void onePoisonousIncidentIsSetAsideAndTriedAgainWhileAllOthersStart() {
    app.heard()
        .atStart(
            execution -> {
              if ("3".equals(execution.getVariable("incidentId"))) {
                throw new IllegalStateException("The first step cannot work with it.");
              }
            });
    for (int i = 1; i <= 5; i++) {
      microsoft.add(Integer.toString(i), "high");
    }
    Node node = node();
    node.look();

    assertThat(app.started()).hasSize(4).doesNotContainKey("incident:3");
    assertThat(node.intake().setAside(Node.SOURCE).get(0).state()).isEqualTo("RETRYING");

    for (int i = 0; i < 4; i++) {
      microsoft.advance(Duration.ofMinutes(10));
      node.look();
    }
    SeenItem aside = node.intake().setAside(Node.SOURCE).get(0);
    assertThat(aside.state()).isEqualTo("QUARANTINED");
    assertThat(aside.reason()).hasValueSatisfying(why -> assertThat(why).contains("first step"));
    assertThat(node.status().quarantined()).isEqualTo(1);
    assertThat(node.status().lag()).contains(Duration.ZERO);

    app.heard().atStart(execution -> {});
    node.intake().replay(Node.SOURCE, "3", "mira", "It was a drill.");
    node.look();
    assertThat(app.started()).hasSize(5).values().containsOnly(1);
    assertThat(node.status().quarantined()).isZero();
  }

  @Test
  void whatCannotBeReadIsNarrowedDownAndSetAsideAndReadInTheEnd() {
    for (int i = 0; i < 20; i++) {
      Instant changed = microsoft.now.minusSeconds(60L * i);
      microsoft.add(Integer.toString(i), "high", changed, changed);
    }
    microsoft.unreadable =
        page -> page.stream().anyMatch(item -> item.path("id").asText().equals("7"));
    Node node = node();
    node.look();

    assertThat(app.started()).hasSize(19).doesNotContainKey("incident:7");
    assertThat(node.intake().setAside(Node.SOURCE).get(0).id()).startsWith("window:");

    microsoft.unreadable = page -> false;
    microsoft.advance(Duration.ofMinutes(5));
    node.look();
    assertThat(app.started()).hasSize(20).values().containsOnly(1);
    assertThat(node.intake().setAside(Node.SOURCE)).isEmpty();
  }

  @Test
  void aTimeThatIsYetToComeIsNoTimeToResetTo() {
    microsoft.add("1", "high");
    Node node = node();

    assertThatThrownBy(
            () ->
                node.intake()
                    .reset(
                        Node.SOURCE, microsoft.now.plus(Duration.ofDays(365)), "mira", "A typo."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is yet to come");
    node.look();
    assertThat(app.started()).containsOnlyKeys("incident:1");
  }

  @Test
  void aReplayDuringALookIsNotOverwrittenByIt() {
    Node node = node(settings -> settings.updateMessage("IncidentChanged"));
    microsoft.add("1", "high");
    node.look();
    microsoft.advance(Node.INTERVAL);
    microsoft.change("1", "status", "inProgress");
    int before = microsoft.requests;
    microsoft.beforeRequest =
        () -> {
          if (microsoft.requests == before + 1) {
            node.intake().replay(Node.SOURCE, "1", "mira", "It is tried anew.");
          }
        };
    node.look();
    node.lookLater();

    assertThat(app.started()).containsExactly(Map.entry("incident:1", 2));
  }

  @Test
  void anEmptyPageThatIsPartialDoesNotMoveTheReadingOn() {
    microsoft.add("1", "high");
    Node node = node();
    node.look();
    microsoft.partial = true;
    microsoft.sendsEmptyPages = true;
    // Only the empty page says so, not the one behind it.
    microsoft.betweenPages = () -> microsoft.partial = false;
    for (int i = 0; i < 12; i++) {
      microsoft.partial = true;
      node.lookLater();
    }
    assertThat(node.status().lag().orElseThrow()).isGreaterThan(Duration.ofMinutes(8));
  }

  @Test
  void aPartialAnswerStartsWhatCameAndIsReadAgain() {
    microsoft.add("1", "high");
    microsoft.partial = true;
    Node node = node();
    node.look();
    assertThat(app.started()).containsOnlyKeys("incident:1");
    assertThat(node.status().lag().orElseThrow()).isGreaterThan(Duration.ofHours(23));

    Instant hidden = microsoft.now.minus(Duration.ofHours(5));
    microsoft.partial = false;
    microsoft.add("2", "high", hidden, microsoft.now);
    node.lookLater();
    assertThat(app.started()).containsOnlyKeys("incident:1", "incident:2");
    assertThat(node.status().lag()).contains(Duration.ZERO);
  }

  @Test
  void alertsAreAskedForApartWhereTheyCannotComeAlong() {
    microsoft.add("1042", "high");
    microsoft.expandFails = true;
    Node node =
        node(
            settings ->
                settings
                    .expandAlerts()
                    .filter(
                        new FilterProperties(
                            List.of(),
                            List.of(),
                            List.of("microsoftDefenderForEndpoint"),
                            List.of(),
                            List.of(),
                            List.of(),
                            ""))
                    .variables(Map.of("alert", "/alerts/0/id")));
    node.look();

    ProcessInstance instance =
        app.engine().getRuntimeService().createProcessInstanceQuery().singleResult();
    assertThat(app.engine().getRuntimeService().getVariable(instance.getId(), "alert"))
        .isEqualTo("da1042");
  }

  @Test
  void anOutageIsWaitedOutAtGrowingIntervalsAndNothingIsMissed() {
    Node node = node();
    node.look();
    microsoft.beforeRequest =
        () -> {
          throw Fault.of(ErrorCode.PERMISSION_MISSING, "The role was removed.");
        };
    for (int i = 0; i < 60; i++) {
      microsoft.add("late" + i, "high");
      node.lookLater();
    }
    assertThat(node.status().failures()).isLessThan(12);
    assertThat(node.status().problem())
        .hasValueSatisfying(
            problem -> assertThat(problem).contains("minutes behind", "The role was removed."));

    microsoft.beforeRequest = () -> {};
    node.intake().pollNow(Node.SOURCE, "mira", "A test.");
    node.look();
    assertThat(app.started()).hasSize(60).values().containsOnly(1);
    assertThat(node.status().problem()).isEmpty();
  }

  @Test
  void aTenantThatGoesQuietIsToldWhereSomebodyAskedForIt() {
    microsoft.add("1", "high");
    Node node = node(settings -> settings.quietAfter(Duration.ofHours(2)));
    node.look();
    assertThat(node.status().problem()).isEmpty();

    for (int i = 0; i < 4; i++) {
      microsoft.advance(Duration.ofHours(1));
      node.look();
    }

    assertThat(node.status().problem())
        .hasValueSatisfying(problem -> assertThat(problem).contains("has seen no incident"));
  }

  @Test
  void aDecisionPicksThePlaybookAndIsAskedAgainAfterAChange() {
    app.deploy("urgent.bpmn", Playbooks.deaf("urgent", "Urgent"));
    app.deploy("calm.bpmn", Playbooks.deaf("calm", "Calm"));
    app.deploy("which.dmn", Playbooks.decision("which"));
    microsoft.add("1", "high");
    microsoft.add("2", "medium");
    microsoft.add("3", "low");
    Node node = node(settings -> settings.decision("which"));
    node.look();

    assertThat(keyOf("incident:1")).isEqualTo("urgent");
    assertThat(keyOf("incident:2")).isEqualTo("calm");
    assertThat(node.intake().item(Node.SOURCE, "3").orElseThrow().state()).isEqualTo("IGNORED");

    microsoft.change("3", "severity", "medium");
    node.lookLater();
    assertThat(keyOf("incident:3")).isEqualTo("calm");
  }

  private String keyOf(String businessKey) {
    return app.engine()
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(businessKey)
        .singleResult()
        .getProcessDefinitionKey();
  }

  @Test
  void aSourceStartsThePlaybooksOfItsOwnEngineTenant() {
    app.deploy("own.bpmn", Playbooks.deaf("own", "IncidentCreated"), "blue");
    microsoft.add("1", "high");

    node(settings -> settings.engineTenant("blue")).look();

    assertThat(
            app.engine()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .tenantIdIn("blue")
                .singleResult()
                .getBusinessKey())
        .isEqualTo("incident:1");
  }

  @Test
  void aMessageThatNoPlaybookHasIsSaidAndTheIncidentIsKept() {
    microsoft.add("1", "high");
    app.clear();
    Node node = node();
    node.look();
    SeenItem kept = node.intake().setAside(Node.SOURCE).get(0);
    assertThat(kept.reason())
        .hasValueSatisfying(
            why -> assertThat(why).contains("IncidentCreated", "defender.intake.soc.message"));

    app.deploy("playbook.bpmn", Playbooks.deaf("playbook", "IncidentCreated"));
    microsoft.advance(Duration.ofMinutes(5));
    node.look();
    assertThat(app.started()).containsOnlyKeys("incident:1");
  }

  @Test
  void aPausedSourceStartsNothingUntilItIsResumed() {
    microsoft.add("1", "high");
    Node node = node();
    node.intake().pause(Node.SOURCE, "mira", "A drill.");
    node.lookLater();
    assertThat(app.started()).isEmpty();
    assertThat(node.status().pausedBy()).contains("mira");

    node.intake().resume(Node.SOURCE, "mira", "It is over.");
    node.look();
    assertThat(app.started()).containsOnlyKeys("incident:1");
  }

  @Test
  void whatPeopleDoIsWrittenIntoTheAuditWithWhoAndWhy() {
    Node node = node();
    Audit audit = app.bean(Audit.class);
    AuditFilter ofIntake = AuditFilter.ALL.decision(Decision.INTAKE_CHANGED);
    long before = audit.count(ofIntake);
    Intake intake = node.intake();
    intake.pause(Node.SOURCE, "mira", "A drill.");
    intake.resume(Node.SOURCE, "ada", "The drill is over.");
    intake.pollNow(Node.SOURCE, "mira", "The boss waits.");
    intake.replay(Node.SOURCE, "1042", "mira", "It was closed by mistake.");
    intake.reset(
        Node.SOURCE, microsoft.now.minus(Duration.ofHours(1)), "ada", "A restored backup.");

    assertThat(audit.count(ofIntake) - before).isEqualTo(5);
    assertThat(audit.find(ofIntake, new Page(0, 5)))
        .extracting(row -> row.get(Detail.DECIDED_BY).get())
        .containsExactly("ada", "mira", "mira", "ada", "mira");
    AuditRecord replay = audit.find(ofIntake, new Page(1, 1)).get(0);
    assertThat(replay.get(Detail.WHY))
        .contains("Let the intake soc take 1042 in again: It was closed by mistake.");
    assertThat(replay.get(Detail.BUSINESS_KEY)).contains("incident:1042");
  }

  @Test
  void nothingIsDoneForSomebodyWhoDoesNotSayWhoOrWhy() {
    Node node = node();
    assertThatThrownBy(() -> node.intake().pause(Node.SOURCE, " ", "A drill."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("who");
    assertThatThrownBy(() -> node.intake().pause(Node.SOURCE, "mira", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("why");
    assertThatThrownBy(() -> node.intake().replay(Node.SOURCE, "../1", "mira", "A try."))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not the id of an incident");
    assertThat(node.status().pausedBy()).isEmpty();
  }

  @Test
  void aPauseDuringALookTakesEffectAtOnce() {
    for (int i = 0; i < 10; i++) {
      microsoft.add(Integer.toString(i), "high");
    }
    Node node = node();
    microsoft.beforeRequest =
        () -> {
          if (microsoft.requests == 2) {
            node.intake().pause(Node.SOURCE, "mira", "Too many.");
          }
        };
    node.look();

    assertThat(app.started()).isEmpty();
    assertThat(node.status().failures()).isZero();
  }

  @Test
  void aDryRunShowsWhatWouldStartAndStartsNothing() {
    microsoft.add("1", "high");
    Node node = node();
    node.look();
    microsoft.advance(Duration.ofMinutes(1));
    microsoft.add("2", "high");

    List<WouldStart> shown = node.intake().dryRun(Node.SOURCE);

    assertThat(shown)
        .anySatisfy(
            one -> {
              assertThat(one.id()).isEqualTo("2");
              assertThat(one.message()).contains("IncidentCreated");
            })
        .anySatisfy(
            one -> {
              assertThat(one.id()).isEqualTo("1");
              assertThat(one.message()).isEmpty();
            });
    assertThat(app.started()).containsOnlyKeys("incident:1");
  }

  @Test
  void aResetReadsOlderIncidentsAndRepeatsNone() {
    Instant old = microsoft.now.minus(Duration.ofDays(3));
    microsoft.add("1", "high", old, old);
    microsoft.add("2", "high");
    Node node = node();
    node.look();

    node.intake()
        .reset(Node.SOURCE, microsoft.now.minus(Duration.ofDays(5)), "mira", "A restored backup.");
    node.look();

    assertThat(app.started())
        .containsExactly(Map.entry("incident:1", 1), Map.entry("incident:2", 1));
  }

  @Test
  void somethingWithoutAnIdIsShownAndBlocksNothing() {
    microsoft.add("1", "high");
    ObjectNode nameless = microsoft.add("x", "high");
    nameless.remove("id");
    nameless.putNull("id");
    Node node = node();
    node.look();
    node.lookLater();

    assertThat(app.started()).containsOnlyKeys("incident:1");
    assertThat(node.intake().setAside(Node.SOURCE)).hasSize(1);
    assertThat(node.intake().setAside(Node.SOURCE).get(0).id()).startsWith("unreadable:");
  }

  @Test
  void whatIsReplayedByAnotherSpellingOfItsIdStartsOnce() {
    microsoft.add("1042", "high");
    Node node = node();
    node.look();

    node.intake().replay(Node.SOURCE, "001042", "mira", "Copied from a report.");
    for (int i = 0; i < 3; i++) {
      node.lookLater();
    }

    assertThat(app.started()).containsExactly(Map.entry("incident:1042", 2));
    assertThat(node.intake().item(Node.SOURCE, "001042").orElseThrow().reason())
        .hasValueSatisfying(why -> assertThat(why).contains("Microsoft's id of it is 1042."));
    assertThat(node.intake().setAside(Node.SOURCE)).isEmpty();
  }

  @Test
  void whoseAlertsCouldNotBeReadStartsOnlyWhereTheyMatchTheFilter() {
    microsoft.add("1", "high");
    microsoft.add("2", "high");
    microsoft.addAlert("2", "ofAnotherProduct");
    Node node =
        node(
            settings ->
                settings
                    .expandAlerts()
                    .filter(
                        new FilterProperties(
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of("Defender for Seven"),
                            List.of(),
                            "")));
    microsoft.expandFails = true;
    microsoft.alertsFail = true;
    node.look();
    assertThat(node.intake().setAside(Node.SOURCE)).hasSize(2);

    microsoft.alertsFail = false;
    microsoft.productOf("2", "Defender for Seven");
    for (int i = 0; i < 3; i++) {
      microsoft.advance(Duration.ofMinutes(10));
      node.look();
    }

    assertThat(app.started()).containsExactly(Map.entry("incident:2", 1));
    assertThat(node.intake().item(Node.SOURCE, "1").orElseThrow().reason())
        .contains("Its alerts do not match the filter.");
  }

  @Test
  void aLookThatIsAskedForDuringALookFollowsIt() {
    Node node = node();
    microsoft.beforeRequest =
        () -> {
          if (microsoft.requests == 2) {
            node.intake().pollNow(Node.SOURCE, "mira", "The boss waits.");
          }
        };
    node.look();
    microsoft.add("1", "high");
    node.look();

    assertThat(app.started()).containsOnlyKeys("incident:1");
  }

  /** Nodes of two versions share the table during an update, and after going back from it. */
  @Test
  void whatANewerVersionHasWrittenAboutAnItemIsShownAndHoldsUpNoOther() throws SQLException {
    microsoft.add("1", "high");
    Node node = node();
    node.look();
    try (Connection connection = app.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE DEFENDERFLOW_INTAKE_ITEM SET STATE = 'DELEGATED'");
    }
    microsoft.add("2", "high");
    microsoft.touch("1");
    node.lookLater();

    assertThat(app.started())
        .containsExactly(Map.entry("incident:1", 1), Map.entry("incident:2", 1));
    assertThat(node.intake().item(Node.SOURCE, "1").orElseThrow().state()).isEqualTo("DELEGATED");
    assertThat(node.intake().dryRun(Node.SOURCE)).allMatch(would -> would.message().isEmpty());
  }

  @Test
  void aTimeInTheFutureDoesNotHideWhatComesAfterwards() {
    microsoft.add("1", "high", Instant.parse("2099-01-01T00:00:00Z"), microsoft.now);
    Node node = node();
    node.look();
    microsoft.advance(Duration.ofHours(1));
    microsoft.add("2", "high");
    node.look();

    assertThat(app.started()).containsOnlyKeys("incident:1", "incident:2");
  }
}
