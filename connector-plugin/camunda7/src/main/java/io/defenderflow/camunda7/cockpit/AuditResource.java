package io.defenderflow.camunda7.cockpit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.audit.Audit;
import io.defenderflow.audit.AuditFilter;
import io.defenderflow.audit.AuditRecord;
import io.defenderflow.audit.Decision;
import io.defenderflow.audit.Detail;
import io.defenderflow.audit.Page;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.rest.exception.RestException;

/**
 * The audit. A search asks for {@code from} and {@code until} (ISO 8601 times with a zone), {@code
 * decision}, {@code person} (who decided, asked or approved) and any {@link Detail} by its name in
 * JSON; what it does not ask for may be anything.
 */
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int ROWS = 50;

  private final Audit audit;
  private final Catalogue catalogue;
  private final RunningInstances running;

  AuditResource(Audit audit, Catalogue catalogue, RunningInstances running) {
    this.audit = audit;
    this.catalogue = catalogue;
    this.running = running;
  }

  /**
   * A part of what was found, newest first.
   *
   * @param total how many rows were found
   * @param first how many of them come before these
   * @param most how many rows a part has
   * @param rows as {@link AuditRecord#json()} writes them, with the {@code label} of the action and
   *     whether the process instance is {@code running}
   */
  public record Found(long total, int first, int most, List<ObjectNode> rows) {}

  /** An action that can be looked for, and what it is called in the modeler. */
  public record Named(String id, String label) {}

  @GET
  public Found find(@Context UriInfo request, @QueryParam("first") @DefaultValue("0") int first) {
    AuditFilter filter = filter(request.getQueryParameters());
    List<AuditRecord> rows = audit.find(filter, new Page(Math.max(0, first), ROWS));
    Set<String> alive =
        running.of(
            rows.stream()
                .flatMap(row -> row.get(Detail.PROCESS_INSTANCE_ID).stream())
                .collect(Collectors.toSet()));
    return new Found(
        audit.count(filter), first, ROWS, rows.stream().map(row -> told(row, alive)).toList());
  }

  /** Everything that was found, as JSON lines, oldest first. */
  @GET
  @Path("lines")
  @Produces("application/x-ndjson")
  public Response lines(@Context UriInfo request) {
    AuditFilter filter = filter(request.getQueryParameters());
    StreamingOutput lines =
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          audit.export(filter, writer);
          writer.flush();
        };
    return Response.ok(lines)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"defender-audit.jsonl\"")
        .build();
  }

  /** The actions that are audited: those that change something. */
  @GET
  @Path("actions")
  public List<Named> actions() {
    return catalogue.actions().stream()
        .filter(action -> action.effect() != Effect.READ)
        .map(action -> new Named(action.id(), action.label()))
        .sorted(Comparator.comparing(Named::label))
        .toList();
  }

  private static AuditFilter filter(MultivaluedMap<String, String> asked) {
    AuditFilter filter = AuditFilter.ALL;
    for (String name : asked.keySet()) {
      String value = asked.getFirst(name).strip();
      if (!value.isEmpty()) {
        filter = narrowed(filter, name, value);
      }
    }
    return filter;
  }

  private static AuditFilter narrowed(AuditFilter filter, String name, String value) {
    return switch (name) {
      case "from" -> filter.from(time(name, value));
      case "until" -> filter.until(time(name, value));
      case "decision" -> filter.decision(decision(value));
      case "person" -> filter.person(value);
      case "first" -> filter;
      default ->
          filter.with(
              detail(name)
                  .orElseThrow(() -> refused("The audit cannot be searched by \"" + name + "\".")),
              value);
    };
  }

  private static Instant time(String name, String value) {
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw refused("\"" + name + "\" is not a time. Write it as in 2026-11-21T03:00:00Z, in UTC.");
    }
  }

  private static Decision decision(String value) {
    try {
      return Decision.valueOf(value);
    } catch (IllegalArgumentException e) {
      throw refused("There is no decision of this name. They are: " + List.of(Decision.values()));
    }
  }

  private static Optional<Detail> detail(String name) {
    return List.of(Detail.values()).stream()
        .filter(detail -> detail.key().equals(name))
        .findFirst();
  }

  private static RestException refused(String why) {
    return new RestException(Status.BAD_REQUEST, why);
  }

  private ObjectNode told(AuditRecord row, Set<String> alive) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.setAll(row.json());
    row.get(Detail.ACTION_ID)
        .flatMap(catalogue::find)
        .map(ActionEntry::label)
        .ifPresent(label -> json.put("label", label));
    json.put("running", row.get(Detail.PROCESS_INSTANCE_ID).filter(alive::contains).isPresent());
    return json;
  }
}
