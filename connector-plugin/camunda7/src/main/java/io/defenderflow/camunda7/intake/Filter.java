package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Quotes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What starts a playbook. Microsoft evaluates what its lists can be filtered by; the rest, which it
 * cannot be asked for, is looked at here. Each condition stands in parentheses, so that an "or" in
 * one cannot lift another.
 *
 * @param odata a free condition; empty for none
 */
record Filter(
    Kind kind,
    List<String> severities,
    List<String> statuses,
    List<String> serviceSources,
    List<String> detectionSources,
    List<String> products,
    List<String> tags,
    String odata) {

  /** The same for items of any status. */
  Filter ofAnyStatus() {
    return new Filter(
        kind, severities, List.of(), serviceSources, detectionSources, products, tags, odata);
  }

  /** The conditions that Microsoft evaluates; empty where it would let everything pass. */
  List<String> conditions() {
    List<String> conditions = new ArrayList<>();
    oneOf("severity", severities, conditions);
    oneOf("status", statuses, conditions);
    if (kind == Kind.ALERTS) {
      oneOf("serviceSource", serviceSources, conditions);
    }
    if (!odata.isBlank()) {
      conditions.add("(" + odata.strip() + ")");
    }
    return conditions;
  }

  private static void oneOf(String field, List<String> values, List<String> conditions) {
    if (!values.isEmpty()) {
      conditions.add(
          values.stream()
              .map(value -> field + " eq " + Quotes.odata(value))
              .collect(Collectors.joining(" or ", "(", ")")));
    }
  }

  /** Whether the item needs its alerts before it can be looked at here. */
  boolean needsAlerts() {
    return kind == Kind.INCIDENTS
        && !(serviceSources.isEmpty() && detectionSources.isEmpty() && products.isEmpty());
  }

  /** Whether the item passes as far as its own fields go. */
  boolean passes(JsonNode item) {
    return any(severities, Stream.of(item.path("severity")))
        && any(statuses, Stream.of(item.path("status")))
        && any(tags, Stream.concat(each(item.path("customTags")), each(item.path("systemTags"))));
  }

  /** Whether the item passes as far as its alerts go; an alert is its own. */
  boolean passesWithAlerts(JsonNode item) {
    return any(serviceSources, ofAlerts(item, "serviceSource"))
        && any(detectionSources, ofAlerts(item, "detectionSource"))
        && any(products, ofAlerts(item, "productName"));
  }

  private Stream<JsonNode> ofAlerts(JsonNode item, String field) {
    return kind == Kind.ALERTS
        ? Stream.of(item.path(field))
        : each(item.path("alerts")).map(alert -> alert.path(field));
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static boolean any(List<String> wanted, Stream<JsonNode> there) {
    Predicate<JsonNode> fits =
        value -> wanted.stream().anyMatch(one -> one.equalsIgnoreCase(value.asText()));
    return wanted.isEmpty() || there.anyMatch(fits);
  }
}
