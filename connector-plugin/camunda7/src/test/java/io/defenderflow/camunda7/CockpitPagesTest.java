package io.defenderflow.camunda7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.audit.Decision;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import io.defenderflow.simulator.AdjustableClock;
import io.defenderflow.simulator.SeedData;
import io.defenderflow.simulator.Simulator;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
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

/** What the pages in Cockpit ask the server for: over HTTP, with Cockpit's own login. */
@Timeout(180)
class CockpitPagesTest {
  private static final String ISOLATE = ".*/isolate";
  private static final String STOP_ALL = "{\"position\":\"WRITES\",\"why\":\"A drill.\"}";

  private static AdjustableClock clock;
  private static Simulator simulator;
  private static Application app;

  @BeforeAll
  static void start() {
    clock = Application.stoppedClock();
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
            "defender.caps.contain.count=0");
    people();
  }

  @AfterAll
  static void stop() {
    app.close();
    simulator.close();
  }

  @BeforeEach
  void nothingIsStoppedAndNothingWaits() {
    app.clear();
    app.bean(StopSwitch.class).set(StopPosition.NOTHING, "nobody", "A new test.");
    Containments containments = app.bean(Containments.class);
    containments.parked().forEach(one -> containments.refuse(one.key(), "nobody", "A new test."));
  }

  @Test
  void whatAnAdministratorStopsIsRecordedUnderTheNameThatSheSignedInWith() {
    CockpitSession ada = signedIn("ada");

    JsonNode stopped =
        CockpitSession.parsed(
            ada.post("default/stop", "{\"position\":\"CONTAINMENT\",\"why\":\" Odd alerts. \"}"));

    assertThat(stopped.path("position").asText()).isEqualTo("CONTAINMENT");
    assertThat(stopped.path("by").asText()).isEqualTo("ada");
    assertThat(stopped.path("why").asText()).isEqualTo("Odd alerts.");
    assertThat(stopped.path("at").asText()).isEqualTo("2026-11-21T03:00:00Z");
    assertThat(stopped.path("mayChange").asBoolean()).isTrue();
    app.start(Playbook.of(Step.isolate()));
    await().until(() -> app.tasks().stream().anyMatch(task -> task.getErrorMessage() != null));
    assertThat(app.tasks().get(0).getErrorMessage())
        .startsWith("STOPPED: ")
        .contains("ada", "Odd alerts.");
  }

  @Test
  void aNameInTheRequestIsNotBelieved() {
    signedIn("ada")
        .post(
            "default/stop",
            "{\"position\":\"WRITES\",\"why\":\"A drill.\",\"by\":\"somebody else\"}");

    assertThat(app.bean(StopSwitch.class).current().by()).isNotEqualTo("somebody else");
  }

  @ParameterizedTest
  @ValueSource(strings = {"default/stop", "default/parked", "default/audit", "default/audit/lines"})
  void nobodyReadsOrDecidesWithoutALogin(String path) {
    CockpitSession nobody = new CockpitSession(app.port());

    assertThat(nobody.read(path).statusCode()).isEqualTo(401);
    assertThat(nobody.post("default/stop", STOP_ALL).statusCode()).isEqualTo(401);
    assertNothingIsStopped();
  }

  @Test
  void anotherSiteCannotUseTheSessionOfAnAdministrator() {
    String key = parkOne();

    for (String path : List.of("default/stop", "default/parked/" + key + "/release")) {
      assertThat(signedIn("ada").postWithoutToken(path, STOP_ALL).statusCode())
          .as(path)
          .isEqualTo(403);
    }

    assertNothingIsStopped();
    assertThat(app.bean(Containments.class).parked()).hasSize(1);
  }

  @Test
  void anAuditorReadsAndDecidesNothing() {
    CockpitSession rita = signedIn("rita");
    String key = parkOne();

    assertThat(rita.json("default/stop").path("mayChange").asBoolean()).isFalse();
    assertThat(rita.json("default/stop").path("by").asText()).isEqualTo("nobody");
    assertThat(rita.json("default/parked").path("mayDecide").asBoolean()).isFalse();
    assertThat(rita.json("default/parked").path("waiting")).hasSize(1);
    assertThat(rita.post("default/stop", STOP_ALL).statusCode()).isEqualTo(403);
    for (String decision : List.of("release", "refuse")) {
      assertThat(
              rita.post("default/parked/" + key + "/" + decision, "{\"why\":\"Why not.\"}")
                  .statusCode())
          .isEqualTo(403);
    }

    assertNothingIsStopped();
    assertThat(app.bean(Containments.class).parked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default/stop", "default/parked", "default/audit", "default/audit/lines"})
  void whoeverWasGrantedNothingReadsNothing(String path) {
    CockpitSession otto = signedIn("otto");

    assertThat(otto.read(path).statusCode()).isEqualTo(403);
    assertThat(CockpitSession.parsed(otto.read(path)).path("message").asText())
        .contains("permission READ for the resource System");
    assertThat(otto.post("default/stop", STOP_ALL).statusCode()).isEqualTo(403);
    assertNothingIsStopped();
  }

  @Test
  void aGroupThatWasGrantedTheRightDecides() {
    CockpitSession sven = signedIn("sven");

    assertThat(sven.json("default/stop").path("mayChange").asBoolean()).isTrue();
    assertThat(sven.post("default/stop", STOP_ALL).statusCode()).isEqualTo(200);
    assertThat(app.bean(StopSwitch.class).current().by()).isEqualTo("sven");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"position\":\"WRITES\"}",
        "{\"position\":\"WRITES\",\"why\":\" \"}",
        "{\"why\":\"A drill.\"}",
        "{\"position\":\"EVERYTHING\",\"why\":\"A drill.\"}",
        ""
      })
  void aStopWithoutAPositionAndAReasonIsRefused(String json) {
    assertThat(signedIn("ada").post("default/stop", json).statusCode()).isEqualTo(400);
    assertNothingIsStopped();
  }

  @Test
  void aParkedContainmentIsShownWithWhatIsNeededToDecide() {
    parkOne();

    JsonNode parked = signedIn("ada").json("default/parked");
    JsonNode one = parked.path("waiting").path(0);

    assertThat(parked.path("cap").path("count").asInt()).isZero();
    assertThat(parked.path("cap").path("windowSeconds").asInt()).isEqualTo(3600);
    assertThat(one.path("label").asText()).isEqualTo("Isolate machine");
    assertThat(one.path("target").asText()).isEqualTo(SeedData.FINANCE_LAPTOP);
    assertThat(one.path("reason").asText()).contains("Incident 1042: credential theft.");
    assertThat(one.path("connection").asText()).isEqualTo("default");
    assertThat(one.path("since").asText()).isEqualTo("2026-11-21T03:00:00Z");
    assertThat(one.path("asks").asBoolean()).isTrue();
  }

  @Test
  void aReleasedContainmentGoesOn() {
    String key = parkOne();

    assertThat(
            signedIn("ada")
                .post("default/parked/" + key + "/release", "{\"why\":\"It is the right one.\"}")
                .statusCode())
        .isEqualTo(204);
    app.skipPause(app.tasks().get(0));

    await().until(() -> simulator.requests().count("POST", ISOLATE) == 1);
  }

  @Test
  void aRefusedContainmentFailsWithTheNameAndTheReasonOfTheAdministrator() {
    String key = parkOne();

    signedIn("ada").post("default/parked/" + key + "/refuse", "{\"why\":\"It is the backup.\"}");
    app.skipPause(app.tasks().get(0));

    await().until(() -> !app.incidents().isEmpty());
    assertThat(app.incidents().get(0).getIncidentMessage())
        .startsWith("CONTAINMENT_REFUSED: ")
        .contains("ada", "It is the backup.");
    assertThat(simulator.requests().count("POST", ISOLATE)).isZero();
  }

  @Test
  void theSecondOfTwoDecisionsIsToldThatItCameTooLate() {
    String key = parkOne();
    CockpitSession ada = signedIn("ada");
    ada.post("default/parked/" + key + "/refuse", "{\"why\":\"It is the backup.\"}");

    var second = ada.post("default/parked/" + key + "/release", "{\"why\":\"Go.\"}");

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("does not wait any more");
  }

  @Test
  void aDecisionWithoutAReasonIsRefused() {
    String key = parkOne();

    assertThat(
            signedIn("ada")
                .post("default/parked/" + key + "/release", "{\"why\":\"\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(app.bean(Containments.class).parked()).hasSize(1);
  }

  @Test
  void anAuditorFindsWhatWasDecidedAboutAnIncident() {
    String incident = "incident:" + System.nanoTime();
    app.start(incident, Playbook.of(Step.isolate()));
    await().until(() -> !app.bean(Containments.class).parked().isEmpty());
    String key = app.bean(Containments.class).parked().get(0).key();
    signedIn("ada").post("default/parked/" + key + "/refuse", "{\"why\":\"It is the backup.\"}");

    CockpitSession rita = signedIn("rita");
    JsonNode found = rita.json("default/audit?businessKey=" + incident);

    assertThat(found.path("total").asInt()).isEqualTo(2);
    assertThat(found.path("rows").findValuesAsText("decision"))
        .containsExactly("REFUSED", "PARKED");
    JsonNode refused = found.path("rows").path(0);
    assertThat(refused.path("decidedBy").asText()).isEqualTo("ada");
    assertThat(refused.path("why").asText()).isEqualTo("It is the backup.");
    assertThat(refused.path("label").asText()).isEqualTo("Isolate machine");
    assertThat(refused.path("target").asText()).isEqualTo(SeedData.FINANCE_LAPTOP);
    for (String narrower :
        List.of("person=ada", "decision=REFUSED", "action=machine.isolate&decision=REFUSED")) {
      assertThat(total(rita, "businessKey=" + incident + "&" + narrower)).as(narrower).isOne();
    }
    for (String other :
        List.of(
            "person=otto",
            "target=" + SeedData.SALES_LAPTOP,
            "until=2026-11-21T03:00:00Z",
            "from=2026-11-21T03:00:01Z")) {
      assertThat(total(rita, "businessKey=" + incident + "&" + other)).as(other).isZero();
    }
  }

  @Test
  void theAuditIsHandedOutAsJsonLines() {
    app.bean(StopSwitch.class).set(StopPosition.WRITES, "lines", "First.");
    app.bean(StopSwitch.class).set(StopPosition.NOTHING, "lines", "Second.");

    var lines = signedIn("rita").read("default/audit/lines?person=lines");

    assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    assertThat(lines.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"defender-audit.jsonl\"");
    assertThat(lines.body().lines().toList())
        .hasSize(2)
        .satisfies(first -> assertThat(first).contains("First."), atIndex(0))
        .satisfies(second -> assertThat(second).contains("Second."), atIndex(1));
  }

  @Test
  void theAuditIsReadPartByPart() {
    for (int i = 0; i < 60; i++) {
      app.bean(StopSwitch.class).set(StopPosition.NOTHING, "parts", "Row " + i + ".");
    }
    CockpitSession rita = signedIn("rita");

    JsonNode newest = rita.json("default/audit?person=parts");
    JsonNode rest = rita.json("default/audit?person=parts&first=50");

    assertThat(newest.path("total").asInt()).isEqualTo(60);
    assertThat(newest.path("rows")).hasSize(newest.path("most").asInt());
    assertThat(newest.path("rows").path(0).path("why").asText()).endsWith("Row 59.");
    assertThat(rest.path("rows")).hasSize(10);
    assertThat(rest.path("rows").path(9).path("why").asText()).endsWith("Row 0.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from=yesterday", "decision=MAYBE", "first=-1&decision=MAYBE", "color=red"})
  void aSearchThatMeansNothingIsRefused(String query) {
    assertThat(signedIn("rita").read("default/audit?" + query).statusCode()).isEqualTo(400);
  }

  @Test
  void withoutASourceThePageOfTheIntakeIsToldThatThereIsNone() {
    JsonNode intake = signedIn("rita").json("default/intake");

    assertThat(intake.path("sources").isArray()).isTrue();
    assertThat(intake.path("sources")).isEmpty();
    assertThat(
            signedIn("ada").post("default/intake/soc/pause", "{\"why\":\"A drill.\"}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void everyDecisionOfTheAuditHasWordsOnItsPage() {
    String page = signedIn("rita").read("static/app/audit.js").body();

    for (Decision decision : Decision.values()) {
      assertThat(page).contains("  " + decision + ": '");
    }
  }

  @Test
  void onlyWhatChangesSomethingCanBeLookedFor() {
    List<String> actions = signedIn("rita").json("default/audit/actions").findValuesAsText("id");

    assertThat(actions)
        .contains("machine.isolate", "machine.unisolate")
        .doesNotContain("machine.get");
  }

  private static int total(CockpitSession session, String query) {
    return session.json("default/audit?" + query).path("total").asInt();
  }

  @Test
  void onlyTheFilesOfThePagesAreHandedOut() {
    CockpitSession nobody = new CockpitSession(app.port());

    assertThat(nobody.read("static/app/plugin.js").body()).contains("export default");
    assertThat(nobody.read("static/app/plugin.js").headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-cache"));
    for (String module :
        List.of("page.js", "stop.js", "parked.js", "intake.js", "audit.js", "plugin.css")) {
      assertThat(nobody.read("static/app/" + module).statusCode()).as(module).isEqualTo(200);
    }
    assertThat(nobody.read("static/app/other.js").statusCode()).isEqualTo(403);
    assertThat(nobody.read("static/../application.properties").statusCode()).isNotEqualTo(200);
  }

  private static String parkOne() {
    app.start(Playbook.of(Step.isolate()));
    await().until(() -> !app.bean(Containments.class).parked().isEmpty());
    await().until(() -> app.tasks().stream().anyMatch(task -> task.getErrorMessage() != null));
    return app.bean(Containments.class).parked().get(0).key();
  }

  private static void assertNothingIsStopped() {
    assertThat(app.bean(StopSwitch.class).current().position()).isEqualTo(StopPosition.NOTHING);
  }

  private static CockpitSession signedIn(String user) {
    return new CockpitSession(app.port()).signIn(user);
  }

  /** An administrator, an auditor, somebody who may decide, and somebody who may neither. */
  private static void people() {
    app.addPerson("rita", "auditors");
    app.addPerson("sven", "shiftleads");
    app.addPerson("otto", "responders");
    for (String group : List.of("auditors", "shiftleads", "responders")) {
      allow(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
    }
    allow("auditors", Resources.SYSTEM, "*", SystemPermissions.READ);
    allow("shiftleads", Resources.SYSTEM, "*", SystemPermissions.SET);
  }

  private static void allow(String group, Resource resource, String id, Permission permission) {
    AuthorizationService authorizations = app.engine().getAuthorizationService();
    Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    grant.setGroupId(group);
    grant.setResource(resource);
    grant.setResourceId(id);
    grant.addPermission(permission);
    authorizations.saveAuthorization(grant);
  }
}
