package io.defenderflow.action.hunting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A prepared query with places of a declared type, such as {@code {{hashes:hashes}}}. */
final class KqlTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+):([a-z ]+)}}");

  private final String text;

  private KqlTemplate(String text) {
    this.text = text;
  }

  /** Reads {@code name.kql} beside this class. */
  static KqlTemplate named(String name) {
    try (InputStream file = KqlTemplate.class.getResourceAsStream(name + ".kql")) {
      return new KqlTemplate(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The query with its values in place.
   *
   * @param values by name; nothing may be missing or left over
   */
  String with(Map<String, List<String>> values) {
    Set<String> unused = new HashSet<>(values.keySet());
    Matcher place = PLACE.matcher(text);
    StringBuilder query = new StringBuilder();
    while (place.find()) {
      List<String> value = values.get(place.group(1));
      if (value == null) {
        throw new IllegalStateException("No value for " + place.group());
      }
      unused.remove(place.group(1));
      place.appendReplacement(
          query, Matcher.quoteReplacement(KqlType.of(place.group(2)).written(value)));
    }
    if (!unused.isEmpty()) {
      throw new IllegalStateException("The query has no place for " + unused);
    }
    return place.appendTail(query).toString();
  }
}
