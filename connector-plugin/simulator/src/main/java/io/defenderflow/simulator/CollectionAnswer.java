package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** One page of a collection, by the query options that both services understand. */
final class CollectionAnswer {

  private static final int GRAPH_PAGE = 100;
  private static final int GRAPH_LIMIT = 999;
  private static final int ENDPOINT_PAGE = 10_000;
  private static final int ASSESSMENT_LIMIT = 200_000;

  private final Call call;
  private final Api api;
  private final String origin;
  private final Set<String> fields = new TreeSet<>();

  /**
   * @param rows the whole collection, from which the names of fields are known
   */
  CollectionAnswer(Call call, Api api, String origin, List<ObjectNode> rows) {
    this.call = call;
    this.api = api;
    this.origin = origin;
    rows.forEach(this::learnFields);
  }

  /**
   * The page.
   *
   * @param context end of the answer's @odata.context
   * @param shape turns a stored row into the one that is sent
   */
  Answer answer(String context, List<ObjectNode> rows, UnaryOperator<ObjectNode> shape) {
    List<ObjectNode> found = sorted(searched(filtered(rows)));
    int skip = number("$skiptoken", number("$skip", 0));
    int top = pageSize();
    ObjectNode body = Json.object().put("@odata.context", origin + context);
    if ("true".equalsIgnoreCase(call.query().get("$count"))) {
      body.put("@odata.count", found.size());
    }
    ArrayNode value = body.putArray("value");
    found.stream().skip(skip).limit(top).map(shape).map(this::selected).forEach(value::add);
    if (skip + top < found.size()) {
      body.put("@odata.nextLink", nextLink(skip + top));
    }
    return Answer.json(200, body);
  }

  /** The fields that were asked for, or all of them; the id is always there. */
  ObjectNode selected(ObjectNode row) {
    String select = call.query().get("$select");
    if (select == null || select.isBlank()) {
      return row.deepCopy();
    }
    ObjectNode shown = Json.object();
    for (String annotation : new String[] {"@odata.type", "id"}) {
      if (row.has(annotation)) {
        shown.set(annotation, row.get(annotation));
      }
    }
    for (String name : select.split("\\s*,\\s*")) {
      if (!fields.contains(name)) {
        throw unknownProperty(name);
      }
      if (row.has(name)) {
        shown.set(name, row.get(name).deepCopy());
      }
    }
    return shown;
  }

  private List<ObjectNode> filtered(List<ObjectNode> rows) {
    return call.query("$filter")
        .map(filter -> rows.stream().filter(ODataFilter.parse(filter, fields)).toList())
        .orElse(rows);
  }

  private List<ObjectNode> searched(List<ObjectNode> rows) {
    String search = call.query().get("$search");
    if (search == null) {
      return rows;
    }
    String term = search.replace("\"", "").strip();
    int colon = term.indexOf(':');
    String field =
        colon > 0 && fields.contains(term.substring(0, colon)) ? term.substring(0, colon) : "";
    String wanted = term.substring(field.isEmpty() ? 0 : colon + 1).toLowerCase(Locale.ROOT);
    return rows.stream()
        .filter(
            row -> {
              String text = field.isEmpty() ? row.toString() : row.path(field).toString();
              return text.toLowerCase(Locale.ROOT).contains(wanted);
            })
        .toList();
  }

  private List<ObjectNode> sorted(List<ObjectNode> rows) {
    String orderBy = call.query().get("$orderby");
    if (orderBy == null) {
      return rows;
    }
    Comparator<ObjectNode> order = null;
    for (String part : orderBy.split("\\s*,\\s*")) {
      String[] words = part.strip().split("\\s+");
      if (!fields.contains(words[0])) {
        throw unknownProperty(words[0]);
      }
      Comparator<ObjectNode> next =
          Comparator.comparing(
              (ObjectNode row) -> ODataFilter.value(row, words[0]), CollectionAnswer::compare);
      next = words.length > 1 && words[1].equalsIgnoreCase("desc") ? next.reversed() : next;
      order = order == null ? next : order.thenComparing(next);
    }
    return rows.stream().sorted(order).toList();
  }

  private static int compare(JsonNode left, JsonNode right) {
    return left.isNumber() && right.isNumber()
        ? Double.compare(left.asDouble(), right.asDouble())
        : left.asText("").compareTo(right.asText(""));
  }

  private int pageSize() {
    if (call.query().containsKey("pageSize")) {
      return within(number("pageSize", ENDPOINT_PAGE), ASSESSMENT_LIMIT, "pageSize");
    }
    return api == Api.GRAPH
        ? within(number("$top", GRAPH_PAGE), GRAPH_LIMIT, "Top")
        : within(number("$top", ENDPOINT_PAGE), ENDPOINT_PAGE, "Top");
  }

  private static int within(int number, int limit, String option) {
    if (number < 1 || number > limit) {
      throw new ApiError(
          400,
          "BadRequest",
          "The limit of '%d' for %s query has been exceeded. The value from the incoming request is '%d'."
              .formatted(limit, option, number));
    }
    return number;
  }

  private int number(String option, int otherwise) {
    String text = call.query().get(option);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new ApiError(
          400, "BadRequest", "Invalid value '%s' for %s query option.".formatted(text, option));
    }
    return Integer.parseInt(text);
  }

  private String nextLink(int skip) {
    Map<String, String> query = new LinkedHashMap<>(call.query());
    query.remove("$skip");
    query.put("$skiptoken", Integer.toString(skip));
    StringBuilder link = new StringBuilder(origin).append(call.rawPath());
    char separator = '?';
    for (Map.Entry<String, String> option : query.entrySet()) {
      link.append(separator)
          .append(option.getKey())
          .append('=')
          .append(URLEncoder.encode(option.getValue(), StandardCharsets.UTF_8).replace("+", "%20"));
      separator = '&';
    }
    return link.toString();
  }

  private void learnFields(ObjectNode row) {
    for (Map.Entry<String, JsonNode> field : row.properties()) {
      fields.add(field.getKey());
      if (field.getValue() instanceof ObjectNode inner) {
        inner.fieldNames().forEachRemaining(name -> fields.add(field.getKey() + "/" + name));
      }
    }
  }

  private static ApiError unknownProperty(String name) {
    return new ApiError(400, "BadRequest", "Could not find a property named '%s'.".formatted(name));
  }
}
