package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.simulator.Incident;
import io.defenderflow.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each user may do, and what nobody may do. */
class AccessTest {
  private static RunningSample sample;
  private static Incident incident;

  @BeforeAll
  static void start() {
    sample =
        RunningSample.start(
            List.of(
                "DEMO_PASSWORD=" + RunningSample.PASSWORD,
                "defender.simulator.port=0",
                "defender.intake.incidents.poll-interval=1s",
                "spring.datasource.url=jdbc:h2:mem:access;DB_CLOSE_DELAY=-1"));
    incident = sample.bean(Simulator.class).tenant().addIncident("Ransomware behaviour");
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/task",
        "/engine-rest/process-definition",
        "/engine-rest/engine/default/user",
        "/engine-rest/identity/groups?userId=administrator",
        "/camunda/api/engine/engine/default/task"
      })
  void nobodyGetsInWithoutAName(String path) {
    assertThat(sample.get(path).statusCode()).isEqualTo(401);
  }

  @Test
  void thereAreNoOtherUsers() {
    assertThat(sample.read("administrator", "/user").findValuesAsText("id"))
        .containsExactlyInAnyOrder("analyst", "responder", "auditor", "administrator");
  }

  @Test
  void anAnalystSeesTheApprovalAndCannotDecide() {
    JsonNode task = approval();

    assertThat(sample.read("analyst", "/task/" + task.path("id").asText()).path("name").asText())
        .isEqualTo("Approve containment");
    assertThat(claim("analyst", task)).isEqualTo(403);
    assertThat(sample.complete("analyst", task, approved()).statusCode()).isEqualTo(403);
    assertThat(sample.task(SampleUnderTest.keyOf(incident), "Approve containment")).isPresent();
  }

  @Test
  void theTaskListNamesTheIncidentOfEachTask() {
    JsonNode task = approval();

    JsonNode filter = sample.read("responder", "/filter?resourceType=Task").get(0);

    assertThat(filter.path("properties").path("variables").findValuesAsText("name"))
        .containsExactly("incidentTitle", "incidentSeverity", "playbookName")
        .allSatisfy(
            variable ->
                assertThat(
                        sample
                            .read(
                                "responder",
                                "/task/" + task.path("id").asText() + "/variables/" + variable)
                            .path("value")
                            .asText())
                    .isNotBlank());
    assertThat(
            sample
                .read("responder", "/filter/" + filter.path("id").asText() + "/list")
                .findValuesAsText("id"))
        .contains(task.path("id").asText());
  }

  @Test
  void anAnalystChangesNothingInTheEngine() {
    JsonNode instance =
        sample
            .read("analyst", "/process-instance?businessKey=incident:" + incidentWithApproval())
            .get(0);
    String path = "/process-instance/" + instance.path("id").asText();

    assertThat(
            sample
                .post("analyst", path + "/variables", "{\"modifications\":{\"machineId\":{}}}")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            sample
                .post(
                    "analyst",
                    "/process-definition/key/contain-compromised-device/start",
                    "{\"businessKey\":\"by-hand\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(sample.read("analyst", "/user").findValuesAsText("id")).containsExactly("analyst");
  }

  @Test
  void aResponderSeesThePlaybookButDoesNotChangeIt() {
    String id =
        sample
            .read("responder", "/process-instance?businessKey=incident:" + incidentWithApproval())
            .get(0)
            .path("id")
            .asText();

    assertThat(sample.read("responder", "/history/activity-instance?processInstanceId=" + id))
        .isNotEmpty();
    assertThat(
            sample
                .post(
                    "responder",
                    "/process-instance/" + id + "/variables",
                    "{\"modifications\":{\"machineId\":{\"value\":\"x\"}}}")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aResponderStartsAPlaybookByHand() {
    assertThat(
            sample
                .post(
                    "responder",
                    "/process-definition/key/contain-compromised-device/start",
                    "{\"variables\":{\"incidentId\":{\"value\":\"1\"}}}")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void aResponderDecides() {
    Incident another = sample.bean(Simulator.class).tenant().addIncident("Another one");
    JsonNode task =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> sample.task(SampleUnderTest.keyOf(another), "Approve containment"),
                Optional::isPresent)
            .orElseThrow();

    assertThat(claim("responder", task)).isEqualTo(204);
    assertThat(
            sample
                .complete(
                    "responder",
                    task,
                    Map.of(
                        "defenderApprovalDecision", "refuse",
                        "defenderApprovalReason", "Only a test."))
                .statusCode())
        .isEqualTo(204);
  }

  @Test
  void onlyHealthAndInfoAreOpenAndTellNoDetails() {
    assertThat(sample.get("/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(sample.get("/actuator/info").statusCode()).isEqualTo(200);
    for (String closed : List.of("env", "configprops", "beans", "heapdump", "loggers")) {
      assertThat(sample.get("/actuator/" + closed).statusCode()).isEqualTo(404);
    }
    assertThat(sample.get("/h2-console").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void aFormOfAnotherSiteStartsNothing(String type) {
    String key = "/engine-rest/process-definition/key/contain-compromised-device/start";

    assertThat(
            sample
                .postFromAnotherSite("administrator", key, type, "{\"businessKey\":\"evil\"}")
                .statusCode())
        .isEqualTo(415);
    assertThat(sample.read("administrator", "/process-instance?businessKey=evil")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/admin/auth/user/default/login/tasklist",
        "/camunda/api/admin/auth/user/default/logout",
        "/camunda/api/engine/engine/default/process-definition/key/contain-compromised-device/start"
      })
  void theWebApplicationsTakeNoPostWithoutTheirToken(String path) {
    assertThat(
            sample
                .postFromAnotherSite(
                    "administrator",
                    path,
                    "application/x-www-form-urlencoded",
                    "username=administrator&password=" + RunningSample.PASSWORD)
                .statusCode())
        .isIn(401, 403);
  }

  @Test
  void theSessionCookieIsHiddenFromScriptsAndOtherSites() {
    assertThat(sample.get("/camunda/app/tasklist/default/").headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie).startsWith("JSESSIONID=").contains("HttpOnly", "SameSite=Lax"))
        .anySatisfy(cookie -> assertThat(cookie).startsWith("XSRF-TOKEN="));
  }

  private static JsonNode approval() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> sample.task(SampleUnderTest.keyOf(incident), "Approve containment"),
            Optional::isPresent)
        .orElseThrow();
  }

  private static String incidentWithApproval() {
    approval();
    return incident.id();
  }

  private static int claim(String user, JsonNode task) {
    return sample
        .post(user, "/task/" + task.path("id").asText() + "/claim", "{\"userId\":\"" + user + "\"}")
        .statusCode();
  }

  private static Map<String, String> approved() {
    return Map.of("defenderApprovalDecision", "approve", "defenderApprovalReason", "I want it so.");
  }
}
