package io.defenderflow.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the audit.
 *
 * <pre>{@code
 * AuditRecord.of(now, Decision.RELEASED)
 *     .with(Detail.DECIDED_BY, "mara")
 *     .with(Detail.WHY, "The incident commander asked for it.")
 * }</pre>
 *
 * @param decision the name of a {@link Decision}, or one that only a newer version of this plugin
 *     writes: nodes of both may share the table
 * @param dryRun whether nothing would have been sent in any case
 * @param details what is known; blank texts are not kept
 */
public record AuditRecord(
    Instant at, String decision, boolean dryRun, Map<Detail, String> details) {
  public AuditRecord {
    Map<Detail, String> known = new EnumMap<>(Detail.class);
    details.forEach(
        (detail, text) -> {
          if (text != null && !text.isBlank()) {
            known.put(detail, detail.cut(text));
          }
        });
    details = Collections.unmodifiableMap(known);
  }

  public static AuditRecord of(Instant at, Decision decision) {
    return new AuditRecord(at, decision.name(), false, Map.of());
  }

  public AuditRecord with(Detail detail, String text) {
    Map<Detail, String> more = new EnumMap<>(Detail.class);
    more.putAll(details);
    more.put(detail, text);
    return new AuditRecord(at, decision, dryRun, more);
  }

  public AuditRecord with(Detail detail, Optional<String> text) {
    return text.map(known -> with(detail, known)).orElse(this);
  }

  public AuditRecord inDryRun(boolean asked) {
    return new AuditRecord(at, decision, asked, details);
  }

  public Optional<String> get(Detail detail) {
    return Optional.ofNullable(details.get(detail));
  }

  /** One JSON object; what is unknown is absent. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", at.toString()).put("decision", decision).put("dryRun", dryRun);
    details.forEach((detail, text) -> json.put(detail.key(), text));
    return json;
  }
}
