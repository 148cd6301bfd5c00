package io.defenderflow.limit;

import io.defenderflow.catalogue.ResourceTable;
import io.defenderflow.catalogue.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which operation belongs to which family, from the table {@code families.csv}: the first line that
 * fits counts. In its paths {@code *} stands for what is between two slashes and {@code /**} for
 * all that follows.
 *
 * <p>The budgets are those of Microsoft's pages. Where a page counts resource units, as for the
 * directory, the smallest tenant and the most expensive call are assumed. What a page does not
 * state has the usual limit of Defender for Endpoint or, in Graph, none.
 */
final class Families {
  private static final String FILE = "/io/defenderflow/limit/families.csv";
  private static final Pattern VERSION = Pattern.compile("(?i)^/(v1\\.0|beta)(?=/|$)");
  private static final Pattern API = Pattern.compile("(?i)^/api(/v1\\.0)?(?=/|$)");

  private final Map<String, Family> byName = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  Families() {
    for (List<String> cells : ResourceTable.rows(FILE)) {
      Family family =
          byName.computeIfAbsent(
              cells.get(0),
              name -> new Family(name, Counted.valueOf(cells.get(4)), Budget.parse(cells.get(5))));
      rows.add(
          new Row(family, Service.valueOf(cells.get(1)), cells.get(2), expression(cells.get(3))));
    }
  }

  /** All families in the order of the table. */
  List<Family> all() {
    return List.copyOf(byName.values());
  }

  /** The families of one service. */
  Set<Family> of(Service service) {
    return rows.stream()
        .filter(row -> row.service() == service)
        .map(Row::family)
        .collect(Collectors.toSet());
  }

  /**
   * The family of an operation.
   *
   * @param path below the address of the service, with the version
   */
  Family of(Service service, String verb, String path) {
    Pattern version = service == Service.GRAPH ? VERSION : API;
    String operation = version.matcher(path).replaceFirst("");
    return rows.stream()
        .filter(row -> row.fits(service, verb, operation))
        .findFirst()
        .orElseThrow()
        .family();
  }

  private static Pattern expression(String path) {
    StringBuilder expression = new StringBuilder();
    String start = path.endsWith("/**") ? path.substring(0, path.length() - 3) : path;
    for (String part : start.split("(?<=\\*)|(?=\\*)")) {
      expression.append(part.equals("*") ? "[^/]*" : Pattern.quote(part));
    }
    return Pattern.compile(
        expression + (path.endsWith("/**") ? "([/(].*)?" : "/?"), Pattern.CASE_INSENSITIVE);
  }

  private record Row(Family family, Service service, String verb, Pattern path) {
    boolean fits(Service wanted, String method, String operation) {
      return service == wanted
          && (verb.equals("*") || verb.equals(method))
          && path.matcher(operation).matches();
    }
  }
}
