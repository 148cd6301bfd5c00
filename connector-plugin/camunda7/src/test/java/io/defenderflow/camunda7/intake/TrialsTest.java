package io.defenderflow.camunda7.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.camunda7.intake.Trial.Tried;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Playbooks that are started for a trial, beside live ones. */
@Timeout(120)
class TrialsTest {
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
    app.deploy("live.bpmn", Playbooks.waiting("live", "IncidentCreated"));
    app.deploy("tried.bpmn", Playbooks.waiting("tried", "OnlyForTrials"));
  }

  @AfterEach
  void clear() {
    app.clear();
  }

  private Node node(UnaryOperator<Node.Settings> settings) {
    return Node.of(app, microsoft, settings);
  }

  private static String definition(String key) {
    return app.engine()
        .getRepositoryService()
        .createProcessDefinitionQuery()
        .processDefinitionKey(key)
        .latestVersion()
        .singleResult()
        .getId();
  }

  private Trial lastDays(Node node, int days) {
    return node.intake()
        .trial(
            Node.SOURCE,
            definition("tried"),
            microsoft.now.minus(Duration.ofDays(days)),
            microsoft.now.plusSeconds(1),
            500,
            "mira",
            "A new version.");
  }

  private Trial ofIds(Node node, String key, String... ids) {
    return node.intake()
        .trial(Node.SOURCE, definition(key), List.of(ids), "mira", "A new version.");
  }

  private void add(String id, String severity, int daysAgo) {
    Instant changed = microsoft.now.minus(Duration.ofDays(daysAgo));
    microsoft.add(id, severity, changed, changed);
  }

  // --- what is started

  @Test
  void whatMatchedTheFilterStartsTheDefinitionAlthoughItIsClosedByNow() {
    add("1", "high", 2);
    add("2", "low", 2);
    add("3", "high", 9);
    microsoft.incident("1").put("status", "resolved");
    Node node = node(settings -> settings.severity("high").variables(Map.of()));

    Trial trial = lastDays(node, 5);

    assertThat(trial.items()).extracting(Tried::businessKey).containsExactly("trial:incident:1");
    assertThat(trial.more()).isEmpty();
    ProcessInstance instance =
        app.engine()
            .getRuntimeService()
            .createProcessInstanceQuery()
            .processInstanceId(trial.items().get(0).processInstance().orElseThrow())
            .singleResult();
    assertThat(instance.getProcessDefinitionId()).isEqualTo(definition("tried"));
    assertThat(instance.getBusinessKey()).isEqualTo("trial:incident:1");
    Map<String, Object> variables = app.engine().getRuntimeService().getVariables(instance.getId());
    assertThat(variables)
        .containsEntry("defenderTrial", true)
        .containsEntry("incidentId", "1")
        .containsKey("incident");
  }

  @Test
  void itIsWrittenIntoTheAuditForEachPlaybookWhoTriedItAndWhy() {
    add("1", "high", 2);
    Tried tried = lastDays(node(settings -> settings), 5).items().get(0);

    AuditRecord row =
        app.bean(Audit.class)
            .find(
                AuditFilter.ALL
                    .decision(Decision.TRIAL_STARTED)
                    .with(Detail.PROCESS_INSTANCE_ID, tried.processInstance().orElseThrow()),
                new Page(0, 1))
            .get(0);
    assertThat(row.dryRun()).isTrue();
    assertThat(row.get(Detail.DECIDED_BY)).contains("mira");
    assertThat(row.get(Detail.WHY))
        .contains("Trial of tried version 1 for incident 1: A new version.");
    assertThat(row.get(Detail.BUSINESS_KEY)).contains("trial:incident:1");
  }

  @Test
  void namedIncidentsAreTriedWhetherOrNotTheyMatchAndWhatIsNotThereIsSaid() {
    add("1", "low", 40);
    add("2", "high", 1);
    add("3", "high", 1);
    microsoft.merge("2", "3");
    Node node = node(settings -> settings.severity("high"));

    Trial trial = ofIds(node, "tried", "1", "2", "4", "1");

    assertThat(trial.items())
        .extracting(Tried::id, tried -> tried.problem().orElse("started"))
        .containsExactly(
            tuple("1", "started"),
            tuple("2", "It was merged into 3."),
            tuple("4", "Defender does not know it."));
    assertThat(app.started()).containsExactly(Map.entry("trial:incident:1", 1));
  }

  @Test
  void noMoreStartThanWereAskedForAndItIsSaidThatThereAreMore() {
    microsoft.largestPage = 3;
    for (int i = 0; i < 10; i++) {
      add("1" + i, "high", 1);
    }
    Node node = node(settings -> settings.pageSize(3));

    Trial some =
        node.intake()
            .trial(
                Node.SOURCE,
                definition("tried"),
                microsoft.now.minus(Duration.ofDays(3)),
                microsoft.now,
                4,
                "mira",
                "A new version.");
    assertThat(some.started()).isEqualTo(4);
    assertThat(some.more().orElseThrow()).contains("there are more");

    Trial all = lastDays(node, 3);
    assertThat(all.started()).isEqualTo(10);
    assertThat(all.more()).isEmpty();
  }

  @Test
  void aPlaybookThatFailsAtItsStartKeepsNoOtherFromBeingTried() {
    add("1", "high", 1);
    add("2", "high", 1);
    app.heard()
        .atStart(
            execution -> {
              if (execution.getProcessBusinessKey().endsWith(":1")) {
                throw new IllegalStateException("The model is wrong.");
              }
            });

    Trial trial = ofIds(node(settings -> settings), "tried", "1", "2");

    assertThat(trial.items().get(0).problem().orElseThrow()).contains("The model is wrong.");
    assertThat(trial.items().get(1).processInstance()).isPresent();
    assertThat(app.started()).containsExactly(Map.entry("trial:incident:2", 1));
  }

  @Test
  void nothingStartsWhereMicrosoftCannotBeAsked() {
    add("1", "high", 1);
    Node node = node(settings -> settings);
    microsoft.beforeRequest =
        () -> {
          throw Fault.of(ErrorCode.THROTTLED, "Too many requests.");
        };

    assertThatThrownBy(() -> lastDays(node, 3)).isInstanceOf(Fault.class);
    assertThat(app.started()).isEmpty();
  }

  // --- beside live playbooks

  @Test
  void theLivePlaybookStartsOnceAndAloneHearsOfChanges() {
    microsoft.add("1", "high");
    Node node = node(settings -> settings.updateMessage("IncidentChanged"));
    ofIds(node, "tried", "1");
    node.look();
    ofIds(node, "tried", "1");
    assertThat(app.started()).containsEntry("incident:1", 1).containsEntry("trial:incident:1", 2);

    microsoft.advance(Duration.ofMinutes(1));
    microsoft.change("1", "status", "resolved");
    node.look();

    assertThat(app.heard().updates()).containsExactly("incident:1 status resolved");
    assertThat(node.status().started()).isEqualTo(1);
  }

  @Test
  void aTrialIsNotThePlaybookThatASourceFollows() {
    microsoft.add("1", "high");
    Node node = node(settings -> settings.policy("UPDATE").updateMessage("IncidentChanged"));
    ofIds(node, "tried", "1");
    app.deploy("greedy.bpmn", withLiveKey(Playbooks.waiting("greedy", "OnlyForGreedy")));
    ofIds(node, "greedy", "1");
    node.look();
    microsoft.advance(Duration.ofMinutes(1));
    microsoft.change("1", "status", "resolved");
    node.lookLater();

    assertThat(app.heard().updates()).isEmpty();
    assertThat(node.intake().item(Node.SOURCE, "1")).isEmpty();
  }

  /** A playbook that names itself by what it works on, whoever started it. */
  private static String withLiveKey(String playbook) {
    int behindTag = playbook.indexOf('>', playbook.indexOf("<bpmn:process ")) + 1;
    return playbook.substring(0, behindTag)
        + "<bpmn:extensionElements><camunda:executionListener event=\"start\""
        + " expression=\"${execution.setProcessBusinessKey('incident:1')}\"/>"
        + "</bpmn:extensionElements>"
        + playbook.substring(behindTag);
  }

  // --- what is refused

  @Test
  void aPlaybookWithTheLiveMessageIsRefusedAndWhatToDoIsSaid() {
    microsoft.add("1", "high");
    Node node = node(settings -> settings);

    assertThatThrownBy(() -> ofIds(node, "live", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IncidentCreated")
        .hasMessageContaining("another process id")
        .hasMessageContaining("Nothing was started.");
    assertThat(app.started()).isEmpty();
  }

  @Test
  void whereADecisionPicksTheMessageEveryStartMessageIsRefused() {
    microsoft.add("1", "high");
    app.deploy("which.dmn", Playbooks.decision("which"));
    Node node = node(settings -> settings.decision("which"));

    assertThatThrownBy(() -> ofIds(node, "tried", "1"))
        .hasMessageContaining("may pick any message");
    assertThat(app.started()).isEmpty();
  }

  @Test
  void aPlaybookOfAnotherTenantOrOneThatIsSuspendedOrUnknownIsRefused() {
    microsoft.add("1", "high");
    Node node = node(settings -> settings);
    assertThatThrownBy(
            () ->
                node(settings -> settings.engineTenant("blue"))
                    .intake()
                    .trial(Node.SOURCE, definition("tried"), List.of("1"), "mira", "A try."))
        .hasMessageContaining("the engine's tenant blue");
    assertThatThrownBy(
            () -> node.intake().trial(Node.SOURCE, "nowhere:1:1", List.of("1"), "mira", "A try."))
        .hasMessageContaining("nowhere:1:1");
    app.engine().getRepositoryService().suspendProcessDefinitionById(definition("tried"));
    assertThatThrownBy(() -> ofIds(node, "tried", "1")).hasMessageContaining("suspended");
    assertThat(app.started()).isEmpty();
  }

  @Test
  void aTimeThatIsTooLongOrNoneAndTooManyAndWrongIdsAreRefused() {
    Node node = node(settings -> settings);

    assertThatThrownBy(() -> lastDays(node, 31)).hasMessageContaining("30 days");
    assertThatThrownBy(() -> lastDays(node, -1)).hasMessageContaining("end after it starts");
    assertThatThrownBy(() -> ofIds(node, "tried")).hasMessageContaining("between 1 and 500");
    assertThatThrownBy(() -> ofIds(node, "tried", "1/../2"))
        .hasMessageContaining("not the id of an incident");
    assertThatThrownBy(
            () ->
                node.intake()
                    .trial(
                        Node.SOURCE,
                        definition("tried"),
                        microsoft.now.minusSeconds(60),
                        microsoft.now,
                        0,
                        "mira",
                        "A try."))
        .hasMessageContaining("between 1 and 500");
    assertThatThrownBy(
            () -> node.intake().trial(Node.SOURCE, definition("tried"), List.of("1"), "mira", " "))
        .hasMessageContaining("why");
  }

  @Test
  void anEngineThatRecordsTooLittleTriesNothing() {
    try (EngineUnderTest other = new EngineUnderTest("camunda.bpm.history-level=audit")) {
      other.deploy("tried.bpmn", Playbooks.waiting("tried", "OnlyForTrials"));
      microsoft.add("1", "high");
      Node node = Node.of(other, microsoft, settings -> settings);
      String id =
          other
              .engine()
              .getRepositoryService()
              .createProcessDefinitionQuery()
              .singleResult()
              .getId();

      assertThatThrownBy(() -> node.intake().trial(Node.SOURCE, id, List.of("1"), "mira", "A try."))
          .hasMessageContaining("audit")
          .hasMessageContaining("camunda.bpm.history-level");
      assertThat(other.started()).isEmpty();
    }
  }
}
