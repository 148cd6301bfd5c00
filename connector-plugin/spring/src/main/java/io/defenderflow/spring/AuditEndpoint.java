package io.defenderflow.spring;

import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Enumeration;
import java.util.Iterator;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.InputStreamResource;
import org.springframework.lang.Nullable;

/**
 * {@code /actuator/defenderAudit}: the rows of the audit as JSON, one a line, oldest first. They
 * are read while they are sent, so that a long time costs no memory. It is switched off until
 * somebody gives access to it.
 */
@WebEndpoint(id = "defenderAudit", defaultAccess = Access.NONE)
public final class AuditEndpoint {
  private final Audit audit;

  AuditEndpoint(Audit audit) {
    this.audit = audit;
  }

  /**
   * The rows to which everything applies that is asked for.
   *
   * @param from the first moment, for example 2026-11-21T00:00:00Z
   * @param until the first moment that is too late
   * @param incident the business key of playbooks
   * @param machine the id of a machine, or what else was acted upon
   * @param action for example machine.isolate
   */
  @ReadOperation(produces = "application/x-ndjson")
  public InputStreamResource rows(
      @Nullable OffsetDateTime from,
      @Nullable OffsetDateTime until,
      @Nullable String incident,
      @Nullable String machine,
      @Nullable String action,
      @Nullable Decision decision) {
    AuditFilter filter = AuditFilter.ALL;
    if (from != null) {
      filter = filter.from(from.toInstant());
    }
    if (until != null) {
      filter = filter.until(until.toInstant());
    }
    if (incident != null) {
      filter = filter.with(Detail.BUSINESS_KEY, incident);
    }
    if (machine != null) {
      filter = filter.with(Detail.TARGET, machine);
    }
    if (action != null) {
      filter = filter.with(Detail.ACTION_ID, action);
    }
    if (decision != null) {
      filter = filter.decision(decision);
    }
    return new InputStreamResource(
        new SequenceInputStream(new Lines(audit.stream(filter).iterator())));
  }

  /** One line after the other, each of which is made when it is its turn. */
  private record Lines(Iterator<AuditRecord> rows) implements Enumeration<InputStream> {
    @Override
    public boolean hasMoreElements() {
      return rows.hasNext();
    }

    @Override
    public InputStream nextElement() {
      return new ByteArrayInputStream((rows.next().json() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }
}
