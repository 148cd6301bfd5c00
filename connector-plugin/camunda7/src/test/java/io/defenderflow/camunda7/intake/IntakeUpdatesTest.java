package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.camunda7.intake.SourceProperties.FilterProperties;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.Journal;
import io.defenderflow.journal.RecordedOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What running playbooks are told of their incidents. */
@Timeout(120)
class IntakeUpdatesTest {
  private static EngineUnderTest app;
  private Microsoft microsoft;
  private Node node;

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
  }

  @AfterEach
  void clear() {
    app.clear();
  }

  /** An active incident of high severity has started its playbook. */
  private void running(String playbook) {
    app.deploy("playbook.bpmn", playbook);
    node =
        Node.of(
            app,
            microsoft,
            settings -> settings.severity("high").expandAlerts().updateMessage("IncidentChanged"));
    microsoft.add("1042", "high");
    node.look();
    assertThat(app.started()).containsOnlyKeys("incident:1042");
  }

  @Test
  void aRunningPlaybookHearsOfEveryChangeOnceAlsoWhenTheFilterDoesNotMatchAnyMore() {
    running(Playbooks.waiting("playbook", "IncidentCreated"));

    microsoft.advance(Duration.ofSeconds(1));
    microsoft.change("1042", "assignedTo", "mira@northwharf.example");
    node.lookLater();
    microsoft.change("1042", "severity", "low");
    node.lookLater();
    microsoft.addAlert("1042", "da2");
    node.lookLater();
    microsoft.comment("1042", "Mira", "I look at it.");
    node.lookLater();
    microsoft.change("1042", "status", "resolved");
    node.lookLater();
    node.lookLater();

    assertThat(app.heard().updates())
        .containsExactly(
            "incident:1042 assignedTo active",
            "incident:1042 severity active",
            "incident:1042 alerts active",
            "incident:1042 comments active",
            "incident:1042 status resolved");
    assertThat(node.status().updates()).isEqualTo(5);
    assertThat(node.status().pendingUpdates()).isZero();
  }

  @Test
  void aPlaybookWhoseIncidentWasMergedHearsOfIt() {
    running(Playbooks.waiting("playbook", "IncidentCreated"));
    microsoft.add("1050", "low");

    microsoft.advance(Duration.ofSeconds(1));
    microsoft.merge("1042", "1050");
    node.lookLater();

    assertThat(app.heard().updates())
        .containsExactly("incident:1042 status,redirectIncidentId,alerts redirected");
  }

  @Test
  void whatNobodyWaitsForYetIsKeptAndComesInOrder() {
    running(Playbooks.waitingLater("playbook", "IncidentCreated"));
    microsoft.advance(Duration.ofSeconds(1));
    microsoft.change("1042", "assignedTo", "mira@northwharf.example");
    node.lookLater();
    microsoft.change("1042", "status", "resolved");
    node.lookLater();
    assertThat(app.heard().updates()).isEmpty();
    assertThat(node.status().pendingUpdates()).isEqualTo(2);

    look();
    node.lookLater();
    assertThat(app.heard().updates()).containsExactly("incident:1042 assignedTo active");
    look();
    node.lookLater();
    assertThat(app.heard().updates())
        .containsExactly("incident:1042 assignedTo active", "incident:1042 status resolved");
  }

  /** The person whom the playbook waits for does so. */
  private static void look() {
    Task task = app.engine().getTaskService().createTaskQuery().singleResult();
    app.engine().getTaskService().complete(task.getId());
  }

  @Test
  void aCalledProcessHearsOfTheChangeToo() {
    app.deploy("called.bpmn", Playbooks.waiting("called", "NobodyStartsIt"));
    running(Playbooks.calling("playbook", "IncidentCreated", "called"));

    microsoft.advance(Duration.ofSeconds(1));
    microsoft.change("1042", "status", "resolved");
    node.lookLater();

    assertThat(app.heard().updates()).containsExactly("incident:1042 status resolved");
  }

  @Test
  void whatComesAfterTheEndIsRecordedAsUndeliverable() {
    running(Playbooks.deaf("playbook", "IncidentCreated"));
    microsoft.advance(Duration.ofSeconds(1));
    microsoft.change("1042", "assignedTo", "mira@northwharf.example");
    node.lookLater();
    look();
    microsoft.change("1042", "status", "resolved");
    node.lookLater();
    node.lookLater();

    assertThat(node.status().pendingUpdates()).isZero();
    assertThat(node.status().undeliverable()).isEqualTo(2);
    assertThat(node.intake().item(Node.SOURCE, "1042").orElseThrow().state()).isEqualTo("ENDED");
  }

  @Test
  void whatThePlaybookDidItselfDoesNotComeBackButTheChangeOfAnAnalystDoes() {
    running(Playbooks.waiting("playbook", "IncidentCreated"));

    microsoft.advance(Duration.ofSeconds(1));
    microsoft.change("1042", "severity", "medium");
    microsoft.change("1042", "status", "inProgress");
    wrote("incident.update", Set.of("incidentId", "status"), microsoft.incident("1042"));
    node.lookLater();
    assertThat(app.heard().updates()).containsExactly("incident:1042 severity inProgress");

    microsoft.change("1042", "status", "active");
    node.lookLater();
    microsoft.change("1042", "status", "inProgress");
    node.lookLater();
    assertThat(app.heard().updates())
        .containsExactly(
            "incident:1042 severity inProgress",
            "incident:1042 status active",
            "incident:1042 status inProgress");
  }

  @Test
  void theCommentOfThePlaybookDoesNotComeBackButThatOfAnAnalystDoes() {
    running(Playbooks.waiting("playbook", "IncidentCreated"));

    microsoft.advance(Duration.ofSeconds(1));
    Entry entry = wrote("incident.comment.add", Set.of("comment"), microsoft.incident("1042"));
    microsoft.comment("1042", "app", "[" + entry.marker() + "] The machine was isolated.");
    node.lookLater();
    assertThat(app.heard().updates()).isEmpty();

    microsoft.comment("1042", "Mira", "[df-00000000] I look at it.");
    node.lookLater();
    assertThat(app.heard().updates()).containsExactly("incident:1042 comments active");
  }

  private Entry wrote(String action, Set<String> inputs, ObjectNode result) {
    Journal journal = new Journal(app.dataSource(), Clock.systemUTC());
    Entry intent =
        Entry.intent(
            "key" + Math.abs(result.hashCode()) + action,
            "task",
            "instance",
            action,
            "default",
            "1042",
            "hash",
            Instant.now());
    return journal.save(
        journal
            .add(intent)
            .sending("request-1", Instant.now())
            .done(RecordedOutcome.of(result.deepCopy()).withInputs(inputs)));
  }

  @Test
  void aSourceThatOnlyFollowsTellsPlaybooksThatSomebodyElseHasStarted() {
    app.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
    app.engine()
        .getRuntimeService()
        .startProcessInstanceByMessage("IncidentCreated", "incident:1042");
    microsoft.add("1042", "high");
    microsoft.add("1043", "high");
    node =
        Node.of(
            app, microsoft, settings -> settings.policy("UPDATE").updateMessage("IncidentChanged"));
    node.look();
    microsoft.change("1042", "status", "resolved");
    microsoft.change("1043", "status", "resolved");
    node.lookLater();

    assertThat(app.heard().updates()).containsExactly("incident:1042 status resolved");
    assertThat(app.started()).containsOnlyKeys("incident:1042");
  }

  @Test
  void aPlaybookThatCannotTakeAnUpdateBlocksNoOther() {
    running(Playbooks.waiting("playbook", "IncidentCreated"));
    microsoft.add("1043", "high");
    node.lookLater();
    String first =
        app.engine()
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceBusinessKey("incident:1042")
            .singleResult()
            .getId();
    app.engine().getRuntimeService().suspendProcessInstanceById(first);
    microsoft.change("1042", "status", "resolved");
    microsoft.change("1043", "status", "resolved");
    node.lookLater();
    assertThat(app.heard().updates()).containsExactly("incident:1043 status resolved");

    app.engine().getRuntimeService().activateProcessInstanceById(first);
    node.lookLater();
    assertThat(app.heard().updates())
        .isEqualTo(List.of("incident:1043 status resolved", "incident:1042 status resolved"));
  }

  @Test
  void aChangeIsToldAlthoughTheAlertsCannotBeReadAndTheNewAlertAsSoonAsTheyCan() {
    running(Playbooks.waiting("playbook", "IncidentCreated"));
    microsoft.advance(Duration.ofSeconds(1));
    microsoft.expandFails = true;
    microsoft.alertsFail = true;
    microsoft.addAlert("1042", "da2");
    microsoft.change("1042", "status", "resolved");
    node.lookLater();
    assertThat(app.heard().updates()).containsExactly("incident:1042 status resolved");

    // By now, the change is older than the overlap, and newer ones are read.
    microsoft.advance(Duration.ofHours(1));
    microsoft.add("1043", "low");
    node.look();
    microsoft.alertsFail = false;
    microsoft.advance(Duration.ofHours(7));
    node.look();
    node.lookLater();

    assertThat(app.heard().updates())
        .containsExactly("incident:1042 status resolved", "incident:1042 alerts resolved");
  }

  @Test
  void aChangeThatCouldNotBeComparedWhileAWriteWasOnItsWayIsToldLater() {
    running(Playbooks.waiting("playbook", "IncidentCreated"));
    microsoft.advance(Duration.ofSeconds(1));
    Journal journal = new Journal(app.dataSource(), Clock.systemUTC());
    Entry sent =
        journal.save(
            journal
                .add(
                    Entry.intent(
                        "lost-answer",
                        "task",
                        "instance",
                        "incident.update",
                        "default",
                        "1042",
                        "hash",
                        Instant.now()))
                .sending("request-1", Instant.now()));
    microsoft.change("1042", "status", "resolved");
    node.lookLater();
    assertThat(app.heard().updates()).isEmpty();

    journal.save(sent.refused());
    microsoft.advance(Duration.ofHours(1));
    microsoft.add("1043", "low");
    // The first look reads on, the second one finds the change outside of what it reads.
    node.look();
    node.lookLater();

    assertThat(app.heard().updates()).containsExactly("incident:1042 status resolved");
  }

  @Test
  void asLongAsASourceIsPausedPlaybooksHearOfNothing() {
    running(Playbooks.waitingLater("playbook", "IncidentCreated"));
    microsoft.advance(Duration.ofSeconds(1));
    microsoft.change("1042", "status", "resolved");
    node.lookLater();
    look();
    node.intake().pause(Node.SOURCE, "mira", "A drill.");
    node.lookLater();
    assertThat(app.heard().updates()).isEmpty();

    node.intake().resume(Node.SOURCE, "mira", "It is over.");
    node.look();
    assertThat(app.heard().updates()).containsExactly("incident:1042 status resolved");
  }

  @Test
  void aPlaybookThatSomebodyElseStartsHearsOfTheFirstChangeOfAnOldIncidentAndASecondOneToo() {
    app.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
    microsoft.add("1042", "high");
    node =
        Node.of(
            app, microsoft, settings -> settings.policy("UPDATE").updateMessage("IncidentChanged"));
    microsoft.advance(Duration.ofDays(5));
    node.look();
    String first = startedByAPerson("incident:1042");
    startedByAPerson("incident:404");
    node.lookLater();
    microsoft.change("1042", "status", "resolved");
    node.lookLater();
    assertThat(app.heard().updates()).containsExactly("incident:1042 status resolved");

    app.engine().getRuntimeService().deleteProcessInstance(first, "It is done.");
    microsoft.advance(Duration.ofDays(1));
    startedByAPerson("incident:1042");
    node.look();
    int before = microsoft.requests;
    node.lookLater();
    assertThat(microsoft.requests - before).as("It asks for nothing any more.").isOne();
    microsoft.change("1042", "status", "active");
    node.lookLater();

    assertThat(app.heard().updates())
        .containsExactly("incident:1042 status resolved", "incident:1042 status active");
  }

  private static String startedByAPerson(String businessKey) {
    return app.engine()
        .getRuntimeService()
        .startProcessInstanceByMessage("IncidentCreated", businessKey)
        .getId();
  }

  @Test
  void aFilterThatIsAddedOrRemovedBetweenTwoStartsHidesNoChange() {
    app.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
    Node open = Node.of(app, microsoft, settings -> settings.updateMessage("IncidentChanged"));
    Node filtered =
        Node.of(
            app, microsoft, settings -> settings.severity("high").updateMessage("IncidentChanged"));
    microsoft.add("1042", "high");
    open.look();
    // Everything stands still for longer than the first look back would reach.
    microsoft.advance(Duration.ofHours(1));
    microsoft.change("1042", "status", "inProgress");
    microsoft.advance(Duration.ofDays(3));
    filtered.look();
    assertThat(app.heard().updates()).containsExactly("incident:1042 status inProgress");

    // What follows is behind what starts when one look has to serve both again.
    microsoft.change("1042", "status", "resolved");
    microsoft.beforeRequest =
        () -> {
          if (!microsoft.filters.get(microsoft.filters.size() - 1).contains("severity")) {
            throw Fault.of(ErrorCode.SERVICE_UNAVAILABLE, "Microsoft is down.");
          }
        };
    for (int i = 0; i < 3; i++) {
      microsoft.advance(Duration.ofHours(1));
      microsoft.add("new" + i, "high");
      filtered.look();
    }
    microsoft.beforeRequest = () -> {};
    microsoft.advance(Duration.ofHours(1));
    open.look();

    assertThat(app.heard().updates())
        .contains("incident:1042 status inProgress", "incident:1042 status resolved");
  }

  @Test
  void whatIsKeptAndWhatCameTooLateIsListedWithoutWhatStandsInIt() {
    running(Playbooks.deaf("playbook", "IncidentCreated"));
    microsoft.advance(Duration.ofSeconds(1));
    microsoft.change("1042", "assignedTo", "mira@northwharf.example");
    microsoft.comment("1042", "Mira", "The secret of the house.");
    node.lookLater();

    SeenUpdate kept = node.intake().kept(Node.SOURCE).get(0);
    assertThat(kept.businessKey()).isEqualTo("incident:1042");
    assertThat(kept.title()).contains("Incident 1042");
    assertThat(kept.changed()).containsExactly("assignedTo", "comments");
    assertThat(kept.reason())
        .contains("The playbook does not wait for the message IncidentChanged yet.");
    assertThat(kept.toString()).doesNotContain("The secret of the house.", "northwharf");
    assertThat(node.intake().undeliverable(Node.SOURCE)).isEmpty();

    look();
    node.lookLater();
    assertThat(node.intake().kept(Node.SOURCE)).isEmpty();
    assertThat(node.intake().undeliverable(Node.SOURCE))
        .singleElement()
        .satisfies(
            late -> {
              assertThat(late.processInstance()).isEqualTo(kept.processInstance());
              assertThat(late.since()).isEqualTo(kept.since());
              assertThat(late.reason())
                  .contains("The playbook ended before it could receive the change.");
            });
  }

  @Test
  void aChangeThatCouldNotBeReadForHoursIsToldInTheEnd() {
    app.deploy("playbook.bpmn", Playbooks.waiting("playbook", "IncidentCreated"));
    node =
        Node.of(
            app,
            microsoft,
            settings ->
                settings
                    .filter(
                        new FilterProperties(
                            List.of(),
                            List.of("active"),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            ""))
                    .updateMessage("IncidentChanged"));
    microsoft.add("1042", "high");
    node.look();
    microsoft.advance(Duration.ofMinutes(1));
    microsoft.change("1042", "status", "resolved");
    // The incident does not match any more, so that only those who follow it read it.
    microsoft.unreadable =
        page -> page.stream().anyMatch(item -> item.path("status").asText().equals("resolved"));
    for (int minute = 0; minute < 25; minute++) {
      node.lookLater();
    }
    assertThat(app.heard().updates()).isEmpty();
    assertThat(node.intake().setAside(Node.SOURCE)).isNotEmpty();

    microsoft.unreadable = page -> false;
    microsoft.advance(Duration.ofHours(7));
    node.look();

    assertThat(app.heard().updates()).containsExactly("incident:1042 status resolved");
  }
}
