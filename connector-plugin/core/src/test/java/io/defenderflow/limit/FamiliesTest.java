package io.defenderflow.limit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.defenderflow.catalogue.Service;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares the table of families with what Microsoft's pages state for each operation. */
class FamiliesTest {
  private static final Pattern STATED =
      Pattern.compile("([\\d,]+) (?:calls|requests?)/(?:(\\d+) )?(min|s|h)\\b");

  /** Their pages allow more than those of other operations that share a path or a family. */
  private static final Set<String> STRICTER =
      Set.of("deviceHealth.antivirus.export", "m365d.incident.get");

  private final Families families = new Families();

  @Test
  void everyStatedLimitIsABudgetOfItsFamily() throws IOException {
    List<String> breaches = new ArrayList<>();
    int compared = 0;
    for (List<String> cells : rows("/limit/stated-limits.tsv", "\t")) {
      String verb = cells.get(2);
      Family family = families.of(Service.valueOf(cells.get(1)), verb, cells.get(3));
      Matcher stated = STATED.matcher(cells.get(4));
      boolean intuneWrite = family.name().equals("intune-writes");
      while (stated.find()) {
        compared++;
        Budget budget = intuneWrite ? new Budget(200, Duration.ofSeconds(20)) : budget(stated);
        if (!family.budgets().contains(budget) && !STRICTER.contains(cells.get(0))) {
          breaches.add(cells.get(0) + " states " + budget + " but has " + family);
        }
      }
    }
    assertThat(breaches).isEmpty();
    assertThat(compared).isGreaterThan(200);
  }

  @Test
  void noOperationOfTheCatalogueWithAStatedLimitIsLeftToTheLastLine() throws IOException {
    assertThat(rows("/limit/stated-limits.tsv", "\t"))
        .extracting(
            cells -> families.of(Service.valueOf(cells.get(1)), cells.get(2), cells.get(3)).name())
        .doesNotContain("graph-other", "endpoint-other");
  }

  @Test
  void everyOperationOfTheCatalogueHasAFamily() throws IOException {
    assertThat(rows("/facts/actions.csv", ","))
        .hasSizeGreaterThan(400)
        .allSatisfy(
            cells ->
                assertThat(families.of(Service.valueOf(cells.get(1)), cells.get(2), cells.get(3)))
                    .isNotNull());
  }

  @Test
  void versionsAndLettersOfAPathMakeNoDifference() {
    assertThat(family(Service.ENDPOINT, "POST", "/api/machines/1/isolate"))
        .isEqualTo("machine-actions");
    assertThat(family(Service.ENDPOINT, "POST", "/api/v1.0/Machines/1/Isolate"))
        .isEqualTo("machine-actions");
    assertThat(family(Service.GRAPH, "POST", "/beta/security/runHuntingQuery"))
        .isEqualTo("hunting");
    assertThat(family(Service.ENDPOINT, "GET", "/api/machines/findbytag")).isEqualTo("machines");
    assertThat(family(Service.GRAPH, "GET", "/v1.0/users/1/mailFolders/inbox/messageRules"))
        .isEqualTo("mail");
  }

  private String family(Service service, String verb, String path) {
    return families.of(service, verb, path).name();
  }

  private static Budget budget(Matcher stated) {
    int calls = Integer.parseInt(stated.group(1).replace(",", ""));
    long amount = stated.group(2) == null ? 1 : Long.parseLong(stated.group(2));
    return new Budget(
        calls,
        switch (stated.group(3)) {
          case "s" -> Duration.ofSeconds(amount);
          case "min" -> Duration.ofMinutes(amount);
          default -> Duration.ofHours(amount);
        });
  }

  private static List<List<String>> rows(String file, String separator) throws IOException {
    try (InputStream text = FamiliesTest.class.getResourceAsStream(file)) {
      return new String(text.readAllBytes(), UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.replace("\"", "").split(separator, -1)))
          .toList();
    }
  }
}
