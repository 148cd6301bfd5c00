package io.defenderflow.action.hunting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The prepared queries name only what advanced hunting has, and a value stays a value. */
class HuntingQueriesTest {
  private static final Path QUERIES = Path.of("src/main/resources/io/defenderflow/action/hunting");
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+):([a-z ]+)}}");
  private static final Pattern TEXT =
      Pattern.compile("@\"(?:[^\"]|\"\")*\"|\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Catalogue CATALOGUE = Catalogue.load();

  static Stream<String> queries() throws IOException {
    try (Stream<Path> files = Files.list(QUERIES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".kql"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyTableAndColumnExists(String file) throws IOException {
    Map<String, Set<String>> tables = columns();
    String query = text(file);
    String names = TEXT.matcher(query.replaceAll("(?m)^\\s*//.*$", "")).replaceAll("");
    Set<String> used = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    Matcher name = Pattern.compile("\\b[A-Z]\\w+\\b").matcher(names);
    while (name.find()) {
      if (tables.containsKey(name.group())) {
        known.add(name.group());
        known.addAll(tables.get(name.group()));
      } else {
        used.add(name.group());
      }
    }
    Matcher defined = Pattern.compile("\\b([A-Z]\\w+) = ").matcher(names);
    while (defined.find()) {
      known.add(defined.group(1));
    }

    assertThat(known).as("It reads a table").isNotEmpty();
    assertThat(used).as("Names that are no table, no column and not defined").isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyActionTypeExistsInATableOfTheQuery(String file) throws IOException {
    Map<String, Set<String>> types = actionTypes();
    String query = text(file);
    Set<String> known = new TreeSet<>();
    types.forEach(
        (table, ofTable) -> {
          if (query.contains(table)) {
            known.addAll(ofTable);
          }
        });
    Matcher list =
        Pattern.compile("ActionType (?:!?in~? \\(([^)]*)\\)|[!=]= (\"[^\"]*\"))").matcher(query);
    Set<String> used = new TreeSet<>();
    while (list.find()) {
      Matcher value = Pattern.compile("\"([^\"]*)\"").matcher(list.group());
      while (value.find()) {
        used.add(value.group(1));
      }
    }

    assertThat(used).isSubsetOf(known);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void everyQueryEndsWithItsLimitAndHasAnAction(String file) throws IOException {
    assertThat(text(file).strip()).matches("(?s).*\\| top \\{\\{limit:number}} by \\w+ (asc|desc)");
    assertThat(CATALOGUE.find("hunting." + file.replace(".kql", ""))).isPresent();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void noValueChangesTheQuery(String file) throws IOException {
    String hostile = "\"]); DeviceInfo | take 1 //\n'\\\\\" \u2028 ``` ~~~ {{limit:number}} $1";
    Map<String, List<String>> harmless = values(file, "x");
    Map<String, List<String>> attacked = values(file, hostile);

    String name = file.replace(".kql", "");
    String before = KqlTemplate.named(name).with(harmless);
    String after = KqlTemplate.named(name).with(attacked);

    assertThat(withoutTexts(after)).isEqualTo(withoutTexts(before));
  }

  @Test
  void aValueOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> KqlType.NUMBER.written(List.of("1; DeviceInfo")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KqlType.MACHINE_IDS.written(List.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KqlType.HASHES.written(List.of("12 or true")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTextIsWrittenSoThatKqlReadsItBack() {
    assertThat(KqlType.TEXTS.written(List.of("a\"b\\c\n\u00e9", "d")))
        .isEqualTo("dynamic([\"a\\\"b\\\\c\\u000a\\u00e9\",\"d\"])");
    assertThat(KqlType.TEXT.written(List.of())).isEqualTo("\"\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"networkConnections", "emailClicks", "emailRecipients", "byEntities"})
  void aHuntWithoutAnythingToLookForIsRefused(String name) {
    assertThatThrownBy(() -> CATALOGUE.find("hunting." + name).orElseThrow().bind(Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("nothing to look for");
  }

  private static Map<String, List<String>> values(String file, String text) throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Matcher place = PLACE.matcher(text(file));
    while (place.find()) {
      values.put(
          place.group(1),
          switch (place.group(2)) {
            case "machine id", "machine ids" -> List.of("1e5bc9d7e413ddd7902c2932e418702b84d0cc07");
            case "hashes" -> List.of("87662bc3d60e4200ceaf7aae249d1c343f4b83c9");
            case "addresses" -> List.of("203.0.113.77");
            case "number", "numbers" -> List.of("7");
            default -> List.of(text);
          });
    }
    return values;
  }

  /** The query as a parser sees it: every text is one token. */
  private static String withoutTexts(String query) {
    return TEXT.matcher(query).replaceAll("TEXT");
  }

  private static String text(String file) throws IOException {
    return Files.readString(QUERIES.resolve(file));
  }

  private static Map<String, Set<String>> columns() throws IOException {
    return pairs("/io/defenderflow/simulator/hunting-columns.csv");
  }

  private static Map<String, Set<String>> actionTypes() throws IOException {
    return pairs("/io/defenderflow/simulator/hunting-action-types.csv");
  }

  private static Map<String, Set<String>> pairs(String resource) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream file = HuntingQueriesTest.class.getResourceAsStream(resource)) {
      new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
    }
    Map<String, Set<String>> pairs = new TreeMap<>();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      pairs.computeIfAbsent(cells[0], table -> new TreeSet<>()).add(cells[1]);
    }
    return pairs;
  }
}
