package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small part of the Kusto query language: a table, then where, project, take, limit, top, sort,
 * order, distinct and count. Other operators of the language are passed over.
 */
final class HuntingQuery {

  /** Columns with their types, and rows. */
  record Table(Map<String, String> columns, List<ObjectNode> rows) {}

  private static final Set<String> PASSED_OVER =
      Set.of(
          "extend",
          "summarize",
          "join",
          "union",
          "mv-expand",
          "parse",
          "project-away",
          "project-rename",
          "project-reorder",
          "lookup",
          "make-series",
          "serialize",
          "evaluate",
          "invoke",
          "render");

  /** A function of columns, which is not computed: its text stands for its value. */
  private static final Pattern CALL = Pattern.compile("(?s)\\w+\\s*\\(.*\\)");

  private static final String LITERAL = "@?\"(?:[^\"\\\\]|\\\\.)*\"|@?'(?:[^'\\\\]|\\\\.)*'";
  private static final Pattern CONDITION =
      Pattern.compile(
          "(?is)\\(?\\s*(?<column>\\w+)\\s*(?<operator>==|=~|!=|!~|>=|<=|>|<|\\bcontains\\b|\\bhas\\b|\\bstartswith\\b|\\bendswith\\b|\\bin~|\\bin\\b)\\s*(?<value>.*?)\\s*");
  private static final Pattern AGO = Pattern.compile("(?i)ago\\((\\d+)([dhms])\\)");
  private static final Pattern TEXT = Pattern.compile(LITERAL);
  private static final Pattern LET = Pattern.compile("(?s)let\\s+(\\w+)\\s*=\\s*(.*)");
  private static final Pattern OF_DEVICES =
      Pattern.compile("where\\s+DeviceId\\s+(?:in\\s*\\(|==\\s*)(\\w+)");

  /** Conditions that are understood as such, but not carried out. */
  private static final Pattern OTHER_CONDITION =
      Pattern.compile(
          "(?is).*\\s(!in~?|has_any|has_all|has_cs|matches\\s+regex|between|!has|!contains|!startswith|!endswith|!between)\\s*.*");

  private final Instant now;
  private final Map<String, String> lets;
  private Map<String, String> columns;
  private List<ObjectNode> rows;
  private boolean shapeUnknown;

  private HuntingQuery(
      Map<String, String> columns, List<ObjectNode> rows, Instant now, Map<String, String> lets) {
    this.lets = lets;
    this.columns = columns;
    this.rows = rows;
    this.now = now;
  }

  /**
   * Runs a query.
   *
   * @throws ApiError with status 400 and a compiler's message when the query is wrong
   */
  static Table run(String query, HuntingTables tables, Instant now) {
    String text = withoutComments(query);
    checkBalanced(text);
    List<String> statements = split(text, ";");
    statements.removeIf(String::isBlank);
    if (statements.isEmpty()) {
      throw syntaxError("The query is empty.");
    }
    List<String> steps = split(statements.get(statements.size() - 1), "|");
    Map<String, String> lets = lets(statements.subList(0, statements.size() - 1));
    String source = steps.get(0).strip();
    Map<String, String> columns = new LinkedHashMap<>();
    List<ObjectNode> rows = new ArrayList<>();
    boolean union = source.matches("(?s)union\\s.*");
    // "union isfuzzy=true a, b": the parameter says nothing about the rows.
    String sources = source.replaceFirst("(?s)^union\\s+(\\w+\\s*=\\s*\\w+\\s+)*", "");
    for (String part : split(union ? sources : source, ",")) {
      String table = table(part.strip(), lets);
      columns.putAll(HuntingTables.columns(table));
      rows.addAll(ofDevices(tables.rows(table), lets.getOrDefault(part.strip(), ""), lets));
    }
    HuntingQuery run = new HuntingQuery(columns, rows, now, lets);
    run.shapeUnknown = union || lets.containsKey(source);
    for (String step : steps.subList(1, steps.size())) {
      run.step(step.strip());
    }
    return new Table(run.columns, run.rows);
  }

  /** What is named before the query itself: values and other queries. */
  private static Map<String, String> lets(List<String> statements) {
    Map<String, String> lets = new LinkedHashMap<>();
    for (String statement : statements) {
      Matcher let = LET.matcher(statement.strip());
      if (let.matches()) {
        lets.put(let.group(1), let.group(2).strip());
      }
    }
    return lets;
  }

  /** The table that a source begins with, through the names it was given. */
  private static String table(String source, Map<String, String> lets) {
    String table = source;
    for (int depth = 0; depth < lets.size() && lets.containsKey(table); depth++) {
      table = split(lets.get(table), "|").get(0).strip();
    }
    if (!table.matches("\\w+")) {
      throw syntaxError("Query could not be parsed at '%s'.".formatted(table));
    }
    if (HuntingTables.columns(table) == null) {
      throw semanticError(
          "'where' operator: Failed to resolve table or column expression named '%s'"
              .formatted(table));
    }
    return table;
  }

