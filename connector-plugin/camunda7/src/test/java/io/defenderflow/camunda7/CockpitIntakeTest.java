package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Simulator;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page "Intake" asks the server for: over HTTP, with Cockpit's own login. */
@Timeout(180)
class CockpitIntakeTest {
  private static final String WHY = "{\"why\":\"A drill.\"}";
  private static final String PLAYBOOK =
      """
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="https://defenderflow.example">
        <bpmn:message id="Created" name="IncidentCreated" />
        <bpmn:process id="triage" isExecutable="true">
          <bpmn:startEvent id="Start">
            <bpmn:messageEventDefinition messageRef="Created" />
          </bpmn:startEvent>
          <bpmn:sequenceFlow id="Flow" sourceRef="Start" targetRef="Look" />
          <bpmn:userTask id="Look" name="Look at it" />
        </bpmn:process>
      </bpmn:definitions>
      """;

  private static Simulator simulator;
  private static Application app;

  @BeforeAll
  static void start() {
    AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-21T03:00:00Z"));
    simulator = Application.tenant(clock);
    app =
        new Application(
            simulator,
            clock,
            "spring.main.web-application-type=servlet",
            "server.port=0",
            "camunda.bpm.authorization.enabled=true",
            "camunda.bpm.admin-user.id=ada",
            "camunda.bpm.admin-user.password=ada",
            "defender.intake.soc.source=incidents",
            "defender.intake.soc.filter.tags=drill",
            "defender.intake.soc.poll-interval=1h",
            "defender.intake.soc.alarm-after=2h",
            "defender.intake.soc.message=IncidentCreated",
            "defender.intake.soc.update-message=IncidentChanged");
    app.addPerson("rita", "auditors");
    app.addPerson("sven", "shiftleads");
    app.addPerson("otto", "responders");
    for (String group : List.of("auditors", "shiftleads", "responders")) {
      allow(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    }
    allow("auditors", Resources.SYSTEM, "*", SystemPermissions.READ);
    allow("shiftleads", Resources.SYSTEM, "*", SystemPermissions.SET);
  }

  @AfterAll
  static void stop() {
    app.close();
    simulator.close();
  }

  @BeforeEach
  void nothingIsPausedAndThePlaybookIsThere() {
    app.clear();
    deployPlaybook();
  }

  private static void deployPlaybook() {
    app.engine()
        .getRepositoryService()
        .createDeployment()
        .addString("triage.bpmn", PLAYBOOK)
        .deploy();
  }

  @Test
  void anAuditorSeesHowASourceStandsAndDecidesNothing() {
    CockpitSession rita = signedIn("rita");

    await().until(() -> !source(rita).path("lastSuccess").isNull());
    JsonNode soc = source(rita);

    assertThat(rita.json("default/intake").path("mayDecide").asBoolean()).isFalse();
    assertThat(soc.path("name").asText()).isEqualTo("soc");
    assertThat(soc.path("source").asText()).isEqualTo("incidents");
    assertThat(soc.path("state").asText()).isEqualTo("RUNNING");
    assertThat(soc.path("lagSeconds").isNumber()).isTrue();
    for (String action : List.of("pause", "resume", "poll", "dry-run")) {
      assertThat(rita.post("default/intake/soc/" + action, WHY).statusCode())
          .as(action)
          .isEqualTo(403);
    }
    assertThat(rita.post("default/intake/soc/replay", replay("1042")).statusCode()).isEqualTo(403);
    assertThat(rita.post("default/intake/soc/reset", reset("2026-11-01T00:00:00Z")).statusCode())
        .isEqualTo(403);
    assertThat(rita.post("default/intake/soc/trial", trial("any", "1042")).statusCode())
        .isEqualTo(403);
    assertThat(source(rita).path("state").asText()).isEqualTo("RUNNING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default/intake", "default/intake/soc/item?id=1042"})
  void whoeverWasGrantedNothingReadsNothing(String path) {
    assertThat(new CockpitSession(app.port()).read(path).statusCode()).isEqualTo(401);
    assertThat(signedIn("otto").read(path).statusCode()).isEqualTo(403);
  }

  @Test
  void anotherSiteCannotUseTheSessionOfAnAdministrator() {
    CockpitSession ada = signedIn("ada");

    assertThat(ada.postWithoutToken("default/intake/soc/pause", WHY).statusCode()).isEqualTo(403);

    assertThat(source(ada).path("state").asText()).isNotEqualTo("PAUSED");
  }

  @Test
  void whatAShiftLeadPausesIsShownWithHerNameAndReasonUntilSomebodyResumes() {
    CockpitSession sven = signedIn("sven");

    JsonNode paused =
        CockpitSession.parsed(
            sven.post("default/intake/soc/pause", "{\"why\":\"A wrong detection rule.\"}"));

    assertThat(paused.path("state").asText()).isEqualTo("PAUSED");
    assertThat(paused.path("pausedBy").asText()).isEqualTo("sven");
    assertThat(paused.path("reason").asText()).isEqualTo("A wrong detection rule.");
    assertThat(
            CockpitSession.parsed(sven.post("default/intake/soc/resume", WHY))
                .path("state")
                .asText())
        .isNotEqualTo("PAUSED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause", "resume", "poll", "replay", "reset", "trial"})
  void withoutAReasonNothingIsDone(String action) {
    CockpitSession ada = signedIn("ada");

    for (String body :
        List.of("{\"why\":\" \",\"id\":\"1042\",\"time\":\"2026-11-01T00:00:00Z\"}", "")) {
      assertThat(ada.post("default/intake/soc/" + action, body).statusCode()).isEqualTo(400);
    }

    assertThat(source(ada).path("state").asText()).isNotEqualTo("PAUSED");
  }

  @Test
  void aDryRunShowsWhatWouldStartAndStartsNothing() {
    CockpitSession ada = signedIn("ada");
    ada.post("default/intake/soc/pause", WHY);
    try {
      Incident incident = simulator.tenant().addIncident("Ransomware behaviour");
      simulator
          .tenant()
          .changeIncident(incident.id(), json -> json.putArray("customTags").add("drill"));

      JsonNode would = CockpitSession.parsed(ada.post("default/intake/soc/dry-run", "{}"));

      assertThat(would).as(would.toString()).hasSize(1);
      assertThat(would.path(0).path("id").asText()).isEqualTo(incident.id());
      assertThat(would.path(0).path("title").asText()).isEqualTo("Ransomware behaviour");
      assertThat(would.path(0).path("message").asText()).isEqualTo("IncidentCreated");
      assertThat(ada.json("default/intake/soc/item?id=" + incident.id()).path("seen").isNull())
          .isTrue();
      assertThat(playbooks(incident.id())).isZero();
    } finally {
      ada.post("default/intake/soc/resume", WHY);
    }
  }

  @Test
  void whatIsReplayedStartsAPlaybookWhetherOrNotItMatchesTheFilter() {
    CockpitSession ada = signedIn("ada");
    Incident incident = simulator.tenant().addIncident("Something else");

    ada.post("default/intake/soc/replay", replay(incident.id()));

    await().until(() -> playbooks(incident.id()) == 1);
    JsonNode seen = ada.json("default/intake/soc/item?id=" + incident.id()).path("seen");
    assertThat(seen.path("state").asText()).isEqualTo("STARTED");
    assertThat(seen.path("processInstanceId").asText()).isNotEmpty();
    JsonNode audited = ada.json("default/audit?decision=INTAKE_CHANGED&person=ada");
    assertThat(audited.path("rows").path(0).path("why").asText())
        .contains(incident.id(), "A drill.");
  }

  @Test
  void whatWasSetAsideIsShownWithItsReasonAndCanBeTriedAgain() {
    CockpitSession ada = signedIn("ada");
    app.clear();
    Incident incident = simulator.tenant().addIncident("Something else");
    ada.post("default/intake/soc/replay", replay(incident.id()));
    await().until(() -> aside(ada, incident.id()).path("attempts").asInt() > 0);

    assertThat(aside(ada, incident.id()).path("source").asText()).isEqualTo("soc");
    assertThat(aside(ada, incident.id()).path("reason").asText()).contains("IncidentCreated");
    assertThat(source(ada).path("setAside").asInt() + source(ada).path("retrying").asInt())
        .isPositive();
    deployPlaybook();
    ada.post("default/intake/soc/replay", replay(incident.id()));

    await().until(() -> playbooks(incident.id()) == 1);
    assertThat(aside(ada, incident.id()).isMissingNode()).isTrue();
  }

  @Test
  void whatNoPlaybookHasReceivedIsListedWithItsFieldsAndPlaybookAndWhy() {
    CockpitSession ada = signedIn("ada");
    Incident incident = simulator.tenant().addIncident("A change that waits");
    ada.post("default/intake/soc/replay", replay(incident.id()));
    await().until(() -> playbooks(incident.id()) == 1);
    simulator
        .tenant()
        .changeIncident(
            incident.id(), json -> json.put("status", "resolved").put("assignedTo", "otto"));
    ada.post("default/intake/soc/poll", WHY);
    await().until(() -> !listed(ada, "kept", incident.id()).path("reason").isNull());

    JsonNode kept = listed(ada, "kept", incident.id());
    assertThat(kept.path("source").asText()).isEqualTo("soc");
    assertThat(kept.path("businessKey").asText()).isEqualTo("incident:" + incident.id());
    assertThat(kept.path("title").asText()).isEqualTo("A change that waits");
    assertThat(kept.path("changed").toString()).isEqualTo("[\"status\",\"assignedTo\"]");
    assertThat(kept.path("reason").asText()).contains("does not wait for the message");
    assertThat(Instant.parse(kept.path("since").asText())).isBefore(Instant.now().plusSeconds(60));
    assertThat(kept.path("running").asBoolean()).isTrue();
    assertThat(kept.toString()).doesNotContain("otto");
    assertThat(listed(signedIn("rita"), "kept", incident.id()).path("running").asBoolean())
        .as("An auditor who may not see the instance gets no link to it.")
        .isFalse();

    app.engine()
        .getRuntimeService()
        .deleteProcessInstance(kept.path("processInstanceId").asText(), "It is over.");
    await().until(() -> !listed(ada, "undeliverable", incident.id()).isMissingNode());
    JsonNode late = listed(ada, "undeliverable", incident.id());
    assertThat(late.path("processInstanceId")).isEqualTo(kept.path("processInstanceId"));
    assertThat(late.path("running").asBoolean()).isFalse();
    assertThat(late.path("reason").asText()).contains("ended before it could receive");
    assertThat(listed(ada, "kept", incident.id()).isMissingNode()).isTrue();
    assertThat(source(ada).path("undeliverable").asInt()).isPositive();
  }

  @Test
  void aPlaybookIsTriedWithAnIncidentThatHasBeen() {
    CockpitSession ada = signedIn("ada");
    Incident incident = simulator.tenant().addIncident("Something that has been");
    app.engine()
        .getRepositoryService()
        .createDeployment()
        .addString(
            "next.bpmn",
            Playbook.of("<bpmn:userTask id='Step' name='Look at it'/>").named("next").xml())
        .deploy();
    String definition = null;
    for (JsonNode one : ada.json("default/intake/playbooks")) {
      definition = one.path("key").asText().equals("next") ? one.path("id").asText() : definition;
    }

    JsonNode tried =
        CockpitSession.parsed(
            ada.post("default/intake/soc/trial", trial(definition, incident.id())));

    assertThat(tried.path("items")).as(tried.toString()).hasSize(1);
    assertThat(tried.path("items").path(0).path("businessKey").asText())
        .isEqualTo("trial:incident:" + incident.id());
    assertThat(tried.path("items").path(0).path("processInstanceId").asText()).isNotEmpty();
    assertThat(playbooks(incident.id())).isZero();
    assertThat(ada.post("default/intake/soc/trial", trial("none", incident.id())).statusCode())
        .isEqualTo(400);
  }

  @Test
  void aResetGoesToATimeThatIsOver() {
    CockpitSession ada = signedIn("ada");

    for (String time : List.of("2026-11-22T00:00:00Z", "2001-01-01T00:00:00Z", "yesterday", "")) {
      assertThat(ada.post("default/intake/soc/reset", reset(time)).statusCode())
          .as(time)
          .isEqualTo(400);
    }
    assertThat(ada.post("default/intake/soc/reset", reset("2026-11-20T00:00:00Z")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatDoesNotExistIsSaid() {
    CockpitSession ada = signedIn("ada");

    for (String action : List.of("pause", "resume", "poll", "dry-run")) {
      assertThat(ada.post("default/intake/other/" + action, WHY).statusCode())
          .as(action)
          .isEqualTo(404);
    }
    assertThat(ada.post("default/intake/soc/replay", replay(" ")).statusCode()).isEqualTo(400);
    assertThat(ada.post("default/intake/soc/replay", replay("window:soon")).statusCode())
        .isEqualTo(400);
  }

  private static String replay(String id) {
    return "{\"why\":\"A drill.\",\"id\":\"" + id + "\"}";
  }

  private static String reset(String time) {
    return "{\"why\":\"A drill.\",\"time\":\"" + time + "\"}";
  }

  private static String trial(String definition, String id) {
    return "{\"why\":\"A drill.\",\"processDefinitionId\":\"%s\",\"ids\":[\"%s\"]}"
        .formatted(definition, id);
  }

  private static JsonNode source(CockpitSession session) {
    return session.json("default/intake").path("sources").path(0);
  }

  private static JsonNode aside(CockpitSession session, String id) {
    return listed(session, "setAside", id);
  }

  private static JsonNode listed(CockpitSession session, String list, String id) {
    for (JsonNode item : session.json("default/intake").path(list)) {
      if (item.path("id").asText().equals(id)) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  private static long playbooks(String incident) {
    return app.engine()
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey("incident:" + incident)
        .count();
  }

  private static CockpitSession signedIn(String user) {
    return new CockpitSession(app.port()).signIn(user);
  }

  private static void allow(String group, Resource resource, String id, Permission permission) {
    Authorization grant =
        app.engine()
            .getAuthorizationService()
            .createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    grant.setGroupId(group);
    grant.setResource(resource);
    grant.setResourceId(id);
    grant.addPermission(permission);
    app.engine().getAuthorizationService().saveAuthorization(grant);
  }
}
