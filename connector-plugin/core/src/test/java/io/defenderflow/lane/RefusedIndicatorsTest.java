package io.defenderflow.lane;

import static io.defenderflow.simulator.SeedData.MICROSOFT_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Lane;
import io.defenderflow.guard.CapSettings;
import io.defenderflow.guard.ProtectionSettings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An indicator that would cut off the own organization does not leave. */
@Timeout(60)
class RefusedIndicatorsTest {
  private static final String OTHER_FILE =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final SimulatedSteps steps = new SimulatedSteps();

  @BeforeEach
  void protectTheOwnDomain() {
    protect(Rules.of("indicators.domains", "northwharf.example"));
  }

  @AfterEach
  void stopTenant() {
    steps.close();
  }

  @ParameterizedTest
  @CsvSource({
    "IpAddress, 0.0.0.0/0",
    "IpAddress, 10.0.0.0/8",
    "IpAddress, 203.0.113.0/24",
    "IpAddress, ::/0",
    "IpAddress, 0.0.0.0",
    "IpAddress, 10.1.2.3",
    "IpAddress, 127.0.0.1",
    "IpAddress, 255.255.255.255",
    "IpAddress, fd00::1",
    "DomainName, microsoft.com",
    "DomainName, MICROSOFT.COM.",
    "DomainName, *.microsoft.com",
    "DomainName, login.microsoftonline.com",
    "DomainName, sharepoint.com",
    "DomainName, core.windows.net",
    "DomainName, com",
    "DomainName, northwharf.example",
    "DomainName, mail.northwharf.example",
    "DomainName, example",
    "Url, https://login.microsoftonline.com/",
    "Url, https://user@www.northwharf.example:443",
    "Url, http://10.0.0.1/",
    "FileSha256, " + MICROSOFT_FILE,
    "FileMd5, d41d8cd98f00b204e9800998ecf8427e"
  })
  void whatTheOrganizationNeedsIsNotBlocked(String type, String value) {
    assertThat(submit(type, value, "Block")).isEqualTo("PROTECTED_ASSET 0");
    assertThat(submit(type, value, "Warn")).isEqualTo("PROTECTED_ASSET 0");
    assertThat(sent()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "IpAddress, 203.0.113.77",
    "DomainName, evil.sharepoint.com",
    "DomainName, evil.blob.core.windows.net",
    "DomainName, northwharf.example.evil.test",
    "DomainName, notmicrosoft.com",
    "Url, https://www.northwharf.example/uploads/invoice.js",
    "FileSha256, " + OTHER_FILE
  })
  void whatAnAttackerMayOwnIsBlocked(String type, String value) {
    assertThat(submit(type, value, "Block")).isEqualTo("completed");
  }

  @Test
  void whatLetsPassOrOnlyTellsIsNotRefused() {
    assertThat(submit("DomainName", "northwharf.example", "Allowed")).isEqualTo("completed");
    assertThat(submit("FileSha256", MICROSOFT_FILE, "Audit")).isEqualTo("completed");
  }

  @Test
  void aFileOfWhichCannotBeReadWhoSignedItIsNotBlocked() {
    steps.simulator.faults().on("GET", ".*/api/files/.*").status(403);

    assertThat(submit("FileSha256", OTHER_FILE, "Block")).doesNotStartWith("completed");
    assertThat(steps.message).contains("could not be read whether");
    assertThat(sent()).isZero();
  }

  @Test
  void anAdministratorMaySwitchTheQuestionForSignersOff() {
    protect(Rules.of("indicators.file-signers"));

    assertThat(submit("FileSha256", MICROSOFT_FILE, "Block")).isEqualTo("completed");
  }

  @Test
  void anAdministratorNamesFurtherValues() {
    protect(Rules.of("indicators.values", "198.51.100.*"));

    assertThat(submit("IpAddress", "198.51.100.24", "Block")).isEqualTo("PROTECTED_ASSET 0");
    assertThat(steps.message).contains("defender.protection.indicators.values");
  }

  @Test
  void oneSuchValueHoldsBackAWholeList() {
    Map<String, Object> step = new HashMap<>();
    step.put("defenderAction", "indicator.import");
    step.put(
        "Indicators",
        "["
            + entry("203.0.113.77", "IpAddress", "Block")
            + ","
            + entry("microsoft.com", "DomainName", "Block")
            + "]");

    assertThat(steps.attempt(Lane.CONTAIN, step)).isEqualTo("PROTECTED_ASSET 0");
    assertThat(steps.message).contains("microsoft.com");
    assertThat(sent()).isZero();
  }

  @Test
  void aFeedDoesNotBlockWhatTheOrganizationNeeds() {
    Map<String, Object> step = new HashMap<>();
    step.put("defenderAction", "indicator.fromStix");
    step.put("action", "Block");
    step.put(
        "bundle",
        "{\"type\":\"bundle\",\"id\":\"bundle--1f6a9e5c-6f7d-4b3e-9a59-2f4f2d6d6a11\",\"objects\":[{\"type\":\"indicator\",\"id\":\"indicator--1f6a9e5c-6f7d-4b3e-9a59-2f4f2d6d6a12\",\"pattern_type\":\"stix\",\"pattern\":\"[domain-name:value"
            + " = 'windowsupdate.com']\",\"valid_from\":\"2026-01-01T00:00:00Z\"}]}");

    assertThat(steps.attempt(Lane.CONTAIN, step)).isEqualTo("PROTECTED_ASSET 0");
    assertThat(sent()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/indicators", "/api/indicators/import", "/api/Indicators"})
  void aRequestByPathIsNoWayAround(String path) {
    Map<String, Object> step = new HashMap<>();
    step.put("defenderAction", "endpoint.request");
    step.put("method", "POST");
    step.put("path", path);
    step.put("body", "{\"Indicators\":[" + entry("10.0.0.0/8", "IpAddress", "Block") + "]}");

    assertThat(steps.attempt(Lane.CONTAIN, step)).isEqualTo("PROTECTED_ASSET 0");
    assertThat(sent()).isZero();
  }

  private String submit(String type, String value, String action) {
    Map<String, Object> step = new HashMap<>();
    step.put("defenderAction", "indicator.submit");
    step.put("indicatorValue", value);
    step.put("indicatorType", type);
    step.put("action", action);
    step.put("title", "From incident 1042");
    step.put("description", "Seen in incident 1042.");
    step.put("generateAlert", "true");
    steps.engine.taskId = type + value.hashCode() + action;
    return steps.attempt(Lane.CONTAIN, step);
  }

  private static String entry(String value, String type, String action) {
    return "{\"indicatorValue\":\""
        + value
        + "\",\"indicatorType\":\""
        + type
        + "\",\"action\":\""
        + action
        + "\",\"title\":\"t\",\"description\":\"d\"}";
  }

  private void protect(ProtectionSettings settings) {
    steps.protect(settings, CapSettings.NONE);
  }

  private long sent() {
    return steps.simulator.requests().count("POST", "(?i).*/api/indicators.*");
  }
}
