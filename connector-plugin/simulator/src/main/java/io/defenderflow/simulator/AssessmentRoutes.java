package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** Assessments of all devices as files, and the storage that hands the files out. */
final class AssessmentRoutes {

  private static final Pattern FILE =
      Pattern.compile("/storage/exports/(\\w+)-part(\\d+)\\.json\\.gz");
  private static final int PARTS = 2;

  private final Tenant tenant;
  private final OperationRoutes operations;
  private final String origin;

  AssessmentRoutes(Tenant tenant, OperationRoutes operations, String origin) {
    this.tenant = tenant;
    this.operations = operations;
    this.origin = origin;
  }

  Map<String, OperationCall.Handler> handlers() {
    Map<String, OperationCall.Handler> handlers = new LinkedHashMap<>();
    Operations.all().stream()
        .filter(operation -> operation.returns().startsWith("file links"))
        .forEach(operation -> handlers.put(operation.id(), this::links));
    handlers.put("assessment.softwareVulnerabilities.delta", this::changes);
    return handlers;
  }

  private Answer links(OperationCall call) {
    String name = call.path().substring(call.path().lastIndexOf('/') + 1);
    ObjectNode links = Json.object();
    ArrayNode files = links.putArray("exportFiles");
    for (int part = 0; part < PARTS; part++) {
      files.add(
          "%s/storage/exports/%s-part%d.json.gz?sv=2024-11-04&sig=%s"
              .formatted(origin, name, part, Canaries.LINK_SIGNATURE));
    }
    links.put("generatedTime", Json.time(tenant.now()));
    return operations.one(call, 200, links);
  }

  private Answer changes(OperationCall call) {
    String since = call.call().query("sinceTime").orElse("");
    return operations.page(
        call,
        tenant.resources(Api.ENDPOINT).list(call.path()).stream()
            .filter(change -> change.path("eventTimestamp").asText().compareTo(since) >= 0)
            .toList());
  }

  /** A file behind such a link, when the call is for one. */
  Optional<Answer> answer(Call call) {
    Matcher matcher = FILE.matcher(call.path());
    if (!call.method().equals("GET") || !matcher.matches()) {
      return Optional.empty();
    }
    if (call.header("authorization").isPresent() || call.query("sig").isEmpty()) {
      return Optional.of(
          Answer.text(
              403,
              "text/plain",
              "The link needs its signature and takes no authorization header."));
    }
    List<ObjectNode> rows = tenant.resources(Api.ENDPOINT).list("/machines/" + matcher.group(1));
    int part = Integer.parseInt(matcher.group(2));
    if (rows.isEmpty() || part >= PARTS) {
      return Optional.of(Answer.text(404, "text/plain", "There is no such file."));
    }
    int half = (rows.size() + 1) / 2;
    return Optional.of(
        Answer.bytes(
            200,
            "application/octet-stream",
            zipped(part == 0 ? rows.subList(0, half) : rows.subList(half, rows.size()))));
  }

  private static byte[] zipped(List<ObjectNode> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (ObjectNode row : rows) {
        gzip.write(Json.write(row));
        gzip.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
