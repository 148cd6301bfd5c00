package io.defenderflow.connection;

import static io.defenderflow.connection.ScriptedTenant.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.AnyCall;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.PathRequest;
import io.defenderflow.connection.ScriptedTenant.Reply;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RequestByPathTest {
  private static final Catalogue CATALOGUE = Catalogue.load();

  private final List<Duration> pauses = new ArrayList<>();
  private ScriptedTenant tenant;
  private Connections connections;

  @BeforeEach
  void open() throws IOException {
    tenant = new ScriptedTenant();
    connections =
        Connections.open(
            List.of(tenant.settings().build()),
            Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC),
            pauses::add);
  }

  @AfterEach
  void close() {
    connections.close();
    tenant.close();
  }

  @Test
  void theChosenHeadersGoAlongWithOurs() {
    tenant.replies(json(200, "{\"value\":[]}"));

    call(
        "graph.get",
        Map.of("path", "/v1.0/users", "advancedQuery", "true", "prefer", "odata.maxpagesize=5"));

    assertThat(tenant.apiRequests().get(0).headers())
        .containsEntry("Consistencylevel", "eventual")
        .containsEntry("Prefer", "include-unknown-enum-members, odata.maxpagesize=5");
  }

  @Test
  void aRequestThatMayHaveArrivedIsNotSentAgain() {
    tenant.replies(json(503, "{}"), json(200, "{}"));

    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> call("graph.request", Map.of("method", "POST", "path", "/v1.0/groups")));

    assertThat(fault.code()).isEqualTo(ErrorCode.LOST_ANSWER);
    assertThat(tenant.apiRequests()).hasSize(1);
  }

  @Test
  void whereWorkWentOnIsToldWhenTheAnswerIsEmpty() {
    tenant.replies(
        new Reply(202, Map.of("Location", "https://graph.example.net/operations/7"), new byte[0]));

    JsonNode result = call("graph.request", Map.of("method", "POST", "path", "/v1.0/groups"));

    assertThat(result.path("location").asText())
        .isEqualTo("https://graph.example.net/operations/7");
  }

  @Test
  void pagesWithoutEndComeToOne() {
    Reply empty =
        json(200, "{\"value\":[],\"@odata.nextLink\":\"" + tenant.url("/graph/v1.0/a") + "\"}");
    Reply[] replies = new Reply[1_100];
    java.util.Arrays.fill(replies, empty);
    tenant.replies(replies);

    JsonNode result = call("graph.get", Map.of("path", "/v1.0/a"));

    assertThat(result.path("truncated").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@graph.example.net/v1.0/users", ".example.net/v1.0/", ":8/v1.0/"})
  void theTransportItselfRefusesAPathThatIsAHost(String path) {
    AnyCall graph = connections.get("").calls(Effect.CONTAIN).of(AnyCall.OfGraph.class);

    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () -> graph.send(new PathRequest("GET", path, Map.of(), Optional.empty())));

    assertThat(fault.code()).isEqualTo(ErrorCode.EGRESS_REFUSED);
    assertThat(tenant.apiRequests()).isEmpty();
  }

  private JsonNode call(String id, Map<String, ?> inputs) {
    ActionEntry action = CATALOGUE.find(id).orElseThrow();
    return action.call(connections.get("").calls(action.effect()), action.bind(inputs)).json();
  }
}
