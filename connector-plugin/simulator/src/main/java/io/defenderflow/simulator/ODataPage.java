package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The rules of one list: what it can be filtered by, which options it takes and how long a page is.
 *
 * @param context end of the answer's @odata.context
 * @param options query options that are understood, with their dollar sign
 * @param filterable fields $filter may name
 * @param defaultTop rows on a page when $top is not given
 * @param maxTop largest $top that is accepted
 */
record ODataPage(
    String context, Set<String> options, Set<String> filterable, int defaultTop, int maxTop) {

  /**
   * Answers a list request with one page.
   *
   * @param origin address of the simulator, for links to it
   * @param shape turns a stored row into the one that is sent
   * @throws ApiError with status 400 when an option is unknown or wrong
   */
  Answer answer(Call call, String origin, List<ObjectNode> rows, UnaryOperator<ObjectNode> shape) {
    for (String name : call.query().keySet()) {
      if (name.startsWith("$") && !options.contains(name)) {
        throw new ApiError(
            400, "BadRequest", "The query option '%s' is not supported here.".formatted(name));
      }
    }
    Stream<ObjectNode> matching = rows.stream();
    if (call.query("$filter").isPresent()) {
      matching = matching.filter(ODataFilter.parse(call.query().get("$filter"), filterable));
    }
    List<ObjectNode> found = matching.toList();
    int top = number(call, "$top", defaultTop);
    if (top < 1 || top > maxTop) {
      throw new ApiError(
          400,
          "BadRequest",
          "The limit of '%d' for Top query has been exceeded. The value from the incoming request is '%d'."
              .formatted(maxTop, top));
    }
    int skip = number(call, "$skip", 0);
    ObjectNode body = Json.object().put("@odata.context", origin + context);
    if ("true".equals(call.query().get("$count"))) {
      body.put("@odata.count", found.size());
    }
    ArrayNode value = body.putArray("value");
    found.stream().skip(skip).limit(top).map(shape).forEach(value::add);
    if (skip + top < found.size()) {
      body.put("@odata.nextLink", nextLink(call, origin, skip + top));
    }
    return Answer.json(200, body);
  }

  private static String nextLink(Call call, String origin, int skip) {
    Map<String, String> query = new LinkedHashMap<>(call.query());
    query.put("$skip", Integer.toString(skip));
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

  private static int number(Call call, String option, int otherwise) {
    String text = call.query().get(option);
    if (text == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Refused below, like a negative number.
    }
    throw new ApiError(
        400, "BadRequest", "Invalid value '%s' for %s query option.".formatted(text, option));
  }
}
