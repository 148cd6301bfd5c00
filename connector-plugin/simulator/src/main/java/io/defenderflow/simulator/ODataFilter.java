package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the OData $filter language that both services accept on their lists. */
final class ODataFilter {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<text>'(?:[^']|'')*')|(?<punctuation>[(),:])|(?<word>[^\\s(),:']+(?::[^\\s(),']+)*))");
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATE_TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.*");

  private final String filter;
  private final Set<String> fields;
  private final List<String> tokens = new ArrayList<>();
  private int next;

  private ODataFilter(String filter, Set<String> fields) {
    this.filter = filter;
    this.fields = fields;
  }

  /**
   * Reads a filter.
   *
   * @param fields the fields that may be filtered on
   * @throws ApiError with status 400 when the filter is not understood
   */
  static Predicate<ObjectNode> parse(String filter, Set<String> fields) {
    ODataFilter parser = new ODataFilter(filter, fields);
    parser.split();
    Predicate<ObjectNode> predicate = parser.or();
    if (parser.next < parser.tokens.size()) {
      throw parser.syntaxError();
    }
    return predicate;
  }

  /** A field's value; a slash leads into an object. */
  static JsonNode value(JsonNode json, String field) {
    JsonNode value = json;
    for (String name : field.split("/")) {
      value = value.path(name);
    }
    return value;
  }

  private void split() {
    Matcher matcher = TOKEN.matcher(filter);
    int end = 0;
    String rest = filter.stripTrailing();
    while (end < rest.length()) {
      matcher.region(end, rest.length());
      if (!matcher.lookingAt()) {
        throw syntaxError();
      }
      tokens.add(matcher.group().strip());
      end = matcher.end();
    }
  }

  private Predicate<ObjectNode> or() {
    Predicate<ObjectNode> left = and();
    while (takeWord("or")) {
      left = left.or(and());
    }
    return left;
  }

  private Predicate<ObjectNode> and() {
    Predicate<ObjectNode> left = primary();
    while (takeWord("and")) {
      left = left.and(primary());
    }
    return left;
  }

  private Predicate<ObjectNode> primary() {
    if (takeWord("not")) {
      return primary().negate();
    }
    if (takeWord("(")) {
      Predicate<ObjectNode> inner = or();
      expect(")");
      return inner;
    }
    String word = take();
    if (peek().equals("(") && Set.of("startswith", "endswith", "contains").contains(word)) {
      return function(word);
    }
    if (word.endsWith("/any")) {
      return any(word.substring(0, word.length() - 4));
    }
    return comparison(field(word));
  }

  private Predicate<ObjectNode> function(String function) {
    expect("(");
    String field = field(take());
    expect(",");
    String wanted = text(take());
    expect(")");
    return json -> {
      String value = value(json, field).asText().toLowerCase(Locale.ROOT);
      String lower = wanted.toLowerCase(Locale.ROOT);
      return switch (function) {
        case "startswith" -> value.startsWith(lower);
        case "endswith" -> value.endsWith(lower);
        default -> value.contains(lower);
      };
    };
  }

  private Predicate<ObjectNode> any(String name) {
    String field = field(name);
    expect("(");
    String variable = take();
    if (variable.endsWith(":")) {
      variable = variable.substring(0, variable.length() - 1);
    } else {
      expect(":");
    }
    if (!take().equals(variable) || !takeWord("eq")) {
      throw syntaxError();
    }
    String wanted = text(take());
    expect(")");
    return json -> {
      for (JsonNode element : value(json, field)) {
        if (element.asText().equals(wanted)) {
          return true;
        }
      }
      return false;
    };
  }

  private Predicate<ObjectNode> comparison(String field) {
    String operator = take();
    if (operator.equals("in")) {
      expect("(");
      Predicate<ObjectNode> anyOf = compare(field, "eq", take());
      while (takeWord(",")) {
        anyOf = anyOf.or(compare(field, "eq", take()));
      }
      expect(")");
      return anyOf;
    }
    if (!Set.of("eq", "ne", "gt", "ge", "lt", "le").contains(operator)) {
      throw syntaxError();
    }
    return compare(field, operator, take());
  }

  private Predicate<ObjectNode> compare(String field, String operator, String literal) {
    if (literal.equals("null")) {
      boolean wantsNull = operator.equals("eq");
      return json -> value(json, field).isNull() == wantsNull;
    }
    boolean timeField =
        field.contains("Time") || field.equals("lastSeen") || field.equals("firstSeen");
    if (timeField) {
      if (!DATE_TIME.matcher(literal).matches()) {
        throw badRequest(
            "A binary operator with incompatible types was detected. Found operand types 'Edm.DateTimeOffset' and 'Edm.String' for operator kind '%s'."
                .formatted(operator));
      }
      Instant wanted = instant(literal);
      return json ->
          value(json, field).isTextual()
              && holds(operator, instant(value(json, field).asText()).compareTo(wanted));
    }
    if (GUID.matcher(literal).matches()) {
      return json -> holds(operator, value(json, field).asText("").compareToIgnoreCase(literal));
    }
    if (literal.startsWith("'")) {
      String wanted = text(literal);
      return json -> holds(operator, value(json, field).asText("").compareTo(wanted));
    }
    if (literal.equals("true") || literal.equals("false")) {
      return json ->
          holds(operator, Boolean.compare(value(json, field).asBoolean(), literal.equals("true")));
    }
    try {
      BigDecimal wanted = new BigDecimal(literal);
      return json ->
          value(json, field).isNumber()
              && holds(operator, value(json, field).decimalValue().compareTo(wanted));
    } catch (NumberFormatException notANumber) {
      throw badRequest("Could not find a property named '%s'.".formatted(literal));
    }
  }

  private static boolean holds(String operator, int comparison) {
    return switch (operator) {
      case "eq" -> comparison == 0;
      case "ne" -> comparison != 0;
      case "gt" -> comparison > 0;
      case "ge" -> comparison >= 0;
      case "lt" -> comparison < 0;
      default -> comparison <= 0;
    };
  }

  private Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      throw badRequest("The time '%s' is not valid.".formatted(text));
    }
  }

  private String field(String name) {
    if (!fields.contains(name)) {
      throw badRequest(
          "Could not find a property named '%s' that can be filtered on.".formatted(name));
    }
    return name;
  }

  private String text(String literal) {
    if (literal.length() < 2 || !literal.startsWith("'")) {
      throw syntaxError();
    }
    return literal.substring(1, literal.length() - 1).replace("''", "'");
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "";
  }

  private String take() {
    if (next >= tokens.size()) {
      throw syntaxError();
    }
    return tokens.get(next++);
  }

  private boolean takeWord(String word) {
    if (peek().equals(word)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String word) {
    if (!takeWord(word)) {
      throw syntaxError();
    }
  }

  private ApiError syntaxError() {
    return badRequest("Syntax error in the filter clause '%s'.".formatted(filter));
  }

  private static ApiError badRequest(String message) {
    return new ApiError(400, "BadRequest", "Invalid filter clause: " + message);
  }
}
