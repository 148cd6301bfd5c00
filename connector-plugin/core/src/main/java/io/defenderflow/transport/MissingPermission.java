package io.defenderflow.transport;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.answer.Row;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.fault.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Explains a refusal for want of a permission: which one is missing and which ones are there. */
final class MissingPermission {
  private static final String NAME = "[A-Za-z][A-Za-z0-9-]*(?:\\.[A-Za-z][A-Za-z0-9-]*){1,4}";
  private static final Pattern REQUIRED =
      Pattern.compile(
          "(?i)(?:required roles:|required application permissions \\()\\s*((?:"
              + NAME
              + "[,;\\s]*)+)");
  private static final Pattern ONE_NAME = Pattern.compile(NAME);

  /** Permissions of retired interfaces, by the Graph permission that took their place. */
  private static final Map<String, List<String>> RETIRED =
      Map.of(
          "ThreatHunting.Read.All",
          List.of("AdvancedQuery.Read.All", "AdvancedHunting.Read.All"),
          "SecurityIncident.Read.All",
          List.of("Incident.Read.All", "Incident.ReadWrite.All"),
          "SecurityIncident.ReadWrite.All",
          List.of("Incident.ReadWrite.All"),
          "SecurityAlert.Read.All",
          List.of("Alert.Read.All", "Alert.ReadWrite.All", "SecurityEvents.Read.All"),
          "SecurityAlert.ReadWrite.All",
          List.of("Alert.ReadWrite.All", "SecurityEvents.ReadWrite.All"));

  private MissingPermission() {}

  /**
   * @param row what the refusal means
   * @param needed what the catalogue says, all of them
   * @param oneOf what the catalogue says, any of them
   * @param granted the permissions in the tokens of all services
   */
  static Fault fault(
      Row row,
      Service service,
      String clientId,
      List<String> needed,
      List<String> oneOf,
      SortedSet<Permission> granted,
      int status,
      ErrorBody error) {
    SortedSet<String> have =
        granted.stream()
            .filter(permission -> permission.service() == service)
            .map(Permission::name)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> named = namedByMicrosoft(error.message());
    List<String> missing = missing(named, needed, oneOf, have);
    String head =
        missing.isEmpty()
            ? allThere(service, clientId)
            : lacks(service, clientId, missing, needed.containsAll(missing))
                + retired(missing, granted);
    Fault fault = Faults.of(row, head + has(have), status, error);
    ObjectNode details = fault.details().deepCopy();
    missing.forEach(details.putArray("missing")::add);
    have.forEach(details.putArray("granted")::add);
    return fault.withDetails(details);
  }

  /** The least permissions if Microsoft's list has them, since that list names greater ones too. */
  private static List<String> missing(
      List<String> named, List<String> needed, List<String> oneOf, SortedSet<String> have) {
    List<String> lacking = needed.stream().filter(name -> !have.contains(name)).toList();
    if (!named.isEmpty()) {
      List<String> least = lacking.stream().filter(named::contains).toList();
      if (!least.isEmpty()) {
        return least;
      }
      return named.stream().filter(name -> !have.contains(name)).toList();
    }
    if (!lacking.isEmpty() || oneOf.stream().anyMatch(have::contains)) {
      return lacking;
    }
    return oneOf;
  }

  private static String lacks(Service service, String clientId, List<String> missing, boolean all) {
    String names = String.join(all ? " and " : " or ", missing.stream().limit(4).toList());
    return "The app "
        + clientId
        + " lacks the application permission "
        + names
        + " of "
        + service.label()
        + ". Add it to the app registration, grant admin consent, and retry; a new token can take"
        + " some minutes to carry it.";
  }

  private static String allThere(Service service, String clientId) {
    return service.label()
        + " refused the call of app "
        + clientId
        + " although its token has the permission that this action needs. Look for a device group,"
        + " a directory role or a licence that the app lacks.";
  }

  private static String has(Collection<String> have) {
    return have.isEmpty()
        ? " Its token has no permission at all: admin consent is missing."
        : " Its token has: " + UpstreamText.cut(String.join(", ", have), 160) + ".";
  }

  private static String retired(List<String> missing, SortedSet<Permission> granted) {
    for (String name : missing) {
      for (String old : RETIRED.getOrDefault(name, List.of())) {
        if (granted.stream().anyMatch(permission -> permission.name().equals(old))) {
          return " It has " + old + " of a retired interface, whose successor is " + name + ".";
        }
      }
    }
    return "";
  }

  private static List<String> namedByMicrosoft(String message) {
    Matcher required = REQUIRED.matcher(message);
    List<String> names = new ArrayList<>();
    if (required.find()) {
      Matcher name = ONE_NAME.matcher(required.group(1));
      while (name.find()) {
        names.add(name.group());
      }
    }
    return names;
  }
}
