package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VulnerableSoftwareDecisionsTest {
  @ParameterizedTest(name = "{0}, {1}, {2} machines -> {3}")
  @CsvSource({
    "Low,      inKit,    1,  atOnce, 2",
    "Critical, verified, 1,  atOnce, 3",
    "Critical, public,   1,  atOnce, 3",
    "High,     public,   1,  soon,   7",
    "Critical, none,     1,  soon,   14",
    "High,     none,     50, soon,   14",
    "High,     none,     49, usual,  30",
    "Medium,   verified, 1,  usual,  30",
    "Medium,   none,     99, watch,  90",
    "New,      none,     1,  watch,  90"
  })
  void theUrgencyFollowsSeverityExploitAndSpread(
      String severity, String exploit, int machines, String urgency, int days) {
    var decided =
        new DecisionFile("vulnerable-software/remediation-urgency.dmn")
            .decide(
                """
                {"machineCount": %d, "vulnerability": {"severity": "%s", "exploitInKit": %s,
                 "exploitVerified": %s, "publicExploit": %s}}
                """
                    .formatted(
                        machines,
                        severity,
                        exploit.equals("inKit"),
                        exploit.equals("verified"),
                        !exploit.equals("none")));

    assertThat(decided).containsEntry("urgency", urgency).containsEntry("dueDays", days);
    assertThat(decided.get("group")).asString().contains("it-operations");
    assertThat(decided.get("lookEvery")).asString().matches("P(\\d+D|T\\d+H)");
  }

  @Test
  void fixedAndNewMachinesAreTold() {
    var compared = compare(List.of("a", "b"), List.of("b", "c"));

    assertThat(compared.get("fixed")).asString().contains("a").doesNotContain("b");
    assertThat(compared.get("newOnes")).asString().contains("c").doesNotContain("b");
    assertThat(compared.get("text")).asString().contains("b.northwharf.example, Windows11");
  }

  @Test
  void nothingLeftIsSaidAndEverythingIsUntagged() {
    var compared = compare(List.of("a"), List.of());

    assertThat(compared.get("count")).hasToString("0");
    assertThat(compared.get("text")).isEqualTo("No machine has it.");
    assertThat((Collection<?>) compared.get("addChunks")).isEmpty();
    assertThat((Collection<?>) compared.get("fixedChunks")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"500, 1", "501, 2", "1200, 3"})
  void aLongListIsTaggedInPartsOfFiveHundred(int machines, int parts) {
    List<String> ids = IntStream.range(0, machines).mapToObj(n -> "m" + n).toList();

    var compared = compare(List.of(), ids);

    Collection<?> chunks = (Collection<?>) compared.get("addChunks");
    assertThat(chunks).hasSize(parts);
    assertThat(
            chunks.stream()
                .flatMap(chunk -> ((Collection<?>) chunk).stream())
                .map(Object::toString))
        .containsExactlyElementsOf(ids);
    assertThat(compared.get("text").toString()).hasSizeLessThan(4000).contains("more; find them");
  }

  private static java.util.Map<String, Object> compare(List<String> tagged, List<String> now) {
    String machines =
        now.stream()
            .map(
                id ->
                    """
                    {"id": "%s", "computerDnsName": "%s.northwharf.example", "osPlatform": "Windows11"}
                    """
                        .formatted(id, id))
            .collect(Collectors.joining(","));
    String before = tagged.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
    return new DecisionFile("vulnerable-software/machines-of-cve.dmn")
        .decide("{\"tagged\": [" + before + "], \"machines\": {\"value\": [" + machines + "]}}");
  }
}
