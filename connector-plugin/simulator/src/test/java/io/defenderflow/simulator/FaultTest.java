package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTest {

  private static final String ISOLATE = "/machines/" + SeedData.FINANCE_LAPTOP + "/isolate";
  private static final String BODY = "{\"Comment\":\"cut it off\"}";

  private final Simulator simulator = Simulator.start();
  private final Caller caller = new Caller(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void lostAnswerStillStartsTheAction() {
    simulator.faults().on("POST", ".*/isolate").times(1).loseAnswer();

    assertThatThrownBy(() -> caller.send(isolate())).isInstanceOf(IOException.class);

    assertThat(simulator.tenant().actions(SeedData.FINANCE_LAPTOP)).hasSize(1);
    assertThat(simulator.requests().list("POST", ".*/isolate").get(0).status()).isZero();
    assertThat(caller.endpoint("POST", ISOLATE, BODY).status()).isEqualTo(400);
  }

  @Test
  void droppedConnectionLeavesTheTenantAsItWas() {
    simulator.faults().on("POST", ".*/isolate").times(1).dropConnection();

    assertThatThrownBy(() -> caller.send(isolate())).isInstanceOf(IOException.class);

    assertThat(simulator.tenant().actions()).isEmpty();
    assertThat(caller.endpoint("POST", ISOLATE, BODY).status()).isEqualTo(201);
  }

  @Test
  void aPartialAnswerLacksRowsAndSaysSo() {
    int all = caller.graph("/security/incidents").json().path("value").size();
    simulator.faults().on("GET", ".*/incidents").times(1).partial();

    Caller.Reply partial = caller.graph("/security/incidents");

    assertThat(partial.status()).isEqualTo(206);
    assertThat(partial.header("Warning")).startsWith("199 - ");
    assertThat(partial.json().path("value")).hasSize(all / 2);
    assertThat(caller.graph("/security/incidents").json().path("value")).hasSize(all);
  }

  @Test
  void endlessPagesLeadToTheSameAddress() {
    simulator.faults().on("GET", ".*/incidents.*").times(1).endlessPages();

    assertThat(caller.graph("/security/incidents?$top=2").json().path("@odata.nextLink").asText())
        .isEqualTo(simulator.graphUrl() + "/v1.0/security/incidents?$top=2");
  }

  @Test
  void brokenJsonBreaksOnlyTheAnswersThatNameTheText() {
    simulator.faults().on("GET", ".*/incidents.*").brokenJsonWith("\"1041\"");

    assertThatThrownBy(() -> caller.graph("/security/incidents").json())
        .isInstanceOf(Exception.class);
    assertThat(caller.graph("/security/incidents/1040").json().path("id").asText())
        .isEqualTo("1040");
  }

  @Test
  void throttlingTellsSecondsADateOrNothing() {
    simulator.faults().on("GET", ".*/machines").times(1).retryAfter(Duration.ofSeconds(7));
    simulator
        .faults()
        .on("GET", ".*/machines")
        .times(1)
        .retryAfter(Instant.parse("2026-03-02T09:00:00Z"));
    simulator.faults().on("GET", ".*/machines").times(1).tooManyRequests();

    Caller.Reply seconds = caller.endpoint("/machines");
    Caller.Reply date = caller.endpoint("/machines");
    Caller.Reply nothing = caller.endpoint("/machines");

    assertThat(seconds.status()).isEqualTo(429);
    assertThat(seconds.errorCode()).isEqualTo("TooManyRequests");
    assertThat(seconds.header("Retry-After")).isEqualTo("7");
    assertThat(date.header("Retry-After")).isEqualTo("Mon, 02 Mar 2026 09:00:00 GMT");
    assertThat(nothing.status()).isEqualTo(429);
    assertThat(nothing.header("Retry-After")).isEmpty();
    assertThat(caller.endpoint("/machines").status()).isEqualTo(200);
  }

  @Test
  void serverErrorMayComeAfterTheWorkWasDone() {
    simulator.faults().on("POST", ".*/isolate").times(1).afterProcessing().status(503);

    assertThat(caller.endpoint("POST", ISOLATE, BODY).status()).isEqualTo(503);
    assertThat(simulator.tenant().actions()).hasSize(1);
  }

  @Test
  void faultCanWaitForSomeGoodRequests() {
    simulator.faults().on("GET", ".*/machines").after(1).times(1).status(500);

    assertThat(caller.endpoint("/machines").status()).isEqualTo(200);
    assertThat(caller.endpoint("/machines").status()).isEqualTo(500);
    assertThat(caller.endpoint("/machines").status()).isEqualTo(200);
  }

  @Test
  void permissionErrorsHaveAllTheirShapes() {
    simulator.faults().on("*", ".*/machines").times(1).missingApplicationRoles();
    simulator.faults().on("*", ".*/machines").times(1).missingApplicationPermissions();
    simulator.faults().on("*", ".*/machines").times(1).af10001(403);

    assertThat(caller.endpoint("/machines").errorMessage())
        .isEqualTo(
            "Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All,"
                + " application roles: .");
    assertThat(caller.endpoint("/machines").errorMessage())
        .contains("permissions (Machine.Read.All, Machine.ReadWrite.All)");
    assertThat(caller.endpoint("/machines").errorCode()).isEqualTo("AF10001");
  }

  @Test
  void brokenBodiesAreSentAsAskedFor() throws Exception {
    simulator.faults().on("GET", ".*/machines").times(1).html();
    simulator.faults().on("GET", ".*/machines").times(1).redirect("http://127.0.0.1:1/");
    simulator.faults().on("GET", ".*/machines").times(1).hugeBody(2_000_000);
    simulator.faults().on("GET", ".*/machines").times(1).wrongGzip();
    simulator.faults().on("GET", ".*/machines").times(1).truncatedBody();
    simulator.faults().on("GET", ".*/machines").times(1).garbage();
    // The JDK's client sends a read again after an empty response, a write it does not.
    simulator.faults().on("POST", ".*/isolate").times(1).emptyResponse();

    assertThat(caller.endpoint("/machines").header("Content-Type")).startsWith("text/html");
    assertThat(caller.endpoint("/machines").header("Location")).isEqualTo("http://127.0.0.1:1/");
    assertThat(caller.endpoint("/machines").response().body()).hasSizeGreaterThan(2_000_000);
    Caller.Reply gzip = caller.endpoint("/machines");
    assertThat(gzip.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(gzip.response().body()).startsWith("{");
    assertThatThrownBy(() -> caller.send(machines())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> caller.send(machines())).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> caller.send(isolate())).isInstanceOf(IOException.class);
    assertThat(simulator.tenant().actions()).isEmpty();
    assertThat(caller.send(machines()).status()).isEqualTo(200);
  }

  @Test
  void slowAnswerComesAfterItsDelay() throws Exception {
    HttpRequest.Builder request = machines();
    simulator.faults().on("GET", ".*/machines").times(1).delay(Duration.ofMillis(300));
    long start = System.nanoTime();

    assertThat(caller.send(request).status()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
  }

  @Test
  void tokenEndpointCanFailToo() {
    simulator.faults().on("POST", ".*/token").times(1).retryAfter(Duration.ofSeconds(60));

    assertThat(caller.login(Caller.GRAPH_SCOPE).status()).isEqualTo(429);
    assertThat(caller.login(Caller.GRAPH_SCOPE).status()).isEqualTo(200);
  }

  @Test
  void requestLogKeepsOrderApplicationAndAnswer() {
    caller.graph("/security/incidents?$top=1");
    caller.endpoint("POST", ISOLATE, BODY);

    assertThat(simulator.requests().list())
        .extracting(RecordedRequest::method, RecordedRequest::status)
        .containsExactly(
            tuple("POST", 200), tuple("GET", 200), tuple("POST", 200), tuple("POST", 201));
    RecordedRequest list = simulator.requests().list().get(1);
    assertThat(list.path()).isEqualTo("/graph/v1.0/security/incidents?$top=1");
    assertThat(list.app()).isEqualTo(simulator.settings().clientId());
    assertThat(list.headers()).containsKey("authorization");
    assertThat(simulator.requests().count("POST", ".*/isolate")).isEqualTo(1);
    assertThat(simulator.requests().list().get(3).body()).isEqualTo(BODY);
  }

  @Test
  void resetForgetsFaultsStateAndRequests() {
    simulator.faults().on("GET", ".*").status(500);
    caller.endpoint("POST", ISOLATE, BODY);

    simulator.reset();

    assertThat(simulator.requests().list()).isEmpty();
    assertThat(simulator.tenant().actions()).isEmpty();
    assertThat(caller.endpoint("/machines").status()).isEqualTo(200);
  }

  private HttpRequest.Builder isolate() {
    return caller.endpointRequest("POST", ISOLATE, BODY);
  }

  private HttpRequest.Builder machines() {
    return caller.endpointRequest("GET", "/machines", "");
  }
}
