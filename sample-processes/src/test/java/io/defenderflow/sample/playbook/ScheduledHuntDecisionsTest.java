package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduledHuntDecisionsTest {
  private static final Pattern TEXT = Pattern.compile("@?\"[^\"]*\"");
  private static final Pattern NAME = Pattern.compile("\\b[A-Z][A-Za-z0-9]+\\b");
  private static final Set<String> OUR_COLUMNS =
      Set.of("Timestamp", "DeviceId", "ReportId", "Subject", "AccountUpn", "Detail");

  @ParameterizedTest(name = "{0}")
  @MethodSource("library")
  void everyQueryReadsOnlyColumnsThatItsTableHas(String id, Map<String, Object> query) {
    String kql = query.get("kql").toString();
    String table = kql.lines().findFirst().orElseThrow();
    Map<String, Set<String>> tables = tables();
    assertThat(tables).as(id).containsKey(table);

    Set<String> unknown =
        NAME.matcher(TEXT.matcher(kql).replaceAll(""))
            .results()
            .map(MatchResult::group)
            .filter(name -> !name.equals(table) && !name.equals("Accounts"))
            .filter(name -> !OUR_COLUMNS.contains(name) && !tables.get(table).contains(name))
            .collect(Collectors.toSet());

    assertThat(unknown).as(id).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("library")
  void everyQueryGivesTheColumnsOfACase(String id, Map<String, Object> query) {
    String kql = query.get("kql").toString();
    String project = kql.substring(kql.lastIndexOf("| project"));

    assertThat(OUR_COLUMNS).as(id).allSatisfy(column -> assertThat(project).contains(column));
    assertThat(kql).hasSizeLessThan(4000);
    assertThat(Period.parse(query.get("timespan").toString()).getDays()).isPositive();
    assertThat(query.get("severity")).isIn("Low", "Medium", "High");
    assertThat(query.get("group")).isIn("responders", "analysts");
    assertThat((Integer) query.get("threshold")).isPositive();
    assertThat((Integer) query.get("dueHours")).isPositive();
    assertThat((Integer) query.get("quietDays")).isPositive();
    assertThat(query.get("meaning")).asString().endsWith(".");
  }

  @Test
  void theLibraryHasEachIdOnceAndCanBeNarrowed() {
    List<String> ids = library().map(query -> query.get()[0].toString()).toList();

    assertThat(ids).hasSizeGreaterThanOrEqualTo(6).doesNotHaveDuplicates();
    assertThat(
            new DecisionFile("scheduled-hunt/hunt-library.dmn")
                .decideAll("{\"onlyQueries\": \"password-spray, security-log-cleared\"}"))
        .extracting(row -> row.get("id"))
        .containsExactlyInAnyOrder("password-spray", "security-log-cleared");
    assertThat(
            new DecisionFile("scheduled-hunt/hunt-library.dmn")
                .decideAll("{\"onlyQueries\": \"no-such-query\"}"))
        .isEmpty();
  }

  @Test
  void rowsOfOneSubjectAreOneFindingFromTheThresholdOn() {
    var found = findings(2, List.of("a", "b", "a"));

    assertThat((Collection<?>) found.get("kept")).hasSize(1);
    assertThat(found.get("kept").toString()).contains("hunt:q:a").doesNotContain("hunt:q:b");
  }

  @Test
  void aQueryThatIsTooWideOpensTwentyCasesAtMost() {
    var found = findings(1, IntStream.range(0, 33).mapToObj(n -> "machine " + n).toList());

    assertThat((Collection<?>) found.get("kept")).hasSize(20);
    assertThat(found.get("leftOut")).hasToString("13");
  }

  @Test
  void noRowIsNoFinding() {
    assertThat((Collection<?>) findings(1, List.of()).get("kept")).isEmpty();
  }

  @Test
  void anAlertIsMadeFromTheNewestRowOnlyWhereItNamesMachineReportAndTime() {
    DecisionFile facts = new DecisionFile("scheduled-hunt/case-facts.dmn");
    String older = row("2026-11-21T02:05:13Z", "1e5bc9d7e413ddd7902c2932e418702b84d0cc07", "1");
    String newer = row("2026-11-21T03:05:13Z", "1e5bc9d7e413ddd7902c2932e418702b84d0cc07", "2");

    assertThat(facts.decide("{\"finding\": {\"rows\": [" + older + "," + newer + "]}}"))
        .containsEntry("canRaise", true)
        .containsEntry("report", "2")
        .containsEntry("time", "2026-11-21T03:05:13Z")
        .containsEntry("account", "a@n.example");
    assertThat(
            facts.decide(
                "{\"finding\": {\"rows\": [" + row("2026-11-21T02:05:13Z", "", "1") + "]}}"))
        .containsEntry("canRaise", false)
        .containsEntry("device", null);
  }

  private static String row(String time, String device, String report) {
    return """
    {"Timestamp": "%s", "DeviceId": "%s", "ReportId": "%s", "AccountUpn": "a@n.example"}
    """
        .formatted(time, device, report);
  }

  private static Map<String, Object> findings(int threshold, List<String> subjects) {
    String rows =
        subjects.stream()
            .map(subject -> "{\"Subject\": \"" + subject + "\"}")
            .collect(Collectors.joining(","));
    return new DecisionFile("scheduled-hunt/hunt-findings.dmn")
        .decide(
            "{\"query\": {\"id\": \"q\", \"threshold\": %d}, \"rows\": {\"results\": [%s]}}"
                .formatted(threshold, rows));
  }

  static Stream<Arguments> library() {
    return new DecisionFile("scheduled-hunt/hunt-library.dmn")
        .decideAll("{\"onlyQueries\": \"\"}").stream().map(row -> Arguments.of(row.get("id"), row));
  }

  /** The columns of advanced hunting by their table, as the simulator has them. */
  private static Map<String, Set<String>> tables() {
    Map<String, Set<String>> tables = new HashMap<>();
    try (InputStream file = Simulator.class.getResourceAsStream("hunting-columns.csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.split(",", -1))
          .forEach(
              cells -> tables.computeIfAbsent(cells[0], none -> new HashSet<>()).add(cells[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tables;
  }
}