  /** Of a named query only the choice of devices counts; the rest of it is passed over. */
  private static List<ObjectNode> ofDevices(
      List<ObjectNode> rows, String query, Map<String, String> lets) {
    Matcher devices = OF_DEVICES.matcher(query);
    if (!devices.find()) {
      return rows;
    }
    List<String> wanted = literals(lets.getOrDefault(devices.group(1), ""));
    return rows.stream().filter(row -> wanted.contains(row.path("DeviceId").asText())).toList();
  }

  private void step(String step) {
    String[] parts = step.split("\\s+", 2);
    String operator = parts[0].toLowerCase(Locale.ROOT);
    String rest = parts.length > 1 ? parts[1] : "";
    switch (operator) {
      case "where", "filter" -> rows = rows.stream().filter(condition(rest)).toList();
      case "take", "limit" -> rows = rows.stream().limit(number(rest)).toList();
      case "project" -> project(split(rest, ","));
      case "distinct" -> {
        project(split(rest, ","));
        rows = List.copyOf(new LinkedHashSet<>(rows));
      }
      case "sort", "order" -> sort(rest.replaceFirst("(?i)^by\\s+", ""));
      case "top" -> {
        String[] topParts = rest.split("(?i)\\s+by\\s+", 2);
        if (topParts.length > 1) {
          sort(topParts[1]);
        }
        rows = rows.stream().limit(number(topParts[0])).toList();
      }
      case "count" -> {
        rows = List.of(Json.object().put("Count", rows.size()));
        columns = Map.of("Count", "Int64");
      }
      default -> {
        if (!PASSED_OVER.contains(operator)) {
          throw syntaxError("Query could not be parsed at '%s'.".formatted(parts[0]));
        }
        shapeUnknown = true;
      }
    }
  }

  private Predicate<ObjectNode> condition(String text) {
    Predicate<ObjectNode> all = row -> true;
    for (String part : splitWord(text, "and")) {
      Predicate<ObjectNode> any = row -> false;
      for (String alternative : splitWord(unwrapped(part), "or")) {
        any = any.or(simpleCondition(alternative.strip()));
      }
      all = all.and(any);
    }
    return all;
  }

  private Predicate<ObjectNode> simpleCondition(String text) {
    Matcher matcher = CONDITION.matcher(unwrapped(text));
    if (!matcher.matches() || matcher.group("value").isBlank()) {
      boolean nested = text.matches("(?s)\\w*\\s*\\(.*");
      if (nested || OTHER_CONDITION.matcher(text).matches()) {
        // Functions and nested conditions: rows are kept, as nothing is known about the result.
        return row -> true;
      }
      throw syntaxError("Query could not be parsed at '%s'.".formatted(text));
    }
    String column = matcher.group("column");
    requireColumn(column);
    String operator = matcher.group("operator").toLowerCase(Locale.ROOT);
    String value = matcher.group("value").strip();
    if (operator.startsWith("in")) {
      String name = unwrapped(value).strip();
      List<String> values = literals(lets.getOrDefault(name, value));
      return row ->
          values.stream()
              .anyMatch(
                  wanted ->
                      operator.equals("in~")
                          ? row.path(column).asText().equalsIgnoreCase(wanted)
                          : row.path(column).asText().equals(wanted));
    }
    Matcher ago = AGO.matcher(value);
    if (ago.find()) {
      String limit = Json.time(now.minus(duration(ago)));
      return row -> compares(operator, row.path(column).asText().compareTo(limit));
    }
    if (TEXT.matcher(value).matches()) {
      String wanted = unquoted(value);
      return row -> holds(operator, row.path(column).asText(""), wanted);
    }
    if (value.matches("-?\\d+(\\.\\d+)?")) {
      double wanted = Double.parseDouble(value);
      return row -> compares(operator, Double.compare(row.path(column).asDouble(), wanted));
    }
    if (value.matches("(?i)true|false")) {
      boolean wanted = Boolean.parseBoolean(value.toLowerCase(Locale.ROOT));
      return row -> compares(operator, Boolean.compare(row.path(column).asBoolean(), wanted));
    }
    return row -> true;
  }

  private void project(List<String> names) {
    Map<String, String> newColumns = new LinkedHashMap<>();
    Map<String, Function<ObjectNode, JsonNode>> cells = new LinkedHashMap<>();
    for (String name : names) {
      String[] assignment = name.split("=", 2);
      String target = assignment[0].strip();
      String source = assignment[assignment.length - 1].strip();
      cells.put(target, cell(source));
      newColumns.put(target, columns.getOrDefault(source, "String"));
    }
    List<ObjectNode> newRows = new ArrayList<>();
    for (ObjectNode row : rows) {
      ObjectNode newRow = Json.object();
      cells.forEach((target, cell) -> newRow.set(target, cell.apply(row)));
      newRows.add(newRow);
    }
    columns = newColumns;
    rows = newRows;
  }

