package io.defenderflow.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The released version of each template and a hash of what it writes into a diagram. Where the hash
 * changes the version goes up by one, so that the modeler offers the update to diagrams in use.
 */
final class TemplateLock {
  private static final String HEADER =
      """
      # Written by the generator. Do not edit.
      # Template id, version, and a hash of everything but the texts that only people read.
      """;

  private final SortedMap<String, Line> lines = new TreeMap<>();

  private record Line(int version, String hash) {}

  static TemplateLock parse(String text) {
    TemplateLock lock = new TemplateLock();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split(" "))
        .forEach(part -> lock.lines.put(part[0], new Line(Integer.parseInt(part[1]), part[2])));
    return lock;
  }

  /** The version that a template has with this content. */
  int versionOf(ObjectNode template) {
    Line released = lines.get(template.get("id").asText());
    if (released == null) {
      return 1;
    }
    return released.hash().equals(hash(template)) ? released.version() : released.version() + 1;
  }

  void put(ObjectNode template) {
    lines.put(
        template.get("id").asText(), new Line(template.get("version").asInt(), hash(template)));
  }

  String text() {
    StringBuilder text = new StringBuilder(HEADER);
    lines.forEach(
        (id, line) ->
            text.append(id)
                .append(' ')
                .append(line.version())
                .append(' ')
                .append(line.hash())
                .append('\n'));
    return text.toString();
  }

  private static String hash(ObjectNode template) {
    StringBuilder content = new StringBuilder();
    content.append(template.get("appliesTo")).append(template.get("elementType"));
    for (JsonNode property : template.get("properties")) {
      content
          .append(property.get("type"))
          .append(property.get("value"))
          .append(property.get("binding"))
          .append(property.path("choices").findValuesAsText("value"))
          .append(property.path("constraints").get("notEmpty"))
          .append(property.path("constraints").path("pattern").get("value"));
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(content.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
