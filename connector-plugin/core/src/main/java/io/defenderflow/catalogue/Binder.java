package io.defenderflow.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.catalogue.InvalidInput.Problem;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the values of a process into the parameters of an action. BPMN values are mostly text:
 * blank is absent, a list comes as JSON or with commas, a choice is compared without regard to
 * case. All problems are reported together.
 */
final class Binder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Binder() {}

  static BoundInputs bind(
      List<InputEntry> inputs, Map<String, Parameter> types, Map<String, ?> raw) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (InputEntry input : inputs) {
      try {
        Optional<Object> value = convert(input, types.get(input.name()), raw.get(input.name()));
        if (value.isPresent()) {
          values.put(input.name(), value.get());
        } else if (input.required()) {
          throw problem(input, "is missing. Expected is " + expected(input) + ".");
        }
      } catch (Unusable e) {
        problems.add(e.problem);
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new BoundInputs(values);
  }

  private static Optional<Object> convert(InputEntry input, Parameter parameter, Object given) {
    Object raw =
        given instanceof FileContent file && input.type() != InputEntry.Type.FILE
            ? file.text()
            : given;
    if (isBlank(raw)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (input.type()) {
          case TEXT -> text(input, raw);
          case INTEGER -> integer(input, raw);
          case BOOLEAN -> bool(input, raw);
          case CHOICE -> choice(input, parameter, raw);
          case LIST -> list(input, parameter, raw);
          case OBJECT -> object(input, raw);
          case OBJECTS -> objects(input, raw);
          case FILE -> file(input, raw);
        });
  }

  private static boolean isBlank(Object raw) {
    return raw == null
        || (raw instanceof CharSequence text && text.toString().isBlank())
        || (raw instanceof JsonNode node && (node.isNull() || node.isMissingNode()));
  }

  private static Object text(InputEntry input, Object raw) {
    String value = scalar(input, raw);
    if (value.equals(Clear.LITERAL)) {
      if (input.clearable()) {
        return value;
      }
      throw problem(input, "cannot be cleared. Leave it empty to keep what is there.");
    }
    // Free text keeps its inner form; everything with a shape loses the blanks of a paste.
    String trimmed = input.shape() == Shape.TEXT ? value : value.strip();
    Optional<String> wrong = input.shape().check(trimmed);
    if (wrong.isPresent()) {
      throw problem(input, wrong.get() + ". Expected is " + input.shape().expected() + ".");
    }
    if (input.max() > 0 && trimmed.length() > input.max()) {
      throw problem(
          input,
          "has " + trimmed.length() + " characters and may have " + input.max() + " at most.");
    }
    return input.shape().normalise(trimmed);
  }

  private static String scalar(InputEntry input, Object raw) {
    if (raw instanceof CharSequence || raw instanceof Number || raw instanceof Boolean) {
      return raw.toString();
    }
    if (raw instanceof JsonNode node && node.isValueNode()) {
      return node.asText();
    }
    throw problem(input, "holds a list or an object. Expected is " + expected(input) + ".");
  }

  private static Object integer(InputEntry input, Object raw) {
    String value = scalar(input, raw).strip();
    int number;
    try {
      number = new java.math.BigDecimal(value).intValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw problem(input, "is not a whole number.");
    }
    if (number < 0) {
      throw problem(input, "is below 0.");
    }
    if (input.max() > 0 && number > input.max()) {
      throw problem(input, "is " + number + " and may be " + input.max() + " at most.");
    }
    return number;
  }

  private static Object bool(InputEntry input, Object raw) {
    return switch (scalar(input, raw).strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw problem(input, "is neither true nor false.");
    };
  }

  private static Object choice(InputEntry input, Parameter parameter, Object raw) {
    String value = scalar(input, raw).strip();
    for (Object constant : Catalogue.choices(parameter).orElseThrow().getEnumConstants()) {
      if (Wire.text(constant).equalsIgnoreCase(value)) {
        return constant;
      }
    }
    throw problem(input, "is \"" + excerpt(value) + "\". Allowed is one of " + listed(input) + ".");
  }

  private static Object list(InputEntry input, Parameter parameter, Object raw) {
    List<?> items;
    if (raw instanceof Collection<?> collection) {
      items = List.copyOf(collection);
    } else if (raw instanceof JsonNode node && node.isArray()) {
      items = elements(node);
    } else {
      String value = scalar(input, raw).strip();
      if (value.equals(Clear.LITERAL)) {
        if (!input.clearable()) {
          throw problem(input, "cannot be cleared. Leave it empty to keep what is there.");
        }
        return List.of();
      }
      items = value.startsWith("[") ? elements(parse(input, value)) : List.of(value.split(","));
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      if (isBlank(item)) {
        continue;
      }
      String text = scalar(input, item).strip();
      Optional<String> wrong = input.shape().check(text);
      if (wrong.isPresent()) {
        throw problem(input, "has the entry \"" + excerpt(text) + "\", which " + wrong.get() + ".");
      }
      texts.add(input.shape().normalise(text));
    }
    if (texts.isEmpty()) {
      throw problem(
          input,
          input.clearable()
              ? "is an empty list. Write " + Clear.LITERAL + " to empty the field on purpose."
              : "is an empty list.");
    }
    if (input.max() > 0 && texts.size() > input.max()) {
      throw problem(
          input, "has " + texts.size() + " entries and may have " + input.max() + " at most.");
    }
    if (input.values().isEmpty()) {
      return List.copyOf(texts);
    }
    List<Object> choices = new ArrayList<>();
    texts.forEach(text -> choices.add(choice(input, parameter, text)));
    return parameter.getType() == Set.class
        ? Collections.unmodifiableSet(new LinkedHashSet<>(choices))
        : List.copyOf(choices);
  }

  private static Object object(InputEntry input, Object raw) {
    JsonNode node;
    if (raw instanceof JsonNode json) {
      node = json;
    } else if (raw instanceof Map<?, ?> map) {
      node = JSON.valueToTree(map);
    } else {
      node = parse(input, scalar(input, raw));
    }
    if (!node.isObject()) {
      throw problem(input, "is not a JSON object.");
    }
    return node;
  }

  private static Object objects(InputEntry input, Object raw) {
    JsonNode node =
        raw instanceof CharSequence text
            ? parse(input, text.toString())
            : raw instanceof JsonNode json ? json : JSON.valueToTree(raw);
    if (!node.isArray() || node.isEmpty()) {
      throw problem(input, "is not a JSON list with at least one object.");
    }
    List<JsonNode> objects = new ArrayList<>();
    for (JsonNode element : node) {
      if (!element.isObject()) {
        throw problem(input, "has an entry that is not a JSON object.");
      }
      objects.add(element);
    }
    if (input.max() > 0 && objects.size() > input.max()) {
      throw problem(
          input, "has " + objects.size() + " entries and may have " + input.max() + " at most.");
    }
    return List.copyOf(objects);
  }

  private static Object file(InputEntry input, Object raw) {
    FileContent file = raw instanceof FileContent content ? content : decoded(input, raw);
    Optional<String> wrong = Shape.FILE_NAME.check(file.name());
    if (wrong.isPresent()) {
      throw problem(
          input, "has the file name \"" + excerpt(file.name()) + "\", which " + wrong.get() + ".");
    }
    if (input.max() > 0 && file.bytes().length > input.max()) {
      throw problem(
          input, "has " + file.bytes().length + " bytes and may have " + input.max() + " at most.");
    }
    return file;
  }

  /** Base64, perhaps with a file name and a colon in front, which Base64 never contains. */
  private static FileContent decoded(InputEntry input, Object raw) {
    String text = scalar(input, raw);
    int colon = text.indexOf(':');
    String name = colon < 0 ? input.name() : text.substring(0, colon).strip();
    try {
      // Only white space is let through: other text that is no Base64 must not become a file.
      String base64 = text.substring(colon + 1).replaceAll("\\s", "");
      return new FileContent(name, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw problem(input, "is neither a file variable nor text in Base64.");
    }
  }

  private static JsonNode parse(InputEntry input, String value) {
    try {
      return JSON.readTree(value);
    } catch (JsonProcessingException e) {
      throw problem(input, "starts like JSON but cannot be read as JSON.");
    }
  }

  private static List<?> elements(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.elements().forEachRemaining(items::add);
    return items;
  }

  private static String expected(InputEntry input) {
    return switch (input.type()) {
      case TEXT -> input.shape().expected();
      case CHOICE -> "one of " + listed(input);
      case LIST -> "a list (JSON, or separated by commas)";
      case INTEGER -> "a whole number";
      case BOOLEAN -> "true or false";
      case OBJECT -> "a JSON object";
      case OBJECTS -> "a JSON list of objects";
      case FILE -> "a file variable, or file name, colon and content in Base64";
    };
  }

  private static String listed(InputEntry input) {
    return String.join(", ", input.values());
  }

  private static String excerpt(String value) {
    String printable = value.replaceAll("\\p{Cntrl}", " ");
    return printable.length() <= 60 ? printable : printable.substring(0, 60) + "...";
  }

  private static Unusable problem(InputEntry input, String what) {
    return new Unusable(
        new Problem(
            input.name(), "The input \"" + input.label() + "\" (" + input.name() + ") " + what));
  }

  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unusable(Problem problem) {
      super(problem.message());
      this.problem = problem;
    }
  }
}
