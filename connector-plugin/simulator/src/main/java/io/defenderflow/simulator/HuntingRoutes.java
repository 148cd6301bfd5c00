package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Advanced hunting on Microsoft Graph. */
final class HuntingRoutes {

  private final Tenant tenant;
  private final String origin;

  HuntingRoutes(Tenant tenant, String origin) {
    this.tenant = tenant;
    this.origin = origin;
  }

  List<Route> routes() {
    return List.of(
        Route.graph("POST", "/security/runHuntingQuery", this::run, "ThreatHunting.Read.All"));
  }

  private Answer run(Route.Request request) {
    ObjectNode body = GraphBody.read(request.call());
    String query = null;
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!name.equals("query") && !name.equals("timespan")) {
        throw new ApiError(
            400, "BadRequest", "The parameter '%s' is not known.".formatted(field.getKey()));
      }
      if (name.equals("timespan")) {
        checkTimespan(field.getValue());
      } else if (field.getValue().isTextual()) {
        query = field.getValue().asText();
      }
    }
    if (query == null || query.isBlank()) {
      throw new ApiError(400, "BadRequest", "The parameter 'Query' must be a text.");
    }
    for (Tenant.HuntingAnswer prepared : tenant.huntingAnswers()) {
      if (query.contains(prepared.queryContains())) {
        return answer(columnsOf(prepared.rows()), prepared.rows());
      }
    }
    HuntingQuery.Table result = HuntingQuery.run(query, new HuntingTables(tenant), tenant.now());
    return answer(result.columns(), result.rows());
  }

  private static void checkTimespan(JsonNode timespan) {
    String form = "(P\\w+|\\d{4}-\\d{2}-\\d{2}[^/]*)(/(P\\w+|\\d{4}-\\d{2}-\\d{2}[^/]*))?";
    if (!timespan.isNull() && !timespan.asText().matches(form)) {
      throw new ApiError(
          400,
          "BadRequest",
          "The parameter 'Timespan' is neither an ISO 8601 duration nor an interval.");
    }
  }

  private Answer answer(Map<String, String> columns, List<ObjectNode> rows) {
    ObjectNode body =
        Json.object()
            .put(
                "@odata.context",
                origin + "/graph/v1.0/$metadata#microsoft.graph.security.huntingQueryResults");
    ArrayNode schema = body.putArray("schema");
    columns.forEach((name, type) -> schema.addObject().put("name", name).put("type", type));
    ArrayNode results = body.putArray("results");
    rows.forEach(results::add);
    return Answer.json(200, body);
  }

  private static Map<String, String> columnsOf(List<ObjectNode> rows) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (ObjectNode row : rows) {
      for (Map.Entry<String, JsonNode> cell : row.properties()) {
        columns.putIfAbsent(cell.getKey(), type(cell.getValue()));
      }
    }
    return columns;
  }

  private static String type(JsonNode cell) {
    if (cell.isIntegralNumber()) {
      return "Int64";
    }
    if (cell.isNumber()) {
      return "Double";
    }
    if (cell.isBoolean()) {
      return "SByte";
    }
    return cell.isContainerNode() ? "Object" : "String";
  }
}
