package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The seed files of one API. They are read when the first object is asked for. A text {@code
 * {now-PT2H}} stands for a time that long before the tenant's start, {@code {tenantId}} for the
 * tenant.
 */
final class Seeds {

  private static final Pattern TIME = Pattern.compile("\\{now([+-])(P[0-9A-Z.]+)}");

  private final String folder;
  private final List<String> areas;
  private final String tenantId;
  private final Instant start;

  private Seeds(String folder, List<String> areas, String tenantId, Instant start) {
    this.folder = folder;
    this.areas = areas;
    this.tenantId = tenantId;
    this.start = start;
  }

  static Seeds graph(String tenantId, Instant start) {
    return new Seeds(
        "graph",
        List.of(
            "identity-protection",
            "authentication",
            "directory",
            "mail",
            "email-threats",
            "intune",
            "audit",
            "policies",
            "threat-intelligence",
            "attack-simulation",
            "secure-score",
            "identity-security",
            "network-access",
            "records",
            "ediscovery",
            "detection"),
        tenantId,
        start);
  }

  static Seeds endpoint(String tenantId, Instant start) {
    return new Seeds(
        "endpoint",
        List.of("vulnerability", "assessment", "investigation", "scan", "score"),
        tenantId,
        start);
  }

  /** Every seed by its path. */
  Map<String, JsonNode> read() {
    Map<String, JsonNode> seeds = new LinkedHashMap<>();
    for (String area : areas) {
      Json.resource("seed/%s/%s.json".formatted(folder, area))
          .properties()
          .forEach(seed -> seeds.put(seed.getKey(), dated(seed.getValue())));
    }
    return seeds;
  }

  private JsonNode dated(JsonNode node) {
    if (node.isTextual()) {
      return Json.text(dated(node.asText()));
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(dated(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, dated(array.get(i)));
      }
    }
    return node;
  }

  private String dated(String text) {
    if (text.indexOf('{') < 0) {
      return text;
    }
    Matcher matcher = TIME.matcher(text.replace("{tenantId}", tenantId));
    return matcher.replaceAll(
        found -> {
          Duration away = Duration.parse(found.group(2));
          Instant time = found.group(1).equals("-") ? start.minus(away) : start.plus(away);
          return time.truncatedTo(ChronoUnit.SECONDS).toString();
        });
  }
}
