package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the facts is answered as documented, and refused as documented. */
class EveryOperationTest {

  /** A file goes in as a form; its own test sends one. */
  private static final Set<String> FORMS = Set.of("libraryFile.upload");

  /** What exists only after something was done; the tests of the areas prove them. */
  private static final Set<String> NEED_A_STORY =
      Set.of(
          "libraryFile.list",
          "libraryFile.delete",
          "machineAction.getLiveResponseResult",
          "machineAction.getPackageUri",
          "machineAction.cancel",
          "machine.runLiveResponse");

  /** A value that nobody has seen is a good question with an empty answer. */
  private static final Set<String> UNKNOWN_IS_EMPTY =
      Set.of("domain.alerts.list", "domain.machines.list", "domain.stats.get");

  /** Objects that are part of another one, or nothing but a value. */
  private static final Set<String> WITHOUT_ID =
      Set.of(
          "alert.move",
          "attackSimulation.simulation.report.overview",
          "domain.stats.get",
          "file.get",
          "file.stats.get",
          "hunting.run",
          "identity.account.invokeAction",
          "identity.sensor.deploymentAccessKey.get",
          "identity.sensor.deploymentAccessKey.regenerate",
          "identity.sensor.deploymentPackage.getUri",
          "incident.merge",
          "ip.stats.get",
          "user.revokeSignInSessions");

  private static final String POWERLESS = "0d0d0d0d-0000-4000-8000-000000000001";
  private static final Simulator SIMULATOR = Simulator.start();

  private Caller caller;
  private String actionId;

  @BeforeEach
  void freshTenant() {
    SIMULATOR.reset();
    caller = new Caller(SIMULATOR);
    SIMULATOR.tenant().registerApp(POWERLESS, "s", Set.of("Other.Role"), Set.of("Other.Role"));
    actionId = SIMULATOR.tenant().addAction(SeedData.FINANCE_LAPTOP, "Isolate", "why").id();
    caller.endpoint(
        "POST",
        "/indicators",
        "{\"indicatorValue\":\"198.51.100.9\",\"indicatorType\":\"IpAddress\",\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"}");
  }

  @AfterAll
  static void close() {
    SIMULATOR.close();
  }

  static Stream<Named<Operation>> operations() {
    return Operations.all().stream().map(operation -> Named.of(operation.id(), operation));
  }

  static Stream<Named<Operation>> plainOperations() {
    return operations()
        .filter(
            operation ->
                !FORMS.contains(operation.getName())
                    && !NEED_A_STORY.contains(operation.getName()));
  }

  static Stream<Named<Operation>> withBody() {
    return operations()
        .filter(
            operation -> operation.getPayload().takesBody() && !operation.getPayload().takesForm());
  }

  static Stream<Named<Operation>> withId() {
    return operations()
        .filter(operation -> !operation.getPayload().path().variableNames().isEmpty())
        .filter(operation -> !operation.getPayload().path().toString().contains("("))
        .filter(operation -> !UNKNOWN_IS_EMPTY.contains(operation.getName()));
  }

  @ParameterizedTest
  @MethodSource("plainOperations")
  void goodRequestIsAnsweredAsDocumented(Operation operation) {
    GoodRequest good = new GoodRequest(operation, actionId);

    Caller.Reply reply = call(caller, operation, good.path(SIMULATOR), body(operation, good));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(operation.success());
    if (operation.success() == 204
        || operation.success() == 202
        || operation.returns().startsWith("none")) {
      assertThat(reply.response().body()).isEmpty();
    } else if (operation.returnsCollection()) {
      assertThat(reply.json().path("value").isArray()).isTrue();
      assertThat(reply.json().path("value")).as(reply.response().body()).isNotEmpty();
    } else if (operation.returns().startsWith("file links")) {
      assertThat(reply.json().path("exportFiles")).isNotEmpty();
    } else if (!WITHOUT_ID.contains(operation.id())) {
      assertThat(reply.json().hasNonNull("id")).as(reply.response().body()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void callerWithoutTheRoleIsRefused(Operation operation) {
    GoodRequest good = new GoodRequest(operation, actionId);
    Caller powerless = new Caller(SIMULATOR, POWERLESS, "s");

    Caller.Reply reply = call(powerless, operation, good.path(SIMULATOR), body(operation, good));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(403);
    assertThat(reply.errorMessage())
        .contains(operation.roles().get(0).stream().sorted().findFirst().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void unknownFieldIsRefused(Operation operation) {
    GoodRequest good = new GoodRequest(operation, actionId);
    ObjectNode body = good.body().put("noSuchField", 1);

    Caller.Reply reply = call(caller, operation, good.path(SIMULATOR), body.toString());

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(400);
    assertThat(reply.errorMessage()).contains("noSuchField");
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void missingFieldIsRefused(Operation operation) {
    GoodRequest good = new GoodRequest(operation, actionId);
    List<BodyField> required = operation.body().stream().filter(BodyField::required).toList();
    if (required.isEmpty()) {
      return;
    }
    ObjectNode body = good.body();
    body.remove(required.get(required.size() - 1).name());

    Caller.Reply reply = call(caller, operation, good.path(SIMULATOR), body.toString());

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void wrongTypeIsRefused(Operation operation) {
    GoodRequest good = new GoodRequest(operation, actionId);
    for (BodyField field : operation.body()) {
      ObjectNode body = good.body();
      body.set(field.name(), Json.object().put("wrong", 1).putArray("list").add(7));

      Caller.Reply reply = call(caller, operation, good.path(SIMULATOR), body.toString());

      assertThat(reply.status()).as(field.name() + " " + reply.response().body()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @MethodSource("withId")
  void unknownIdIsNotFound(Operation operation) {
    GoodRequest good = new GoodRequest(operation, actionId);

    Caller.Reply reply =
        call(caller, operation, good.pathWithUnknownId(SIMULATOR), body(operation, good));

    // A made-up id is no hash and no address, which is told apart.
    boolean typed = reply.errorCode().startsWith("Invalid");
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(typed ? 400 : 404);
    JsonNode error = reply.json().path("error");
    assertThat(error.path("code").asText()).isNotEmpty();
  }

  private static String body(Operation operation, GoodRequest good) {
    return operation.takesBody() && !good.body().isEmpty() ? good.body().toString() : "";
  }

  private static Caller.Reply call(Caller caller, Operation operation, String path, String body) {
    return operation.api() == Api.GRAPH
        ? caller.graphAt(operation.method(), path, body)
        : caller.endpoint(operation.method(), path.substring("/api".length()), body);
  }
}
