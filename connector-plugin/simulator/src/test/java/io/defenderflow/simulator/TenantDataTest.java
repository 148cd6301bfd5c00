package io.defenderflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantDataTest {

  private static final String BLOCK =
      "{\"indicatorValue\":\"203.0.113.77\",\"indicatorType\":\"IpAddress\",\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"}";

  private final Simulator simulator = Simulator.start();
  private final Caller caller = new Caller(simulator);

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void accountCanBeDisabledAndItsSessionsRevoked() {
    String user = "/users/alva.rinne@northwharf.example";

    assertThat(caller.graph(user).json().has("accountEnabled")).isFalse();
    assertThat(caller.graph("PATCH", user, "{\"accountEnabled\":false}").status()).isEqualTo(204);
    assertThat(
            caller
                .graph(user + "?$select=id,accountEnabled")
                .json()
                .path("accountEnabled")
                .asBoolean())
        .isFalse();
    Caller.Reply revoked = caller.graph("POST", user + "/revokeSignInSessions", "");
    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.json().path("value").asBoolean()).isTrue();
    assertThat(simulator.tenant().user(SeedData.FINANCE_USER).sessionRevocations()).isEqualTo(1);
  }

  @Test
  void whatATestPutsIntoTheTenantIsAnsweredAndWhatItTakesAwayIsGone() {
    String rules = "/users/" + SeedData.FINANCE_USER + "/mailFolders/inbox/messageRules";
    simulator
        .tenant()
        .put("/v1.0" + rules, Json.object().put("id", "rule-9").put("displayName", "Archive"));

    assertThat(caller.graph(rules).json().path("value").findValuesAsText("displayName"))
        .contains("Archive", "Invoices");
    assertThat(caller.graph("DELETE", rules + "/rule-9", "").status()).isEqualTo(204);
    assertThat(simulator.tenant().list("/v1.0" + rules))
        .extracting(rule -> rule.path("displayName").asText())
        .containsExactly("Invoices");

    String machines = "/vulnerabilities/CVE-2026-12345/machineReferences";
    assertThat(simulator.tenant().remove("/api" + machines, SeedData.FINANCE_LAPTOP)).isTrue();
    assertThat(simulator.tenant().remove("/api" + machines, SeedData.FINANCE_LAPTOP)).isFalse();
    assertThat(caller.endpoint(machines).json().path("value").findValuesAsText("id"))
        .isNotEmpty()
        .doesNotContain(SeedData.FINANCE_LAPTOP);
  }

  @Test
  void wrongAccountChangesAreRefused() {
    String user = "/users/" + SeedData.FINANCE_USER;

    assertThat(caller.graph("PATCH", user, "{\"accountEnabled\":\"no\"}").status()).isEqualTo(400);
    assertThat(caller.graph("/users/nobody@northwharf.example").errorCode())
        .isEqualTo("Request_ResourceNotFound");
    assertThat(caller.graph(user + "?$select=shoeSize").status()).isEqualTo(400);
    assertThat(simulator.tenant().user(SeedData.FINANCE_USER).accountEnabled()).isTrue();
  }

  @Test
  void peopleAndOrganizationAreListed() {
    assertThat(caller.graph("/users?$filter=department eq 'IT'").json().path("value")).hasSize(1);
    assertThat(caller.graph("/users?$top=2").json().path("@odata.nextLink").asText()).isNotEmpty();
    assertThat(
            caller.graph("/organization").json().path("value").get(0).path("displayName").asText())
        .isEqualTo("Northwharf");
  }

  @Test
  void indicatorIsReplacedByItsValueAndDeletedOnce() {
    JsonNode first = caller.endpoint("POST", "/indicators", BLOCK).json();
    JsonNode second =
        caller.endpoint("POST", "/indicators", BLOCK.replace("Block", "Allowed")).json();
    String path = "/indicators/" + first.path("id").asText();

    assertThat(second.path("id")).isEqualTo(first.path("id"));
    assertThat(simulator.tenant().indicators()).hasSize(1);
    assertThat(simulator.tenant().indicators().get(0).action()).isEqualTo("Allowed");
    assertThat(
            caller
                .endpoint("/indicators?$filter=indicatorValue eq '203.0.113.77'")
                .json()
                .path("value"))
        .hasSize(1);
    assertThat(caller.endpoint("DELETE", path, "").status()).isEqualTo(204);
    assertThat(caller.endpoint("DELETE", path, "").status()).isEqualTo(404);
  }

  @Test
  void applicationWithTheSmallerRoleSeesOnlyItsOwnIndicators() {
    caller.endpoint("POST", "/indicators", BLOCK);
    simulator.tenant().registerApp("own", "s", Set.of(), Set.of("Ti.ReadWrite"));

    assertThat(new Caller(simulator, "own", "s").endpoint("/indicators").json().path("value"))
        .isEmpty();
  }

  @Test
  void wrongIndicatorsAreRefused() {
    assertThat(
            caller
                .endpoint("POST", "/indicators", BLOCK.replace("203.0.113.77", "203.0.113.0/24"))
                .status())
        .isEqualTo(400);
    assertThat(caller.endpoint("POST", "/indicators", BLOCK.replace("Block", "Audit")).errorCode())
        .isEqualTo("InvalidInput");
    assertThat(
            caller
                .endpoint("POST", "/indicators", BLOCK.replace("\"title\":\"t\",", ""))
                .errorCode())
        .isEqualTo("MissingRequiredParameter");
  }

  @Test
  void fileIsKnownByItsHash() {
    String sha1 = Evidence.MALWARE_SHA1;

    assertThat(caller.endpoint("/files/" + sha1).json().path("determinationType").asText())
        .isEqualTo("Malware");
    assertThat(
            caller
                .endpoint("/files/" + sha1 + "/stats?lookBackHours=48")
                .json()
                .path("organizationPrevalence")
                .asInt())
        .isEqualTo(2);
    assertThat(caller.endpoint("/files/" + sha1 + "/stats?lookBackHours=721").status())
        .isEqualTo(400);
    assertThat(caller.endpoint("/files/xyz").errorCode()).isEqualTo("InvalidHashValue");
    assertThat(caller.endpoint("/files/" + "0".repeat(40)).status()).isEqualTo(404);
  }

  @Test
  void huntingAnswersSchemaAndRows() {
    JsonNode answer =
        hunt("DeviceInfo | where DeviceName == \\\"nw-dc-01.northwharf.example\\\" and Timestamp >"
                + " ago(1d) | project DeviceId, Name = DeviceName | take 5")
            .json();

    assertThat(answer.path("schema").findValuesAsText("name")).containsExactly("DeviceId", "Name");
    assertThat(answer.path("results")).hasSize(1);
    assertThat(answer.path("results").get(0).path("DeviceId").asText())
        .isEqualTo(SeedData.DOMAIN_CONTROLLER);
  }

  @Test
  void huntingPutsFixedTextsIntoColumns() {
    JsonNode row =
        hunt("DeviceInfo | take 1 | project DeviceName, User = '', Source = 'hunt', Detail ="
                + " strcat(DeviceName, ', ', OSPlatform)")
            .json()
            .path("results")
            .get(0);

    assertThat(row.path("User").asText("none")).isEmpty();
    assertThat(row.path("Source").asText()).isEqualTo("hunt");
    assertThat(row.has("Detail")).isTrue();
  }

  @Test
  void huntingKnowsSeveralTablesAndSteps() {
    assertThat(hunt("DeviceInfo | take 2").json().path("results")).hasSize(2);
    assertThat(
            hunt("DeviceProcessEvents | where FileName in~ ('INVOICE-VIEWER.EXE')")
                .json()
                .path("results"))
        .hasSize(3);
    assertThat(
            hunt("EmailEvents | where Subject contains 'invoice' | count")
                .json()
                .path("results")
                .get(0)
                .path("Count")
                .asInt())
        .isEqualTo(7);
    assertThat(hunt("DeviceLogonEvents | distinct LogonType").json().path("results")).hasSize(1);
    assertThat(
            hunt("DeviceInfo | where OSPlatform == 'Linux' or OSPlatform == 'Windows10' | sort by"
                    + " DeviceName asc")
                .json()
                .path("results")
                .findValuesAsText("DeviceName"))
        .containsExactly("nw-fld-lt-022.northwharf.example", "nw-web-03.northwharf.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NoSuchTable | take 1",
        "DeviceInfo | where DeviceName == 'open",
        "DeviceInfo | where (DeviceName == 'a'",
        "DeviceInfo | where NoSuchColumn == 'a'",
        "DeviceInfo | take many",
        "DeviceInfo | frobnicate"
      })
  void wrongHuntingQueriesAreRefusedWithTheCompilersMessage(String query) {
    Caller.Reply reply = hunt(query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.errorMessage()).matches("(Syntax|Semantic) error: .*");
  }

  @Test
  void huntingRowsCanBePrepared() {
    simulator
        .tenant()
        .answerHunting("SpecialTable", List.of(Json.object().put("Count", 3).put("Name", "x")));

    JsonNode answer = hunt("SpecialTable | take 1").json();

    assertThat(answer.path("schema").findValuesAsText("type")).containsExactly("Int64", "String");
    assertThat(answer.path("results").get(0).path("Count").asInt()).isEqualTo(3);
  }

  private Caller.Reply hunt(String query) {
    return caller.graph(
        "POST", "/security/runHuntingQuery", "{\"Query\":\"" + query + "\",\"Timespan\":\"P7D\"}");
  }

  @Test
  void huntingFollowsNamesAndUnionsToTheirTables() {
    String query =
        "let machineIds = dynamic([\\\"%s\\\"]);\\n"
            + "let a = DeviceProcessEvents | where DeviceId in (machineIds) | where FileName"
            + " has_any (\\\"x\\\");\\n"
            + "let b = DeviceNetworkEvents | where DeviceId in (machineIds) | summarize count() by"
            + " RemoteIP;\\n"
            + "union a, b | project Timestamp, DeviceId, Technique | top 5 by Timestamp desc";

    JsonNode results = hunt(query.formatted(SeedData.SALES_LAPTOP)).json().path("results");

    assertThat(results).hasSize(2);
    assertThat(results.findValuesAsText("DeviceId")).containsOnly(SeedData.SALES_LAPTOP);
    assertThat(hunt("union a, b | take 1").status()).isEqualTo(400);
  }
}
