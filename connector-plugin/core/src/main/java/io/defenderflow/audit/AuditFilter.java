package io.defenderflow.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of the audit are looked for: those to which everything applies that is asked for.
 *
 * @param from the first instant
 * @param until the first instant that is too late
 * @param person who decided, asked or approved
 * @param details texts that must be equal
 */
public record AuditFilter(
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<Decision> decision,
    Optional<String> person,
    Map<Detail, String> details) {
  /** Every row. */
  public static final AuditFilter ALL =
      new AuditFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

  public AuditFilter {
    details = Collections.unmodifiableMap(copy(details));
  }

  public AuditFilter from(Instant first) {
    return new AuditFilter(Optional.of(first), until, decision, person, details);
  }

  public AuditFilter until(Instant tooLate) {
    return new AuditFilter(from, Optional.of(tooLate), decision, person, details);
  }

  public AuditFilter decision(Decision wanted) {
    return new AuditFilter(from, until, Optional.of(wanted), person, details);
  }

  public AuditFilter person(String name) {
    return new AuditFilter(from, until, decision, Optional.of(name), details);
  }

  public AuditFilter with(Detail detail, String text) {
    Map<Detail, String> more = copy(details);
    more.put(detail, text);
    return new AuditFilter(from, until, decision, person, more);
  }

  private static Map<Detail, String> copy(Map<Detail, String> details) {
    Map<Detail, String> copy = new EnumMap<>(Detail.class);
    copy.putAll(details);
    return copy;
  }
}
