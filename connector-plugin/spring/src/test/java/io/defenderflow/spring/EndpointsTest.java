package io.defenderflow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.guard.Containments;
import io.defenderflow.guard.StopPosition;
import io.defenderflow.guard.StopSwitch;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an administrator does from a shell. */
@Timeout(120)
class EndpointsTest {
  private static final String LAPTOP = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";
  private static final String SERVER = "2f6cd0e8f524eee8013d3043f529813c95e1dd18";

  private Operations app;

  @BeforeEach
  void startApplication() {
    app = Operations.withAccess();
  }

  @AfterEach
  void stopApplication() {
    app.close();
  }

  @Test
  void nothingIsThereUntilSomebodyGivesAccess() throws Exception {
    try (Operations installed = Operations.asInstalled()) {
      for (String endpoint : List.of("defenderStop", "defenderContainments", "defenderAudit")) {
        assertThat(installed.get(endpoint).statusCode()).as(endpoint).isEqualTo(404);
      }
      assertThat(installed.get("metrics/defender.stop").statusCode()).isEqualTo(200);
    }
  }

  // --- the stop switch

  @Test
  void theStopSwitchIsReadAndChanged() throws Exception {
    String stop = "{\"position\": \"CONTAINMENT\", \"why\": \"Wrong targets.\", \"by\": \"mara\"}";
    assertThat(app.post("defenderStop", stop).statusCode()).isEqualTo(200);

    JsonNode stands = json(app.get("defenderStop"));

    assertThat(stands.path("position").asText()).isEqualTo("CONTAINMENT");
    assertThat(stands.path("by").asText()).isEqualTo("mara");
    assertThat(app.bean(StopSwitch.class).current().position()).isEqualTo(StopPosition.CONTAINMENT);
    assertThat(app.bean(MeterRegistry.class).get("defender.stop").gauge().value()).isEqualTo(1);
  }

  // --- parked containments

