package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private final AdjustableClock clock =
      new AdjustableClock(Instant.parse("2026-03-02T09:00:00.1234567Z"));
  private final Simulator simulator =
      Simulator.start(SimulatorSettings.defaults().withClock(clock).withScript(true));
  private final Caller caller = new Caller(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void scriptRaisesItsFirstIncidentWhenItIsTime() {
    assertThat(ids("/security/incidents")).containsExactly("1041", "1040", "1039");

    clock.advance(Duration.ofSeconds(20));

    assertThat(ids("/security/incidents")).containsExactly("1042", "1041", "1040", "1039");
    assertThat(simulator.tenant().incident("1042").severity()).isEqualTo("high");
  }

  @Test
  void scriptAlsoRaisesAPhishingMailAndASignIn() {
    clock.advance(Duration.ofMinutes(9));

    assertThat(alert("1047").path("serviceSource").asText())
        .isEqualTo("microsoftDefenderForOffice365");
    assertThat(alert("1047").path("evidence").findValuesAsText("networkMessageId")).hasSize(1);
    assertThat(alert("1048").path("serviceSource").asText()).isEqualTo("azureAdIdentityProtection");
    assertThat(alert("1048").path("evidence").findValuesAsText("mdeDeviceId")).isEmpty();
  }

  private JsonNode alert(String incidentId) {
    return caller
        .graph("/security/incidents/" + incidentId + "?$expand=alerts")
        .json()
        .path("alerts")
        .get(0);
  }

  @Test
  void incidentBringsItsAlertsAndTheirEvidenceWhenExpanded() {
    Incident incident = simulator.tenant().addIncident("Odd sign-in");

    JsonNode shown =
        caller.graph("/security/incidents/" + incident.id() + "?$expand=alerts").json();

    JsonNode evidence = shown.path("alerts").get(0).path("evidence");
    assertThat(evidence.findValuesAsText("@odata.type"))
        .contains(
            "#microsoft.graph.security.deviceEvidence",
            "#microsoft.graph.security.userEvidence",
            "#microsoft.graph.security.fileEvidence",
            "#microsoft.graph.security.processEvidence",
            "#microsoft.graph.security.ipEvidence",
            "#microsoft.graph.security.urlEvidence");
    assertThat(evidence.get(0).path("mdeDeviceId").asText()).isEqualTo(SeedData.FINANCE_LAPTOP);
    assertThat(caller.graph("/security/incidents/" + incident.id()).json().has("alerts")).isFalse();
  }

  @Test
  void mergedIncidentsLeaveAShellThatLeadsToTheOther() {
    String merged = simulator.tenant().addIncident("Odd sign-in").id();
    String into = simulator.tenant().addIncident("Odd mail").id();
    clock.advance(Duration.ofSeconds(5));

    simulator.tenant().mergeIncidents(merged, into);

    JsonNode shell = caller.graph("/security/incidents/" + merged).json();
    assertThat(shell.path("status").asText()).isEqualTo("redirected");
    assertThat(shell.path("redirectIncidentId").asText()).isEqualTo(into);
    assertThat(shell.path("lastUpdateDateTime").asText()).isEqualTo("2026-03-02T09:00:05.1234567Z");
    assertThat(caller.graph("/security/incidents/" + into + "/alerts").json().path("value"))
        .hasSize(2);
  }

  @Test
  void anIncidentThatIsShownLaterKeepsItsTimes() {
    Incident late = simulator.tenant().addIncident("Odd sign-in");
    simulator.tenant().showLater(late.id(), Duration.ofMinutes(10));
    assertThat(ids("/security/incidents")).doesNotContain(late.id());
    assertThat(caller.graph("/security/incidents/" + late.id()).status()).isEqualTo(404);

    clock.advance(Duration.ofMinutes(10));

    assertThat(ids("/security/incidents")).contains(late.id());
    assertThat(caller.graph("/security/incidents/" + late.id()).json().path("lastUpdateDateTime"))
        .isEqualTo(Json.text(late.lastUpdateDateTime()));
  }

  @Test
  void aBacklogLiesBackInTime() {
    List<String> ids = simulator.tenant().addIncidents(3, "low", Duration.ofMinutes(1));

    assertThat(ids)
        .extracting(id -> simulator.tenant().incident(id).lastUpdateDateTime())
        .containsExactly(
            "2026-03-02T08:58:00.1234567Z",
            "2026-03-02T08:59:00.1234567Z",
            "2026-03-02T09:00:00.1234567Z");
  }

  @Test
  void timesHaveSevenDigitsOfSecond() {
    Incident incident = simulator.tenant().addIncident("Odd sign-in");

    assertThat(incident.lastUpdateDateTime()).isEqualTo("2026-03-02T09:00:00.1234567Z");
  }

  @Test
  void filtersCompareTimesTextsAndGroups() {
    Incident raised =
        simulator
            .tenant()
            .addIncident("Odd sign-in", "low", SeedData.SALES_LAPTOP, SeedData.SALES_USER);

    assertThat(ids("/security/incidents?$filter=status eq 'active'")).containsExactly(raised.id());
    assertThat(ids("/security/incidents?$filter=status ne 'active' and severity eq 'medium'"))
        .containsExactly("1041", "1040");
    assertThat(
            ids(
                "/security/incidents?$filter=(severity eq 'low' or severity eq 'high') and status"
                    + " eq 'resolved'"))
        .containsExactly("1039");
    assertThat(ids("/security/incidents?$filter=severity in ('low','high')"))
        .containsExactly(raised.id(), "1039");
    assertThat(ids("/security/incidents?$filter=createdDateTime ge 2026-03-02T09:00:00.1234567Z"))
        .containsExactly(raised.id());
    assertThat(ids("/security/incidents?$filter=createdDateTime gt 2026-03-02T09:00:00.1234567Z"))
        .isEmpty();
    assertThat(ids("/security/incidents?$filter=assignedTo eq null")).containsExactly(raised.id());
  }

  @Test
  void wrongFiltersAndOptionsAreRefused() {
    assertThat(caller.graph("/security/incidents?$filter=status eq").status()).isEqualTo(400);
    assertThat(caller.graph("/security/incidents?$filter=(status eq 'active'").status())
        .isEqualTo(400);
    assertThat(caller.graph("/security/incidents?$filter=displayName eq 'x'").status())
        .isEqualTo(400);
    assertThat(caller.graph("/security/incidents?$filter=createdDateTime gt '2026-01-01'").status())
        .isEqualTo(400);
    assertThat(caller.graph("/security/incidents?$orderby=createdDateTime").status())
        .isEqualTo(400);
    assertThat(caller.graph("/security/incidents?$top=51").status()).isEqualTo(400);
  }

  @Test
  void nextLinksLeadThroughAllIncidentsOnce() {
    for (int i = 0; i < 5; i++) {
      simulator.tenant().addIncident("Incident " + i);
    }
    List<String> seen = new ArrayList<>();
    String path = "/security/incidents?$top=3&$filter=severity ne 'informational'&$count=true";
    while (!path.isEmpty()) {
      JsonNode page = caller.graph(path).json();
      assertThat(page.path("@odata.count").asInt()).isEqualTo(8);
      page.path("value").forEach(incident -> seen.add(incident.path("id").asText()));
      path = page.path("@odata.nextLink").asText("").replace(simulator.graphUrl() + "/v1.0", "");
    }

    assertThat(seen).hasSize(8).doesNotHaveDuplicates();
  }

  @Test
  void patchChangesOnlyWhatItNamesAndResolvesTheAlerts() {
    Incident incident = simulator.tenant().addIncident("Odd sign-in");
    clock.advance(Duration.ofMinutes(1));

    Caller.Reply reply =
        caller.graph(
            "PATCH",
            "/security/incidents/" + incident.id(),
            "{\"status\":\"resolved\",\"classification\":\"truePositive\",\"determination\":\"malware\",\"customTags\":[\"handled\"]}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("displayName").asText()).isEqualTo("Odd sign-in");
    Incident after = simulator.tenant().incident(incident.id());
    assertThat(after.status()).isEqualTo("resolved");
    assertThat(after.customTags()).containsExactly("handled");
    assertThat(after.lastUpdateDateTime()).isGreaterThan(incident.lastUpdateDateTime());
    assertThat(simulator.tenant().alertsOf(incident.id()).get(0).path("status").asText())
        .isEqualTo("resolved");
  }

  @Test
  void patchWithAnythingWrongChangesNothing() {
    Incident incident = simulator.tenant().addIncident("Odd sign-in");
    String path = "/security/incidents/" + incident.id();

    assertThat(caller.graph("PATCH", path, "{\"status\":\"resolved\",\"colour\":\"red\"}").status())
        .isEqualTo(400);
    assertThat(caller.graph("PATCH", path, "{\"status\":\"closed\"}").status()).isEqualTo(400);
    assertThat(caller.graph("PATCH", path, "{\"status\":\"awaitingAction\"}").status())
        .isEqualTo(400);
    assertThat(caller.graph("PATCH", path, "{\"customTags\":\"one\"}").status()).isEqualTo(400);
    assertThat(caller.graph("PATCH", path, "not json").status()).isEqualTo(400);
    assertThat(caller.graph("PATCH", "/security/incidents/9", "{}").status()).isEqualTo(404);
    assertThat(simulator.tenant().incident(incident.id())).isEqualTo(incident);
  }

  @Test
  void commentNeedsItsTypeAndAnswersAllComments() {
    Incident incident = simulator.tenant().addIncident("Odd sign-in");
    String path = "/security/incidents/" + incident.id() + "/comments";

    Caller.Reply without = caller.graph("POST", path, "{\"comment\":\"hello\"}");
    Caller.Reply with =
        caller.graph(
            "POST",
            path,
            "{\"@odata.type\":\"microsoft.graph.security.alertComment\",\"comment\":\"hello\"}");

    assertThat(without.status()).isEqualTo(400);
    assertThat(with.status()).isEqualTo(200);
    assertThat(with.json().path("value").get(0).path("comment").asText()).isEqualTo("hello");
    assertThat(simulator.tenant().incident(incident.id()).comments()).containsExactly("hello");
  }

  @Test
  void alertsCanBeListedReadChangedAndCommented() {
    Incident incident = simulator.tenant().addIncident("Odd sign-in");
    String id = simulator.tenant().alertsOf(incident.id()).get(0).path("id").asText();

    assertThat(ids("/security/alerts_v2?$filter=status eq 'new'")).containsExactly(id);
    assertThat(ids("/security/incidents/" + incident.id() + "/alerts")).containsExactly(id);
    assertThat(
            caller
                .graph("PATCH", "/security/alerts_v2/" + id, "{\"status\":\"inProgress\"}")
                .json()
                .path("status")
                .asText())
        .isEqualTo("inProgress");
    assertThat(caller.graph("PATCH", "/security/alerts_v2/" + id, "{\"title\":\"x\"}").status())
        .isEqualTo(400);
    assertThat(
            caller
                .graph(
                    "POST",
                    "/security/alerts_v2/" + id + "/comments",
                    "{\"@odata.type\":\"microsoft.graph.security.alertComment\",\"comment\":\"c\"}")
                .status())
        .isEqualTo(200);
    assertThat(caller.graph("/security/alerts_v2/none").status()).isEqualTo(404);
  }

  @Test
  void statusOnlyMicrosoftSetsIsHiddenUnlessAskedFor() throws Exception {
    Incident incident = simulator.tenant().addIncident("Odd sign-in");
    simulator.tenant().changeIncident(incident.id(), json -> json.put("status", "awaitingAction"));
    String path = "/security/incidents/" + incident.id();

    Caller.Reply asked =
        caller.send(
            caller.graphRequest("GET", path, "").header("Prefer", "include-unknown-enum-members"));

    assertThat(caller.graph(path).json().path("status").asText()).isEqualTo("unknownFutureValue");
    assertThat(asked.json().path("status").asText()).isEqualTo("awaitingAction");
  }

  private List<String> ids(String path) {
    Caller.Reply reply = caller.graph(path);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    reply.json().path("value").forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }
}
