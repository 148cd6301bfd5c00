package io.defenderflow.action.indicator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes STIX 2.1. The same thing has the same id in every bundle, so that it is one object. */
final class StixBundle {
  /** Ours alone: the namespace of the specification is for observables only. */
  private static final UUID NAMESPACE = UUID.fromString("3c0b1d52-9f0e-5a76-8a4b-6d5f7b1e2c90");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private StixBundle() {}

  static ObjectNode of(List<ObjectNode> objects) {
    String ids =
        objects.stream()
            .map(object -> object.path("id").asText() + object.path("modified").asText())
            .sorted()
            .collect(Collectors.joining("\n"));
    ObjectNode bundle =
        JsonNodeFactory.instance.objectNode().put("type", "bundle").put("id", "bundle--" + id(ids));
    if (!objects.isEmpty()) {
      bundle.putArray("objects").addAll(objects);
    }
    return bundle;
  }

  static ObjectNode indicator(
      Observable thing,
      String name,
      String source,
      String created,
      String modified,
      List<String> verdicts) {
    String pattern = pattern(thing);
    ObjectNode indicator =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "indicator")
            .put("spec_version", "2.1")
            .put("id", "indicator--" + id(pattern))
            .put("created", time(created))
            .put("modified", time(modified))
            .put("name", name.isEmpty() ? thing.value() : name)
            .put("description", "Seen in the evidence of " + source + ".");
    indicator
        .putArray("indicator_types")
        .add(verdicts.contains("malicious") ? "malicious-activity" : "unknown");
    indicator
        .put("pattern", pattern)
        .put("pattern_type", "stix")
        .put("pattern_version", "2.1")
        .put("valid_from", time(created));
    ArrayNode labels = indicator.putArray("labels").add(source.replace(' ', '-'));
    verdicts.forEach(verdict -> labels.add("verdict-" + verdict));
    return indicator;
  }

  private static String pattern(Observable thing) {
    String path =
        switch (thing.type()) {
          case Observable.SHA256 -> "file:hashes.'SHA-256'";
          case Observable.SHA1 -> "file:hashes.'SHA-1'";
          case Observable.MD5 -> "file:hashes.MD5";
          case Observable.IP -> thing.value().contains(":") ? "ipv6-addr:value" : "ipv4-addr:value";
          case Observable.DOMAIN -> "domain-name:value";
          case Observable.URL -> "url:value";
          default -> "email-addr:value";
        };
    return "[" + path + " = '" + thing.value().replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  private static String time(String given) {
    try {
      return TIME.format(OffsetDateTime.parse(given));
    } catch (DateTimeException e) {
      return TIME.format(Instant.EPOCH);
    }
  }

  /** A UUID of version 5. */
  private static UUID id(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
      long most = (digest.getLong() & 0xffffffffffff0fffL) | 0x5000L;
      long least = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
      return new UUID(most, least);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1.", e);
    }
  }
}
