package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantPageTest {

  private final Simulator simulator = Simulator.start();
  private final Caller caller = new Caller(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void pageAndItsFilesAreServedWithoutForeignScripts() throws IOException {
    Caller.Reply page = get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().body()).contains("simulated Microsoft tenant");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(get("/tenant.js").response().body()).doesNotContain("innerHTML");
    assertThat(get("/tenant.css").status()).isEqualTo(200);
  }

  @Test
  void stateNeverHoldsSecretsOrTokens() throws IOException {
    String token = caller.token(Caller.GRAPH_SCOPE);
    caller.graph("/security/incidents");

    String state = get("/_tenant").response().body();

    assertThat(state).contains("/graph/v1.0/security/incidents").contains("\"isolated\":false");
    assertThat(state).doesNotContain(simulator.clientSecret()).doesNotContain(token);
  }

  @Test
  void incidentIsRaisedFromThePageAndNotFromElsewhere() throws IOException {
    HttpRequest.Builder foreign =
        HttpRequest.newBuilder(URI.create(simulator.url() + "/_tenant/incidents"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(caller.send(foreign).status()).isEqualTo(403);
    assertThat(simulator.tenant().incidents()).hasSize(3);

    Caller.Reply raised = caller.send(foreign.header("X-Defenderflow-Simulator", "page"));

    assertThat(raised.status()).isEqualTo(201);
    assertThat(simulator.tenant().incidents()).hasSize(4);
  }

  @Test
  void administrationOfTheServerIsClosed() throws IOException {
    assertThat(get("/__admin/mappings").status()).isEqualTo(401);
  }

  @Test
  void takenPortIsToldInWords() {
    assertThatThrownBy(
            () -> Simulator.start(SimulatorSettings.defaults().withPort(simulator.port())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1:" + simulator.port());
  }

  private Caller.Reply get(String path) throws IOException {
    return caller.send(HttpRequest.newBuilder(URI.create(simulator.url() + path)));
  }
}
