package io.defenderflow.connection;

import static io.defenderflow.connection.ScriptedTenant.Reply.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.action.endpoint.IsolationType;
import io.defenderflow.action.endpoint.MachineAction;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.action.identity.Users;
import io.defenderflow.action.incident.Hunting;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.connection.ScriptedTenant.Reply;
import io.defenderflow.connection.ScriptedTenant.Seen;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CallsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final String MACHINE = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";
  private static final Reply INCIDENT = json(200, "{\"id\":\"7\",\"status\":\"awaitingAction\"}");
  private static final Reply EMPTY_PAGE = json(200, "{\"value\":[]}");

  private final List<Duration> pauses = new ArrayList<>();
  private ScriptedTenant tenant;
  private Connections connections;

  @BeforeEach
  void open() throws IOException {
    tenant = new ScriptedTenant();
    connections =
        Connections.open(
            List.of(tenant.settings().build()), Clock.fixed(NOW, ZoneOffset.UTC), pauses::add);
  }

  @AfterEach
  void close() {
    connections.close();
    tenant.close();
  }

  @Test
  void aReadCarriesTheTokenOfItsServiceAndTheAgreedHeaders() {
    tenant.replies(INCIDENT);

    JsonNode incident = incidents().get("7", "alerts");

    assertThat(incident.path("status").asText()).isEqualTo("awaitingAction");
    Seen seen = tenant.apiRequests().get(0);
    assertThat(seen.target()).isEqualTo("/graph/v1.0/security/incidents/7?%24expand=alerts");
    assertThat(seen.headers())
        .containsEntry("Accept", "application/json")
        .containsEntry("Prefer", "include-unknown-enum-members")
        .containsEntry(
            "Authorization",
            "Bearer " + ScriptedTenant.token(1, List.of("SecurityIncident.Read.All")))
        .doesNotContainKey("Cookie");
    assertThat(seen.headers().get("User-Agent")).startsWith("Defenderflow/");
    assertThat(seen.headers().get("client-request-id")).matches("[0-9a-f-]{36}");
    assertThat(tenant.tokenRequests()).hasSize(1);
    assertThat(tenant.tokenRequests().get(0).target())
        .isEqualTo("/login/" + ScriptedTenant.TENANT + "/oauth2/v2.0/token");
    assertThat(tenant.tokenRequests().get(0).body())
        .contains("scope=https%3A%2F%2Fgraph.microsoft.com%2F.default");
  }

  @Test
  void eachServiceGetsItsOwnTokenOnly() {
    tenant.replies(INCIDENT);
    incidents().get("7", null);
    connections.get("").calls(Effect.READ).of(Machines.class).get(MACHINE);
    incidents().get("7", null);

    List<String> tokens =
        tenant.apiRequests().stream().map(seen -> seen.headers().get("Authorization")).toList();
    assertThat(tokens.get(0)).isEqualTo(tokens.get(2)).isNotEqualTo(tokens.get(1));
    assertThat(tenant.tokenRequests()).hasSize(2);
    assertThat(tenant.apiRequests().get(1).headers()).doesNotContainKey("Prefer");
  }

  @Test
  void aWriteSendsItsFieldsOnceAndReturnsTheMachineAction() {
    tenant.replies(json(201, "{\"id\":\"a-1\",\"status\":\"Pending\"}"));

    MachineAction action = machinesToChange().isolate(MACHINE, "suspicious", IsolationType.FULL);

    assertThat(action.id()).isEqualTo("a-1");
    assertThat(tenant.apiRequests()).hasSize(1);
    assertThat(tenant.apiRequests().get(0).body())
        .isEqualTo("{\"Comment\":\"suspicious\",\"IsolationType\":\"Full\"}");
    assertThat(tenant.apiRequests().get(0).headers())
        .containsEntry("Content-Type", "application/json");
  }

  @Test
  void aWriteWithoutFieldsNamesItsLength() {
    tenant.replies(json(200, "{\"value\":true}"));

    connections
        .get("default")
        .calls(Effect.CONTAIN)
        .of(Users.class)
        .revokeSignInSessions("mira@northwharf.example");

    assertThat(tenant.apiRequests().get(0).headers()).containsEntry("Content-Length", "0");
  }

  @Test
  void nothingIsReadFromTheAnswerOfAnActionThatReturnsNothing() {
    tenant.replies(new Reply(204, Map.of(), new byte[0]));

    connections
        .get("default")
        .calls(Effect.CONTAIN)
        .of(Users.class)
        .disable("mira@northwharf.example");

    assertThat(tenant.apiRequests().get(0).body()).isEqualTo("{\"accountEnabled\":false}");
  }

  @Test
  void aWriteInTheLaneForReadingIsNotSent() {
    Fault fault =
        fault(
            () ->
                connections
                    .get("")
                    .calls(Effect.READ)
                    .of(Machines.class)
                    .isolate(MACHINE, "x", IsolationType.FULL));

    assertThat(fault.code()).isEqualTo(ErrorCode.WRONG_LANE);
    assertThat(tenant.apiRequests()).isEmpty();
  }

  @Test
  void aReadIsTriedThreeTimesWhileTheServiceIsDown() {
    tenant.replies(json(503, "{\"error\":{\"code\":\"x\"}}"));

    Fault fault = fault(() -> incidents().get("7", null));

    assertThat(fault.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(tenant.apiRequests()).hasSize(3);
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(tenant.apiRequests().stream().map(seen -> seen.headers().get("client-request-id")))
        .as("one logical call")
        .containsOnly(tenant.apiRequests().get(0).headers().get("client-request-id"));
  }

  @Test
  void aReadSucceedsWhenTheServiceComesBack() {
    tenant.replies(json(500, ""), json(504, "oops"), INCIDENT);

    assertThat(incidents().get("7", null).path("id").asText()).isEqualTo("7");
  }

  @Test
  void theInnerCodeOfAMaskedRefusalStaysInTheMessage() {
    tenant.replies(
        json(
            503,
            "{\"error\":{\"code\":\"ServiceUnavailable\",\"innererror\":{\"code\":\"Forbidden\","
                + "\"request-id\":\"1f0e\"}}}"));

    assertThat(fault(() -> incidents().get("7", null)).getMessage())
        .contains("HTTP 503, Forbidden, request id 1f0e");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void aWriteIsNeverRepeatedAfterAServerError(int status) {
    tenant.replies(json(status, "{}").with("Retry-After", "1"));

    Fault fault = fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL));

    assertThat(fault.code()).isEqualTo(ErrorCode.LOST_ANSWER);
    assertThat(tenant.apiRequests()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aWriteWhoseAnswerIsNotJsonCountsAsLost() {
    tenant.replies(json(200, "<html>sign in</html>"));

    Fault fault = fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL));

    assertThat(fault.code()).isEqualTo(ErrorCode.LOST_ANSWER);
    assertThat(tenant.apiRequests()).hasSize(1);
  }

  @Test
  void aThrottledWriteWasNotProcessedAndIsTriedAgainAfterTheNamedTime() {
    tenant.replies(
        json(429, "{\"error\":{\"code\":\"TooManyRequests\"}}").with("Retry-After", "2"),
        json(201, "{\"id\":\"a-1\"}"));

    machinesToChange().isolate(MACHINE, "x", IsolationType.FULL);

    assertThat(tenant.apiRequests()).hasSize(2);
    assertThat(pauses).hasSize(1);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_250));
  }

  @Test
  void aLongWaitIsHandedOverInsteadOfSlept() {
    tenant.replies(json(429, "{}").with("Retry-After", "120"));

    Fault fault = fault(() -> incidents().get("7", null));

    assertThat(fault.code()).isEqualTo(ErrorCode.THROTTLED);
    assertThat(fault.retryAt()).contains(NOW.plusSeconds(120));
    assertThat(tenant.apiRequests()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void waitsThatAddUpToMoreThanTenSecondsEndTheCall() {
    tenant.replies(json(429, "{}").with("Retry-After", "7"));

    Fault fault = fault(() -> incidents().get("7", null));

    assertThat(fault.retryAt()).contains(NOW.plusSeconds(7));
    assertThat(pauses).hasSize(1);
    assertThat(tenant.apiRequests()).hasSize(2);
  }

  @Test
  void throttlingWithoutATimeEndsWithASpreadTime() {
    tenant.replies(json(429, "{}"));

    Fault fault = fault(() -> incidents().get("7", null));

    assertThat(tenant.apiRequests()).hasSize(3);
    assertThat(fault.retryAt().orElseThrow()).isBetween(NOW.plusSeconds(30), NOW.plusSeconds(60));
  }

  @Test
  void theHuntingQuotaNamesItsTimeInWords() {
    tenant.replies(
        json(
            429,
            "{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"You can run queries again in 8"
                + " minutes.\"}}"));

    Fault fault = fault(() -> hunting().run("DeviceInfo", null));

    assertThat(fault.code()).isEqualTo(ErrorCode.THROTTLED);
    assertThat(fault.retryAt()).contains(NOW.plus(Duration.ofMinutes(8)));
    assertThat(tenant.apiRequests()).hasSize(1);
  }

  @Test
  void theHuntingQuotaWithoutATimeWaitsForItsCycle() {
    tenant.replies(json(429, "{\"error\":{\"message\":\"quota\"}}"));

    assertThat(fault(() -> hunting().run("DeviceInfo", null)).retryAt())
        .contains(NOW.plus(Duration.ofMinutes(15)));
  }

  @Test
  void aBrokenQueryIsNotRepeated() {
    tenant.replies(
        json(400, "{\"error\":{\"code\":\"BadRequest\",\"message\":\"'foo' is no table\"}}"));

    Fault fault = fault(() -> hunting().run("foo", null));

    assertThat(fault.code()).isEqualTo(ErrorCode.HUNT_QUERY_INVALID);
    assertThat(fault.getMessage()).contains("'foo' is no table");
    assertThat(tenant.apiRequests()).hasSize(1);
  }

  @Test
  void aRefusedTokenIsRenewedOnce() {
    tenant.replies(json(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}"), INCIDENT);

    incidents().get("7", null);

    assertThat(tenant.tokenRequests()).hasSize(2);
    assertThat(
            tenant.apiRequests().stream()
                .map(seen -> seen.headers().get("Authorization"))
                .distinct())
        .hasSize(2);
  }

  @Test
  void aTokenThatIsRefusedAgainEndsTheCall() {
    tenant.replies(json(401, ""));

    Fault fault = fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL));

    assertThat(fault.code()).isEqualTo(ErrorCode.AUTH_FAILED);
    assertThat(tenant.apiRequests()).hasSize(2);
    assertThat(tenant.tokenRequests()).hasSize(2);
  }

  @Test
  void theWorstCaseIsFourSends() {
    tenant.replies(json(503, "{}"), json(401, "{}"), json(503, "{}"));

    fault(() -> incidents().get("7", null));

    assertThat(tenant.apiRequests()).hasSize(4);
  }

  @Test
  void aStepUpChallengeIsExplainedAndNotRetried() {
    tenant.replies(
        json(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}")
            .with("WWW-Authenticate", "Bearer error=\"insufficient_claims\", claims=\"e30=\""));

    Fault fault = fault(() -> incidents().get("7", null));

    assertThat(fault.code()).isEqualTo(ErrorCode.AUTH_FAILED);
    assertThat(fault.getMessage()).contains("insufficient_claims").contains("Conditional Access");
    assertThat(tenant.apiRequests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "403|{\"error\":{\"code\":\"Forbidden\",\"message\":\"Missing application roles. API"
            + " required roles: Machine.Isolate, application roles: Machine.Read.All.\"}}",
        "403|{\"error\":{\"code\":\"Forbidden\",\"message\":\"The application does not have any of"
            + " the required application permissions (Machine.Isolate) to access the resource.\"}}",
        "401|{\"error\":{\"code\":\"AF10001\",\"message\":\"The permission set () sent in the"
            + " request does not include the expected permission.\"}}",
        "403|{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\"}}",
        "403|<html>Forbidden</html>"
      })
  void aMissingPermissionIsNamedWhateverTheShape(String answer) {
    String[] parts = answer.split("\\|", 2);
    tenant.replies(json(Integer.parseInt(parts[0]), parts[1]));

    Fault fault = fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL));

    assertThat(fault.code()).isEqualTo(ErrorCode.PERMISSION_MISSING);
    assertThat(fault.getMessage())
        .startsWith("The app " + ScriptedTenant.CLIENT + " lacks the application permission")
        .contains("Machine.Isolate of Microsoft Defender for Endpoint")
        .contains("Its token has: Machine.Read.All.")
        .hasSizeLessThanOrEqualTo(600);
    assertThat(fault.details().path("missing").get(0).asText()).isEqualTo("Machine.Isolate");
    assertThat(tenant.apiRequests()).hasSize(1);
  }

  @Test
  void aRetiredHuntingPermissionIsMetWithItsSuccessor() {
    tenant.grantsOnGraph("SecurityIncident.Read.All");
    tenant.grantsOnEndpoint("AdvancedQuery.Read.All");
    tenant.replies(json(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\"}}"));

    assertThat(fault(() -> hunting().run("DeviceInfo", null)).getMessage())
        .contains("lacks the application permission ThreatHunting.Read.All of Microsoft Graph")
        .contains(
            "AdvancedQuery.Read.All of a retired interface, whose successor is ThreatHunting");
  }

  @Test
  void aRefusalInSpiteOfThePermissionPointsElsewhere() {
    tenant.grantsOnEndpoint("Machine.Isolate");
    tenant.replies(json(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"no\"}}"));

    assertThat(
            fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL)).getMessage())
        .contains("although its token has the permission")
        .contains("device group");
  }

  @Test
  void grantedNamesThePermissionsOfBothServices() {
    assertThat(connections.get(null).calls(Effect.READ).granted(Effect.READ))
        .containsExactly(
            new Permission(Service.GRAPH, "SecurityIncident.Read.All"),
            new Permission(Service.ENDPOINT, "Machine.Read.All"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    tenant.replies(
        new Reply(status, Map.of("Location", tenant.url("/elsewhere").toString()), new byte[0]));

    Fault read = fault(() -> incidents().get("7", null));
    Fault write = fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL));

    assertThat(read.code()).isEqualTo(ErrorCode.PROTOCOL);
    assertThat(write.code()).isEqualTo(ErrorCode.PROTOCOL);
    assertThat(tenant.apiRequests()).hasSize(2);
    assertThat(tenant.apiRequests()).noneMatch(seen -> seen.target().contains("elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>Sign in</html>",
        "{\"id\":",
        "{\"id\":1} trailing",
        "\u00ff\u00fe",
        "[[[["
      })
  void whatIsNotTheDocumentedJsonIsAProtocolFault(String body) {
    tenant.replies(new Reply(200, Map.of(), body.getBytes(StandardCharsets.ISO_8859_1)));

    assertThat(fault(() -> incidents().get("7", null)).code()).isEqualTo(ErrorCode.PROTOCOL);
  }

  @Test
  void nestingWithoutEndIsAProtocolFault() {
    tenant.replies(json(200, "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)));

    assertThat(fault(() -> incidents().get("7", null)).code()).isEqualTo(ErrorCode.PROTOCOL);
  }

  @Test
  void aByteOrderMarkIsTolerated() {
    tenant.replies(json(200, "\ufeff{\"id\":\"7\",\"displayName\":\"M\u00fcller\"}"));

    assertThat(incidents().get("7", null).path("displayName").asText()).isEqualTo("M\u00fcller");
  }

  @Test
  void aCompressedAnswerIsRead() throws IOException {
    tenant.replies(
        new Reply(
            200,
            Map.of("Content-Encoding", "gzip"),
            gzip("{\"id\":\"7\"}".getBytes(StandardCharsets.UTF_8))));

    assertThat(incidents().get("7", null).path("id").asText()).isEqualTo("7");
    assertThat(tenant.apiRequests().get(0).headers()).containsEntry("Accept-Encoding", "gzip");
  }

  @Test
  void aPlainAnswerThatClaimsToBeCompressedIsAProtocolFault() {
    tenant.replies(json(200, "{\"id\":\"7\"}").with("Content-Encoding", "gzip"));

    assertThat(fault(() -> incidents().get("7", null)).code()).isEqualTo(ErrorCode.PROTOCOL);
  }

  @Test
  void aTruncatedCompressedAnswerIsAProtocolFault() throws IOException {
    byte[] whole = gzip("{\"id\":\"7\",\"more\":\"text\"}".getBytes(StandardCharsets.UTF_8));
    tenant.replies(
        new Reply(
            200,
            Map.of("Content-Encoding", "gzip"),
            java.util.Arrays.copyOf(whole, whole.length / 2)));

    assertThat(fault(() -> incidents().get("7", null)).code()).isEqualTo(ErrorCode.PROTOCOL);
  }

  @Test
  void aSmallAnswerThatUnfoldsBeyondTheLimitIsRefused() throws IOException {
    tenant.replies(
        new Reply(200, Map.of("Content-Encoding", "gzip"), gzip(new byte[17 * 1_024 * 1_024])));

    assertThat(fault(() -> incidents().get("7", null)).code())
        .isEqualTo(ErrorCode.RESULT_TOO_LARGE);
    assertThat(fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL)).code())
        .isEqualTo(ErrorCode.LOST_ANSWER);
  }

  @Test
  void huntingMayBringMoreThanOtherAnswers() {
    String row = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";
    tenant.replies(
        json(
            200,
            "{\"results\":[" + String.join(",", java.util.Collections.nCopies(20, row)) + "]}"));

    assertThat(hunting().run("DeviceInfo", null).path("results")).hasSize(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"value\":null}", "{}", "{\"value\":[]}"})
  void aCollectionWithoutItemsIsEmpty(String body) {
    tenant.replies(json(200, body));

    assertThat(incidents().list(null, null, null, null, null).value()).isEmpty();
  }

  @Test
  void aCollectionThatIsNoneIsAProtocolFault() {
    tenant.replies(json(200, "{\"value\":\"7\"}"));

    assertThat(fault(() -> incidents().list(null, null, null, null, null)).code())
        .isEqualTo(ErrorCode.PROTOCOL);
  }

  @Test
  void nextLinksAreFollowedAsGiven() {
    String link =
        "/graph/v1.0/security/incidents?$top=2&$skiptoken=a%2Fb%2Bc%3D%3D&x='y'&%24filter=s%20eq%20'h'";
    tenant.replies(
        json(
            200,
            "{\"@odata.count\":3,\"value\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"@odata.nextLink\":\""
                + tenant.url(link)
                + "\"}"),
        json(200, "{\"value\":[{\"id\":\"3\"}]}"));

    JsonNode all = allIncidents();

    assertThat(all.path("value")).hasSize(3);
    assertThat(all.path("total").asInt()).isEqualTo(3);
    assertThat(tenant.apiRequests().get(1).target()).isEqualTo(link);
    assertThat(tenant.apiRequests().get(1).headers()).containsKey("Authorization");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:PORT/graph/v1.0/x",
        "http://localhost:1/graph/v1.0/x",
        "http://127.0.0.1:PORT/graph/v1.0/x",
        "http://localhost:PORT@evil.example/graph/v1.0/x",
        "http://user@localhost:PORT/graph/v1.0/x",
        "http://localhost:PORT/mde/api/machines",
        "http://localhost:PORT/graphics/v1.0/x",
        "http://localhost:PORT/graph/../mde/api/machines",
        "http://localhost:PORT/graph/%2e%2e/mde/api/machines",
        "http://localhost:PORT/graph/%2e%2e%2fmde/api/machines",
        "http://localhost:PORT/graph/v1.0/x#y",
        "http:\\\\\\\\localhost:PORT\\\\graph",
        "//localhost:PORT/graph/v1.0/x",
        "/graph/v1.0/x",
        "http://l\u043ecalhost:PORT/graph/v1.0/x",
        "http://localhost.:PORT/graph/v1.0/x",
        "not a url"
      })
  void aNextLinkToAnotherPlaceIsNotFollowed(String link) {
    String port = String.valueOf(tenant.url("").getPort());
    tenant.replies(
        json(
            200,
            "{\"value\":[{\"id\":\"1\"}],\"@odata.nextLink\":\""
                + link.replace("PORT", port)
                + "\"}"),
        EMPTY_PAGE);

    assertThat(fault(this::allIncidents).code()).isEqualTo(ErrorCode.EGRESS_REFUSED);
    assertThat(tenant.apiRequests()).hasSize(1);
  }

  @Test
  void aMissingMachineHasItsOwnCode() {
    tenant.replies(
        json(
            404,
            "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"no\",\"target\":\"t-1\"}}"));

    Fault fault = fault(() -> machinesToChange().isolate(MACHINE, "x", IsolationType.FULL));

    assertThat(fault.code()).isEqualTo(ErrorCode.MACHINE_NOT_FOUND);
    assertThat(fault.json().path("status").asInt()).isEqualTo(404);
    assertThat(fault.getMessage()).contains("request id t-1").hasSizeLessThanOrEqualTo(600);
    assertThat(fault(() -> incidents().get("7", null)).code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void microsoftsWordsAreCleanedAndCut() {
    tenant.replies(
        json(
            400,
            "{\"error\":{\"code\":\"BadRequest\",\"message\":\"a\\u0000b\\r"
                + "\\n"
                + "\\u001b[31mred \\u202e Bearer canary.token.value"
                + " https://blob.example/x?sig=canarysig "
                + "long ".repeat(500)
                + "\"}}"));

    Fault fault = fault(() -> incidents().get("7", null));

    assertThat(fault.code()).isEqualTo(ErrorCode.REQUEST_REFUSED);
    assertThat(fault.getMessage())
        .hasSizeLessThanOrEqualTo(600)
        .doesNotContain("canary", "\u0000", "\u001b", "\u202e", "\r", "\n");
    assertThat(fault.details().toString()).doesNotContain("canary");
  }

  @Test
  void aPartialAnswerIsAccepted() {
    tenant.replies(json(206, "{\"value\":[{\"id\":\"1\"}]}"));

    Page page = incidents().list(null, null, null, null, null);

    assertThat(page.value()).hasSize(1);
  }

  private JsonNode allIncidents() {
    return Catalogue.load()
        .find("incident.list")
        .orElseThrow()
        .call(connections.get("").calls(Effect.READ), new BoundInputs(Map.of()))
        .json();
  }

  private Incidents incidents() {
    return connections.get("default").calls(Effect.READ).of(Incidents.class);
  }

  private Hunting hunting() {
    return connections.get("default").calls(Effect.READ).of(Hunting.class);
  }

  private Machines machinesToChange() {
    return connections.get("default").calls(Effect.CONTAIN).of(Machines.class);
  }

  private static Fault fault(ThrowingCallable call) {
    Fault fault = catchThrowableOfType(Fault.class, call);
    assertThat(fault).as("the fault of the call").isNotNull();
    return fault;
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
