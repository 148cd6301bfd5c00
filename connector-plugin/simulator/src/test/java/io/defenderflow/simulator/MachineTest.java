package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {

  private static final String LAPTOP = "/machines/" + SeedData.FINANCE_LAPTOP;
  private static final String FULL = "{\"Comment\":\"cut it off\",\"IsolationType\":\"Full\"}";

  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-02T09:00:00Z"));
  private final Simulator simulator =
      Simulator.start(
          SimulatorSettings.defaults()
              .withClock(clock)
              .withActionPending(Duration.ofSeconds(10))
              .withActionInProgress(Duration.ofSeconds(20)));
  private final Caller caller = new Caller(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void seedHasSevenDevicesWithIdsOfFortyHexadecimalCharacters() {
    assertThat(simulator.tenant().machines())
        .hasSize(8)
        .allSatisfy(machine -> assertThat(machine.id()).matches("[0-9a-f]{40}"));
  }

  @Test
  void isolationRunsThroughItsStatesAndCutsTheDeviceOff() {
    Caller.Reply started = caller.endpoint("POST", LAPTOP + "/isolate", FULL);
    String id = started.json().path("id").asText();

    assertThat(started.status()).isEqualTo(201);
    assertThat(started.json().path("status").asText()).isEqualTo("Pending");
    clock.advance(Duration.ofSeconds(10));
    assertThat(status(id)).isEqualTo("InProgress");
    assertThat(simulator.tenant().machine(SeedData.FINANCE_LAPTOP).isolated()).isFalse();
    clock.advance(Duration.ofSeconds(20));
    assertThat(status(id)).isEqualTo("Succeeded");
    assertThat(simulator.tenant().machine(SeedData.FINANCE_LAPTOP).isolated()).isTrue();
  }

  @Test
  void releaseTakesTheIsolationBack() {
    caller.endpoint("POST", LAPTOP + "/isolate", FULL);
    clock.advance(Duration.ofSeconds(30));
    caller.endpoint("POST", LAPTOP + "/unisolate", "{\"Comment\":\"clean\"}");
    clock.advance(Duration.ofSeconds(30));

    assertThat(simulator.tenant().machine(SeedData.FINANCE_LAPTOP).isolated()).isFalse();
  }

  @Test
  void secondIsolationIsRefusedWhileTheFirstIsOpen() {
    caller.endpoint("POST", LAPTOP + "/isolate", FULL);

    Caller.Reply second = caller.endpoint("POST", LAPTOP + "/isolate", FULL);

    assertThat(second.status()).isEqualTo(400);
    assertThat(second.errorMessage()).isEqualTo("Action is already in progress");
    assertThat(simulator.tenant().actions(SeedData.FINANCE_LAPTOP)).hasSize(1);
  }

  @Test
  void secondIsolationCanAlsoAnswerTheFirst() {
    simulator.tenant().answerRepeatedActionWith(RepeatedAction.EXISTING_ACTION);
    String first = caller.endpoint("POST", LAPTOP + "/isolate", FULL).json().path("id").asText();

    Caller.Reply second = caller.endpoint("POST", LAPTOP + "/isolate", FULL);

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().path("id").asText()).isEqualTo(first);
  }

  @Test
  void actionOnSwitchedOffDeviceStaysPendingUntilItIsBack() {
    Caller.Reply started =
        caller.endpoint("POST", "/machines/" + SeedData.OFFLINE_LAPTOP + "/isolate", FULL);
    String id = started.json().path("id").asText();
    clock.advance(Duration.ofDays(2));

    assertThat(status(id)).isEqualTo("Pending");
    simulator.tenant().setOnline(SeedData.OFFLINE_LAPTOP, true);
    clock.advance(Duration.ofSeconds(30));
    assertThat(status(id)).isEqualTo("Succeeded");
  }

  @Test
  void nextActionCanBeMadeToFail() {
    simulator.tenant().failNextAction("Isolate");
    String id = caller.endpoint("POST", LAPTOP + "/isolate", FULL).json().path("id").asText();
    clock.advance(Duration.ofSeconds(30));

    assertThat(status(id)).isEqualTo("Failed");
    assertThat(simulator.tenant().machine(SeedData.FINANCE_LAPTOP).isolated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "isolate | {\"IsolationType\":\"Full\"} | MissingRequiredParameter",
        "isolate | {\"Comment\":\"c\",\"IsolationType\":\"full\"} | InvalidInput",
        "isolate | {\"comment\":\"c\"} | InvalidRequestBody",
        "isolate | nonsense | InvalidRequestBody",
        "runAntiVirusScan | {\"Comment\":\"c\"} | MissingRequiredParameter",
        "runAntiVirusScan | {\"Comment\":\"c\",\"ScanType\":\"Deep\"} | InvalidInput",
        "StopAndQuarantineFile | {\"Comment\":\"c\",\"Sha1\":\"12\"} | InvalidHashValue"
      })
  void wrongBodiesAreRefused(String operation, String body, String code) {
    Caller.Reply reply = caller.endpoint("POST", LAPTOP + "/" + operation, body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo(code);
    assertThat(reply.json().path("error").path("target").asText()).isNotEmpty();
    assertThat(simulator.tenant().actions()).isEmpty();
  }

  @Test
  void unknownUnsupportedAndUnmanagedDevicesAreRefused() {
    Caller.Reply unknown =
        caller.endpoint("POST", "/machines/" + "0".repeat(40) + "/isolate", FULL);
    Caller.Reply unsupported =
        caller.endpoint("POST", "/machines/" + SeedData.WEB_SERVER + "/isolate", FULL);
    Caller.Reply unmanaged =
        caller.endpoint("POST", "/machines/" + SeedData.UNMANAGED_PRINTER + "/isolate", FULL);
    Caller.Reply contained =
        caller.endpoint(
            "POST",
            "/machines/" + SeedData.UNMANAGED_PRINTER + "/isolate",
            FULL.replace("Full", "UnManagedDevice"));

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.errorCode()).isEqualTo("ResourceNotFound");
    assertThat(unsupported.errorCode()).isEqualTo("OsPlatformNotSupported");
    assertThat(unmanaged.status()).isEqualTo(400);
    assertThat(contained.status()).isEqualTo(201);
  }

  @Test
  void openActionCanBeCancelledAndFinalOneCannot() {
    String id = caller.endpoint("POST", LAPTOP + "/isolate", FULL).json().path("id").asText();
    String cancel = "/machineactions/" + id + "/cancel";

    assertThat(caller.endpoint("POST", cancel, "{}").errorCode())
        .isEqualTo("MissingRequiredParameter");
    assertThat(
            caller
                .endpoint("POST", cancel, "{\"Comment\":\"stop\"}")
                .json()
                .path("status")
                .asText())
        .isEqualTo("Cancelled");
    assertThat(caller.endpoint("POST", cancel, "{\"Comment\":\"stop\"}").status()).isEqualTo(400);
    clock.advance(Duration.ofMinutes(5));
    assertThat(status(id)).isEqualTo("Cancelled");
    assertThat(
            caller
                .endpoint("POST", "/machineactions/none/cancel", "{\"Comment\":\"stop\"}")
                .status())
        .isEqualTo(404);
  }

  @Test
  void cancellingNeedsTheRoleOfTheActionsType() {
    String id = caller.endpoint("POST", LAPTOP + "/isolate", FULL).json().path("id").asText();
    simulator.tenant().registerApp("scanner", "s", Set.of(), Set.of("Machine.Scan"));

    Caller.Reply reply =
        new Caller(simulator, "scanner", "s")
            .endpoint("POST", "/machineactions/" + id + "/cancel", "{\"Comment\":\"stop\"}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.errorMessage()).contains("Machine.Isolate");
  }

  @Test
  void packageLinkComesQuotedWhenTheActionIsDone() throws Exception {
    String id =
        caller
            .endpoint("POST", LAPTOP + "/collectInvestigationPackage", "{\"Comment\":\"c\"}")
            .json()
            .path("id")
            .asText();
    String path = "/machineactions/" + id + "/getPackageUri";

    assertThat(caller.endpoint(path).status()).isEqualTo(404);
    clock.advance(Duration.ofSeconds(30));
    String link = caller.endpoint(path).json().path("value").asText();
    assertThat(link).startsWith("\"http").endsWith("\"");
    String url = link.replace("\"", "");
    Caller.Reply zip = caller.send(HttpRequest.newBuilder(URI.create(url)));
    assertThat(zip.status()).isEqualTo(200);
    assertThat(zip.response().body()).startsWith("PK");
    assertThat(caller.send(caller.request(url, "token", "GET", "")).status()).isEqualTo(403);
  }

  @Test
  void actionsAreFilteredByMachineTypeStatusAndTime() {
    caller.endpoint("POST", LAPTOP + "/isolate", FULL);
    clock.advance(Duration.ofMinutes(1));
    caller.endpoint(
        "POST", LAPTOP + "/runAntiVirusScan", "{\"Comment\":\"c\",\"ScanType\":\"Quick\"}");

    assertThat(
            ids(
                "/machineactions?$filter=machineId eq '%s' and type eq 'Isolate' and creationDateTimeUtc ge 2026-03-02T09:00:00Z"
                    .formatted(SeedData.FINANCE_LAPTOP)))
        .hasSize(1);
    assertThat(ids("/machineactions?$filter=status in ('Pending','InProgress')")).hasSize(1);
    assertThat(caller.endpoint("/machineactions?$filter=requestorComment eq 'c'").status())
        .isEqualTo(400);
  }

  @Test
  void devicesAreFoundByNameFilterTagAndAddress() {
    assertThat(caller.endpoint("/machines/NW-FIN-LT-014.northwharf.example").status())
        .isEqualTo(200);
    assertThat(ids("/machines?$filter=startswith(computerDnsName,'nw-fin')"))
        .containsExactly(SeedData.FINANCE_LAPTOP);
    assertThat(ids("/machines?$filter=machineTags/any(tag: tag eq 'tier0')"))
        .containsExactly(SeedData.DOMAIN_CONTROLLER);
    assertThat(ids("/machines?$filter=healthStatus eq 'Inactive'"))
        .containsExactly(SeedData.OFFLINE_LAPTOP);
    assertThat(ids("/machines/findbytag?tag=fin&useStartsWithFilter=true"))
        .containsExactly(SeedData.FINANCE_LAPTOP);
    assertThat(ids("/machines/findbyip(ip='10.20.4.14',timestamp=2026-03-02T08:59:00Z)"))
        .containsExactly(SeedData.FINANCE_LAPTOP);
    assertThat(
            caller
                .endpoint("/machines/findbyip(ip='10.20.4.14',timestamp=2026-01-02T08:59:00Z)")
                .status())
        .isEqualTo(400);
  }

  @Test
  void tagsAndValueCanBeChanged() {
    caller.endpoint("POST", LAPTOP + "/tags", "{\"Value\":\"watched\",\"Action\":\"Add\"}");
    caller.endpoint("POST", LAPTOP + "/tags", "{\"Value\":\"laptop\",\"Action\":\"Remove\"}");
    caller.endpoint("PATCH", LAPTOP, "{\"deviceValue\":\"High\"}");

    Machine machine = simulator.tenant().machine(SeedData.FINANCE_LAPTOP);
    assertThat(machine.tags()).containsExactly("finance", "watched");
    assertThat(machine.deviceValue()).isEqualTo("High");
    assertThat(caller.endpoint("PATCH", LAPTOP, "{\"riskScore\":\"Low\"}").status()).isEqualTo(400);
  }

  @Test
  void deviceKnowsItsAlertsAndUsers() {
    simulator.tenant().addIncident("Odd file");

    assertThat(ids(LAPTOP + "/alerts")).hasSize(1);
    assertThat(ids(LAPTOP + "/logonusers")).containsExactly("northwharf\\alva.rinne");
  }

  @Test
  void unknownPathsAndOptionsAreRefusedInTheApisShape() {
    Caller.Reply path = caller.endpoint("/nothing");
    Caller.Reply option = caller.endpoint("/machines?$orderby=id");

    assertThat(path.status()).isEqualTo(404);
    assertThat(path.errorCode()).isEqualTo("NotFound");
    assertThat(option.status()).isEqualTo(400);
    assertThat(caller.endpoint("DELETE", "/machines", "").status()).isEqualTo(405);
  }

  private String status(String actionId) {
    return caller.endpoint("/machineactions/" + actionId).json().path("status").asText();
  }

  private List<String> ids(String path) {
    Caller.Reply reply = caller.endpoint(path);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    reply.json().path("value").forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }
}
