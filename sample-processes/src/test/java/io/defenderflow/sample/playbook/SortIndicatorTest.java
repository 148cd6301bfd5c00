package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SortIndicatorTest {
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @ParameterizedTest(name = "{0} {1}, {2} -> {3}")
  @CsvSource({
    "EmailAddress, billing@bad.example,             malicious,       leave, Defender for Endpoint",
    "DomainName,   northwharf.example,              malicious,       leave, It belongs to our own",
    "DomainName,   mail.northwharf.example,         malicious,       leave, It belongs to our own",
    "Url,          https://u@WWW.northwharf.example:8443/a, malicious, leave, It belongs to our"
        + " own",
    "Url,          https://northwharf.example.bad.example/, malicious, block, Microsoft calls it",
    "DomainName,   login.microsoftonline.com,       malicious,       leave, Microsoft 365",
    "Url,          https://login.live.com/oauth,    malicious,       leave, Microsoft 365",
    "DomainName,   notmicrosoft.com,                malicious,       block, Microsoft calls it",
    "DomainName,   drive.google.com,                malicious,       leave, Many people use",
    "Url,          https://drive.google.com/bad,    malicious,       block, Microsoft calls it",
    "IpAddress,    8.8.8.8,                         malicious,       leave, It is a well-known",
    "IpAddress,    203.0.113.77,                    malicious,       block, Microsoft calls it",
    "IpAddress,    203.0.113.77,                    suspicious,      block, Microsoft calls it",
    "IpAddress,    203.0.113.77,                    noThreatsFound,  leave, Microsoft found no",
    "IpAddress,    203.0.113.77,                    unknown,         ask,   Microsoft has no",
    "FileMd5,      7c0d1e2b4a6978c0d1e2f3a4b5c6d7e8, malicious,      leave, An MD5 hash",
    "FileMd5,      d41d8cd98f00b204e9800998ecf8427e, malicious,      leave, It is the hash of the",
    "FileSha1,     da39a3ee5e6b4b0d3255bfef95601890afd80709, malicious, leave, It is the hash of",
    "FileSha1,     5f3a9c0d1e2b4a6978c0d1e2f3a4b5c6d7e8f901, malicious, block, Microsoft calls",
    "Url,          'https://bad.example/a,b',       malicious,       leave, It is too long",
    "Url,          https://bad.example/[b],         malicious,       leave, It is too long",
    "Url,          https://bad.example/a\\b,        malicious,       leave, It is too long"
  })
  void everyRowAnswersAsItSays(
      String type, String value, String verdict, String decision, String reason) {
    Map<String, Object> sorted = sort(indicator(type, value, verdict), null);

    assertThat(sorted.get("decision")).isEqualTo(decision);
    assertThat(sorted.get("reason")).asString().startsWith(reason);
    assertThat(sorted.get("value")).isEqualTo(value);
  }

  @Test
  void aVerdictOfEvilWinsOverOneOfNoThreat() {
    Map<String, Object> indicator = indicator("IpAddress", "203.0.113.77", "noThreatsFound");
    indicator.put("verdicts", List.of("malicious", "noThreatsFound"));

    assertThat(sort(indicator, null)).containsEntry("decision", "block");
  }

  @Test
  void withoutAnyVerdictAPersonIsAsked() {
    Map<String, Object> indicator = indicator("IpAddress", "203.0.113.77", "malicious");
    indicator.put("verdicts", List.of());

    assertThat(sort(indicator, null)).containsEntry("decision", "ask");
  }

  @Test
  void internalAddressesAreLeftAlone() {
    Map<String, Object> indicator = indicator("IpAddress", "10.1.2.3", "malicious");
    indicator.put("private", true);

    assertThat(sort(indicator, null))
        .containsEntry("decision", "leave")
        .containsEntry("reason", "It is an address of internal networks.");
  }

  @Test
  void aDomainThatOnlyALinkNamesIsAskedAbout() {
    Map<String, Object> indicator = indicator("DomainName", "bad.example", "malicious");
    indicator.put("seenAs", List.of("domain of a link"));
    assertThat(sort(indicator, null)).containsEntry("decision", "ask");

    indicator.put("seenAs", List.of("domain of a link", "name"));
    assertThat(sort(indicator, null)).containsEntry("decision", "block");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Allowed", "Audit", "Block"})
  void whatIsThereAlreadyIsLeftAsItIs(String action) {
    assertThat(sort(indicator("IpAddress", "203.0.113.77", "malicious"), action))
        .containsEntry("decision", "leave");
  }

  @Test
  void aValueThatIsTooLongToReadIsLeftToAPerson() {
    String url = "https://bad.example/" + "a".repeat(130);
    assertThat(sort(indicator("Url", url, "malicious"), null)).containsEntry("decision", "block");
    assertThat(sort(indicator("Url", url + "a", "malicious"), null))
        .containsEntry("decision", "leave");
  }

  @ParameterizedTest
  @CsvSource({
    "FileSha256, BlockAndRemediate, 180",
    "FileSha1,   BlockAndRemediate, 180",
    "FileMd5,    BlockAndRemediate, 180",
    "IpAddress,  Block,             14",
    "DomainName, Block,             90",
    "Url,        Block,             90",
    "Something,  Audit,             14"
  })
  void everyTypeEndsByItself(String type, String action, int days) {
    assertThat(sort(indicator(type, "value", "malicious"), null))
        .containsEntry("action", action)
        .containsEntry("expires", LocalDate.now().plusDays(days) + "T00:00:00Z");
  }

  private static Map<String, Object> indicator(String type, String value, String verdict) {
    Map<String, Object> indicator = new HashMap<>();
    indicator.put("type", type);
    indicator.put("value", value);
    indicator.put("verdicts", List.of(verdict));
    indicator.put("seenAs", List.of("address"));
    indicator.put("alerts", List.of("da1"));
    return indicator;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> sort(Map<String, Object> indicator, String existingAction) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("indicator", indicator);
    variables.put("existingAction", existingAction);
    return (Map<String, Object>)
        engine.evaluateDecision(decision(), variables).getSingleResult().getSingleEntry();
  }

  private DmnDecision decision() {
    try (InputStream table =
        getClass().getResourceAsStream("/processes/block-indicators/sort-indicator.dmn")) {
      return engine.parseDecision("sort-indicator", table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
