package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A field that an operation takes in its body.
 *
 * @param name as it is spelled on the wire
 * @param type text, list, boolean, integer, date, object, objects, binary, the name of an
 *     enumeration, or list or flags of one in angle brackets
 * @param max most elements of a list; 0 when nothing is documented
 */
record BodyField(String name, String type, boolean required, int max) {

  private static final String SENTINEL = "unknownFutureValue";
  private static final Pattern OF_ENUM = Pattern.compile("(list|flags)<(.+)>");
  private static final Pattern FACT =
      Pattern.compile("(.+?):([^:]+):(required|optional)(?::max=(\\d+))?");

  private static final Map<String, Set<String>> ENUMS =
      Csv.read("/facts/enums.csv").stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  line -> line.get(0), line -> Set.of(line.get(1).split(" "))));

  /** Reads {@code name:type:required|optional[:max=N]}. */
  static BodyField of(String fact) {
    Matcher matcher = FACT.matcher(fact);
    if (!matcher.matches()) {
      throw new IllegalStateException("This is not the fact of a body field: " + fact);
    }
    return new BodyField(
        matcher.group(1),
        matcher.group(2),
        matcher.group(3).equals("required"),
        matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4)));
  }

  /** What is wrong with a value, in words that finish "the property ... must be". */
  Optional<String> problem(JsonNode value) {
    if (value.isNull()) {
      return required ? Optional.of("set") : Optional.empty();
    }
    if (max > 0 && value.size() > max) {
      return Optional.of("a list of at most %d elements".formatted(max));
    }
    Matcher ofEnum = OF_ENUM.matcher(type);
    if (ofEnum.matches()) {
      Predicate<String> known = values(ofEnum.group(2))::contains;
      boolean fits =
          ofEnum.group(1).equals("list")
              ? value.isArray() && every(value, one -> one.isTextual() && known.test(one.asText()))
              : value.isTextual() && allKnown(value.asText(), known);
      return fits ? Optional.empty() : Optional.of("made of values of " + ofEnum.group(2));
    }
    return switch (type) {
      case "text" ->
          require(value.isTextual() && !(required && value.asText().isBlank()), "a text");
      case "list" ->
          require(value.isArray() && every(value, JsonNode::isTextual), "a list of texts");
      case "boolean" -> require(value.isBoolean(), "true or false");
      case "integer" -> require(value.isIntegralNumber(), "a whole number");
      case "date" -> require(value.isTextual() && isDate(value.asText()), "a date and time");
      case "object" -> require(value.isObject(), "an object");
      case "objects" ->
          require(value.isArray() && every(value, JsonNode::isObject), "a list of objects");
      case "binary" -> require(value.isTextual() && isBase64(value.asText()), "Base64");
      default ->
          require(
              value.isTextual() && values(type).contains(value.asText()),
              "one of " + String.join(", ", values(type).stream().sorted().toList()));
    };
  }

  private static Set<String> values(String enumeration) {
    Set<String> values = ENUMS.get(enumeration);
    if (values == null) {
      throw new IllegalStateException("No values are committed for the type " + enumeration);
    }
    // A member that only tells old clients about new ones is never accepted.
    return values.stream()
        .filter(value -> !value.equals(SENTINEL))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean allKnown(String flags, Predicate<String> known) {
    for (String flag : flags.split("\\s*,\\s*", -1)) {
      if (!known.test(flag)) {
        return false;
      }
    }
    return true;
  }

  private static boolean every(JsonNode list, Predicate<JsonNode> condition) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(condition);
  }

  private static Optional<String> require(boolean fits, String wanted) {
    return fits ? Optional.empty() : Optional.of(wanted);
  }

  private static boolean isDate(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeParseException notADate) {
      return false;
    }
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