  @Test
  void whatWaitsIsListed() throws Exception {
    app.park("k1", LAPTOP);

    JsonNode waiting = json(app.get("defenderContainments"));

    assertThat(waiting).hasSize(1);
    assertThat(waiting.get(0).path("key").asText()).isEqualTo("k1");
    assertThat(waiting.get(0).path("target").asText()).isEqualTo(LAPTOP);
    assertThat(waiting.get(0).path("businessKey").asText()).isEqualTo("incident-1042");
    assertThat(waiting.get(0).path("since").asText()).isEqualTo("2026-11-21T02:59:00Z");
    assertThat(app.bean(MeterRegistry.class).get("defender.containment.parked").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void aReleaseAndARefusalSayWhoAndWhy() throws Exception {
    app.park("k1", LAPTOP);
    app.park("k2", SERVER);

    HttpResponse<String> released =
        app.post("defenderContainments/k1", decision("RELEASE", "It is patient zero.", "mara"));
    HttpResponse<String> refused =
        app.post("defenderContainments/k2", decision("REFUSE", "The till must run.", "jonas"));

    assertThat(released.statusCode()).isEqualTo(200);
    assertThat(json(refused).path("decision").asText()).isEqualTo("REFUSE");
    assertThat(app.bean(Containments.class).parked()).isEmpty();
    assertThat(app.bean(Audit.class).find(AuditFilter.ALL, new Page(0, 10)))
        .extracting(
            row ->
                row.decision()
                    + " "
                    + row.get(Detail.TARGET).orElse("")
                    + " "
                    + row.get(Detail.DECIDED_BY).orElse("")
                    + " "
                    + row.get(Detail.WHY).orElse("")
                    + " "
                    + row.get(Detail.BUSINESS_KEY).orElse(""))
        .containsExactly(
            "REFUSED " + SERVER + " jonas The till must run. incident-1042",
            "RELEASED " + LAPTOP + " mara It is patient zero. incident-1042");
  }

  @Test
  void whatDoesNotWaitAnyMoreIsNotFound() throws Exception {
    app.park("k1", LAPTOP);
    app.post("defenderContainments/k1", decision("RELEASE", "It is patient zero.", "mara"));

    HttpResponse<String> again =
        app.post("defenderContainments/k1", decision("REFUSE", "Too late.", "jonas"));

    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(json(again).path("message").asText()).contains("does not wait any more");
    assertThat(app.bean(Audit.class).count(AuditFilter.ALL)).isEqualTo(1);
  }

  @Test
  void nobodyInParticularDecidesNothing() throws Exception {
    app.park("k1", LAPTOP);

    assertThat(
            app.post(
                    "defenderContainments/k1", "{\"decision\": \"RELEASE\", \"why\": \"Why not.\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(app.post("defenderContainments/k1", decision("RELEASE", " ", "mara")).statusCode())
        .isEqualTo(400);
    assertThat(app.bean(Containments.class).parked()).hasSize(1);
  }

  // --- the audit

  @Test
  void theAuditIsReadAsJsonLinesOfATime() throws Exception {
    isolated(LAPTOP, "incident-1042", Duration.ofHours(-2));
    isolated(LAPTOP, "incident-1042", Duration.ofHours(-1));
    isolated(SERVER, "incident-1042", Duration.ZERO);

    HttpResponse<String> lines =
        app.get("defenderAudit?from=2026-11-21T02:00:00Z&until=2026-11-21T03:00:00Z");

    assertThat(lines.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/x-ndjson");
    assertThat(lines.body().lines()).hasSize(1);
    JsonNode row = new ObjectMapper().readTree(lines.body());
    assertThat(row.path("at").asText()).isEqualTo("2026-11-21T02:00:00Z");
    assertThat(row.path("target").asText()).isEqualTo(LAPTOP);
  }

  @Test
  void theAuditOfAnIncidentAMachineAnActionOrADecisionIsFound() throws Exception {
    isolated(LAPTOP, "incident-1042", Duration.ZERO);
    isolated(SERVER, "incident-1042", Duration.ZERO);
    isolated(LAPTOP, "incident-1043", Duration.ZERO);
    app.bean(StopSwitch.class).set(StopPosition.WRITES, "mara", "A drill.");

    assertThat(app.get("defenderAudit").body().lines()).hasSize(4);
    assertThat(app.get("defenderAudit?incident=incident-1042").body().lines()).hasSize(2);
    assertThat(app.get("defenderAudit?machine=" + LAPTOP).body().lines()).hasSize(2);
    assertThat(app.get("defenderAudit?action=machine.isolate").body().lines()).hasSize(3);
    assertThat(app.get("defenderAudit?decision=SWITCHED").body().lines()).hasSize(1);
    assertThat(app.get("defenderAudit?incident=incident-1042&machine=" + LAPTOP).body().lines())
        .hasSize(1);
    assertThat(app.get("defenderAudit?machine=unknown").body()).isEmpty();
    assertThat(app.get("defenderAudit?from=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void aLongTimeIsSentCompletelyAndInItsOrder() throws Exception {
    for (int i = 0; i < 1_203; i++) {
      isolated("machine-" + i, "incident-1042", Duration.ZERO);
    }

    List<String> lines = app.get("defenderAudit").body().lines().toList();

    assertThat(lines).hasSize(1_203);
    ObjectMapper json = new ObjectMapper();
    for (int i = 0; i < lines.size(); i++) {
      assertThat(json.readTree(lines.get(i)).path("target").asText()).isEqualTo("machine-" + i);
    }
  }

  private void isolated(String machine, String incident, Duration when) {
    app.bean(Audit.class)
        .add(
            AuditRecord.of(Operations.NOW.plus(when), Decision.DONE)
                .with(Detail.ACTION_ID, "machine.isolate")
                .with(Detail.TARGET, machine)
                .with(Detail.BUSINESS_KEY, incident));
  }

  private static String decision(String decision, String why, String by) {
    return "{\"decision\": \"%s\", \"why\": \"%s\", \"by\": \"%s\"}".formatted(decision, why, by);
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }
}
