package io.defenderflow.action.hunting;

import io.defenderflow.catalogue.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of a place in a query. A value is checked against it and written as a literal, so that
 * it can never become anything else than a value.
 */
enum KqlType {
  TEXT("text", false, Shape.TEXT),
  TEXTS("texts", true, Shape.TEXT),
  MACHINE_ID("machine id", false, Shape.MACHINE_ID),
  MACHINE_IDS("machine ids", true, Shape.MACHINE_ID),
  HASHES("hashes", true, Shape.TEXT) {
    @Override
    boolean fits(String value) {
      return value.matches("[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}");
    }
  },
  ADDRESSES("addresses", true, Shape.IP),
  NUMBER("number", false, Shape.NUMBER_ID) {
    @Override
    String literal(String value) {
      return value;
    }
  },
  NUMBERS("numbers", true, Shape.NUMBER_ID) {
    @Override
    String literal(String value) {
      return value;
    }
  };

  private final String spelling;
  private final boolean list;
  private final Shape shape;

  KqlType(String spelling, boolean list, Shape shape) {
    this.spelling = spelling;
    this.list = list;
    this.shape = shape;
  }

  static KqlType of(String spelling) {
    return Arrays.stream(values())
        .filter(type -> type.spelling.equals(spelling))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No parameter has the type " + spelling));
  }

  /** The literal that stands for the values; none is the empty text or the empty list. */
  String written(List<String> values) {
    for (String value : values) {
      if (!fits(value)) {
        throw new IllegalArgumentException("A value does not have the type " + spelling + ".");
      }
    }
    if (list) {
      return values.stream().map(this::literal).collect(Collectors.joining(",", "dynamic([", "])"));
    }
    return literal(values.isEmpty() ? "" : values.get(0));
  }

  boolean fits(String value) {
    return shape.pattern().isEmpty() || value.matches(shape.pattern());
  }

  /** A text literal in double quotes, which KQL and the JSON of {@code dynamic} read alike. */
  String literal(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
              } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", c));
              } else {
                text.append((char) c);
              }
            });
    return text.append('"').toString();
  }
}
