package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request that is right for an operation, made from its facts. */
final class GoodRequest {

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String EXAMPLE = SeedData.EXAMPLE_USER;

  /** Ids of the seeds by the path in front of the variable, or by the variable's name. */
  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("/v1.0/security/incidents", "1041"),
          Map.entry("/v1.0/security/alerts_v2", "da631041000001_1"),
          Map.entry("/api/alerts", "da631041000001_1"),
          Map.entry("/api/machines", SeedData.SALES_LAPTOP),
          Map.entry("/api/files", Evidence.MALWARE_SHA1),
          Map.entry("/api/ips", "203.0.113.77"),
          Map.entry("/api/domains", "ledger-sync.example"),
          Map.entry("/api/users", "dorte.ulvang"),
          Map.entry("/api/vulnerabilities", "CVE-2026-12345"),
          Map.entry("/v1.0/domains", "northwharf.example"),
          Map.entry("index", "0"),
          Map.entry("ip", "10.20.30.40"),
          Map.entry("timestamp", "{now}"),
          Map.entry("start", "2026-11-01T00:00:00Z"),
          Map.entry("end", "2026-11-02T00:00:00Z"),
          Map.entry("aggregatedBy", "transactionCount"));

  /** What a field must hold beyond its type. */
  private static final Map<String, String> VALUES =
      Map.ofEntries(
          Map.entry("@odata.type", "\"#microsoft.graph.security.alertComment\""),
          Map.entry(
              "@odata.id",
              "\"https://graph.microsoft.com/v1.0/directoryObjects/%s\""
                  .formatted(SeedData.SALES_USER)),
          Map.entry("status", "\"resolved\""),
          Map.entry("destinationId", "\"junkemail\""),
          Map.entry(
              "messageUrl",
              "\"https://graph.microsoft.com/beta/users/alva.rinne@northwharf.example/messages/1\""),
          Map.entry("incidentIds", "[\"1040\",\"1041\"]"),
          Map.entry("alertIds", "[\"da631041000001_1\"]"),
          Map.entry("incidentId", "\"1040\""),
          Map.entry("machineId", "\"%s\"".formatted(SeedData.WORKSTATION)),
          Map.entry("MachineIds", "[\"%s\"]".formatted(SeedData.WORKSTATION)),
          Map.entry("Sha1", "\"%s\"".formatted(Evidence.MALWARE_SHA1)),
          Map.entry("Query", "\"DeviceInfo | take 1\""),
          Map.entry("Timespan", "\"P7D\""),
          Map.entry("lifetimeInMinutes", "60"),
          Map.entry("passwordProfile", "{\"password\":\"correct-Horse-7\"}"),
          Map.entry("indicatorValue", "\"203.0.113.77\""),
          Map.entry("indicatorType", "\"IpAddress\""),
          Map.entry(
              "Indicators",
              "[{\"indicatorValue\":\"203.0.113.77\",\"indicatorType\":\"IpAddress\",\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"}]"),
          Map.entry("IndicatorIds", "[\"995\"]"),
          Map.entry("action", "\"Block\""),
          Map.entry(
              "Commands",
              "[{\"type\":\"RunScript\",\"params\":[{\"key\":\"ScriptName\",\"value\":\"collect-logs.ps1\"}]}]"),
          Map.entry(
              "message",
              "{\"subject\":\"s\",\"toRecipients\":[{\"emailAddress\":{\"address\":\"eskil.marn@northwharf.example\"}}]}"));

  private final Operation operation;
  private final String actionId;

  /**
   * @param actionId a machine action that exists
   */
  GoodRequest(Operation operation, String actionId) {
    this.operation = operation;
    this.actionId = actionId;
  }

  String path(Simulator simulator) {
    return path(simulator, "");
  }

  /** The path with a made-up id in place of its first variable. */
  String pathWithUnknownId(Simulator simulator) {
    return path(simulator, "0f0f0f0f-1111-4222-8333-444455556666");
  }

  private String path(Simulator simulator, String first) {
    String prefix = operation.api() == Api.GRAPH ? "/" + operation.version() : "/api";
    String template = prefix + operation.path();
    StringBuilder path = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(template);
    String next = first;
    while (matcher.find()) {
      String before = template.substring(0, Math.max(0, matcher.start() - 1));
      String id = next.isEmpty() ? id(before, matcher.group(1), simulator) : next;
      next = "";
      matcher.appendReplacement(path, Matcher.quoteReplacement(id));
    }
    matcher.appendTail(path);
    Optional<String> needed =
        operation.id().equals("machine.findByTag") ? Optional.of("?tag=harbour") : Optional.empty();
    return path + needed.orElse("");
  }

  private String id(String before, String variable, Simulator simulator) {
    if (before.equals("/api/machineactions")) {
      return actionId;
    }
    if (before.equals("/v1.0/organization")) {
      return simulator.tenant().id();
    }
    if (before.equals("/api/indicators")) {
      return "995";
    }
    String id = IDS.getOrDefault(before, IDS.getOrDefault(variable, EXAMPLE));
    return id.equals("{now}") ? Json.time(simulator.tenant().now()) : id;
  }

  /** Every field that is required, and the first optional one where none is. */
  ObjectNode body() {
    ObjectNode body = Json.object();
    List<BodyField> required = operation.body().stream().filter(BodyField::required).toList();
    List<BodyField> sent =
        required.isEmpty() ? operation.body().stream().limit(1).toList() : required;
    for (BodyField field : sent) {
      body.set(field.name(), parsed(value(field)));
    }
    return body;
  }

  private String value(BodyField field) {
    String known = VALUES.get(field.name());
    if (known != null && field.problem(parsed(known)).isEmpty()) {
      return known;
    }
    return switch (field.type()) {
      case "text" ->
          "\"%s\""
              .formatted(
                  field.name().endsWith("Id") || field.name().equals("id")
                      ? "a-new-" + EXAMPLE
                      : "text");
      case "list" -> "[\"%s\"]".formatted(EXAMPLE);
      case "boolean" -> "true";
      case "integer" -> "24";
      case "date" -> "\"2026-11-20T10:00:00Z\"";
      case "object" -> "{}";
      case "objects" -> "[{\"id\":\"%s\"}]".formatted(EXAMPLE);
      case "binary" -> "\"UEsDBA==\"";
      default -> {
        String value = "\"%s\"".formatted(firstValue(field));
        yield field.type().startsWith("list<") ? "[" + value + "]" : value;
      }
    };
  }

  private static String firstValue(BodyField field) {
    String type = field.type().replaceFirst("^\\w+<(.+)>$", "$1");
    return Csv.read("/facts/enums.csv").stream()
        .filter(line -> line.get(0).equals(type))
        .map(line -> line.get(1).split(" ")[0])
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode parsed(String json) {
    return Json.readObject(("{\"v\":" + json + "}").getBytes(StandardCharsets.UTF_8))
        .orElseThrow()
        .get("v");
  }
}