  private Function<ObjectNode, JsonNode> cell(String expression) {
    if (TEXT.matcher(expression).matches()) {
      JsonNode text = TextNode.valueOf(unquoted(expression));
      return row -> text;
    }
    if (CALL.matcher(expression).matches()) {
      return row -> TextNode.valueOf(expression);
    }
    requireColumn(expression);
    return row -> row.get(expression);
  }

  private void sort(String text) {
    String[] words = text.strip().split("\\s+");
    String column = words[0].replace(",", "");
    requireColumn(column);
    Comparator<ObjectNode> byColumn =
        Comparator.comparing((ObjectNode row) -> row.path(column), HuntingQuery::compareCells);
    boolean ascending = words.length > 1 && words[1].toLowerCase(Locale.ROOT).startsWith("asc");
    rows = rows.stream().sorted(ascending ? byColumn : byColumn.reversed()).toList();
  }

  private static int compareCells(JsonNode left, JsonNode right) {
    return left.isNumber() && right.isNumber()
        ? Double.compare(left.asDouble(), right.asDouble())
        : left.asText("").compareTo(right.asText(""));
  }

  private void requireColumn(String name) {
    if (!shapeUnknown && !columns.containsKey(name)) {
      throw semanticError(
          "Failed to resolve column or scalar expression named '%s'".formatted(name));
    }
  }

  private static boolean holds(String operator, String value, String wanted) {
    String lowerValue = value.toLowerCase(Locale.ROOT);
    String lowerWanted = wanted.toLowerCase(Locale.ROOT);
    return switch (operator) {
      case "=~" -> lowerValue.equals(lowerWanted);
      case "!~" -> !lowerValue.equals(lowerWanted);
      case "contains", "has" -> lowerValue.contains(lowerWanted);
      case "startswith" -> lowerValue.startsWith(lowerWanted);
      case "endswith" -> lowerValue.endsWith(lowerWanted);
      default -> compares(operator, value.compareTo(wanted));
    };
  }

  private static boolean compares(String operator, int comparison) {
    return switch (operator) {
      case "==" -> comparison == 0;
      case "!=" -> comparison != 0;
      case ">" -> comparison > 0;
      case ">=" -> comparison >= 0;
      case "<" -> comparison < 0;
      case "<=" -> comparison <= 0;
      default -> false;
    };
  }

  private static Duration duration(Matcher ago) {
    long amount = Long.parseLong(ago.group(1));
    return switch (ago.group(2).toLowerCase(Locale.ROOT)) {
      case "d" -> Duration.ofDays(amount);
      case "h" -> Duration.ofHours(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  private static long number(String text) {
    if (!text.strip().matches("\\d{1,9}")) {
      throw syntaxError("Query could not be parsed at '%s'.".formatted(text));
    }
    return Long.parseLong(text.strip());
  }

  private static List<String> literals(String text) {
    List<String> literals = new ArrayList<>();
    Matcher matcher = TEXT.matcher(text);
    while (matcher.find()) {
      literals.add(unquoted(matcher.group()));
    }
    return literals;
  }

  private static String unquoted(String literal) {
    boolean verbatim = literal.startsWith("@");
    String inner = literal.substring(verbatim ? 2 : 1, literal.length() - 1);
    return verbatim ? inner : inner.replaceAll("\\\\(.)", "$1");
  }

  private static String unwrapped(String text) {
    String inner = text.strip();
    return inner.startsWith("(") && inner.endsWith(")")
        ? inner.substring(1, inner.length() - 1)
        : inner;
  }

  private static String withoutComments(String query) {
    StringBuilder text = new StringBuilder();
    for (String line : query.split("\n", -1)) {
      if (!line.strip().startsWith("//")) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static void checkBalanced(String text) {
    Deque<Character> open = new ArrayDeque<>();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if ("([{".indexOf(c) >= 0) {
        open.push(c);
      } else if (")]}".indexOf(c) >= 0
          && (open.isEmpty() || "([{".indexOf(open.pop()) != ")]}".indexOf(c))) {
        throw syntaxError("A recognition error occurred: unexpected '%s'.".formatted(c));
      }
    }
    if (quote != 0) {
      throw syntaxError("Unterminated string literal.");
    }
    if (!open.isEmpty()) {
      throw syntaxError(
          "A recognition error occurred: missing the partner of '%s'.".formatted(open.peek()));
    }
  }

  /** Splits at a separator that stands outside quotes and brackets. */
  private static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    char quote = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (depth == 0 && text.regionMatches(true, i, separator, 0, separator.length())) {
        parts.add(text.substring(start, i));
        start = i + separator.length();
        i = start - 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static List<String> splitWord(String text, String word) {
    return split(text.replaceAll("\\s+", " "), " " + word + " ");
  }

  private static ApiError syntaxError(String message) {
    return new ApiError(400, "BadRequest", "Syntax error: " + message);
  }

  private static ApiError semanticError(String message) {
    return new ApiError(400, "BadRequest", "Semantic error: " + message + ".");
  }
}
