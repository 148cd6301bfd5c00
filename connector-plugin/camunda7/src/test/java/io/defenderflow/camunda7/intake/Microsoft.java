package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.incident.AlertClassification;
import io.defenderflow.action.incident.AlertDetermination;
import io.defenderflow.action.incident.AlertSeverity;
import io.defenderflow.action.incident.CorrelationReason;
import io.defenderflow.action.incident.IncidentStatus;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.AnyCall;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.PathRequest;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Tenants;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model of Microsoft's list of incidents. Its pages are cut from what there is at the moment of
 * each request, so that an item can move from one page to another between two requests.
 */
final class Microsoft implements Tenants {
  private static final String LIST = "https://graph.microsoft.com/v1.0/security/incidents";
  private static final Pattern BOUND = Pattern.compile("lastUpdateDateTime (ge|lt) (\\S+)");
  private static final Pattern VALUE = Pattern.compile("(\\w+) eq '([^']*)'");

  /** Times that were read: most of what a history takes would be to read them again and again. */
  private static final Map<String, Instant> TIMES = new ConcurrentHashMap<>();

  /** In which order the list is sent. */
  enum Order {
    NEWEST_FIRST,
    OLDEST_FIRST,
    BY_ID,
    /** An order that has nothing to do with anything, but is always the same. */
    MIXED
  }

  private record Stored(ObjectNode json, Instant visibleAt) {}

  private record Query(String filter, int top, int skip, boolean alerts) {}

  private final Map<String, Stored> incidents = new TreeMap<>();
  private final Map<String, List<ObjectNode>> alerts = new HashMap<>();
  private final List<Query> links = new ArrayList<>();
  private final Random random;
  final List<String> filters = Collections.synchronizedList(new ArrayList<>());
  Instant now;
  Order order = Order.NEWEST_FIRST;
  int largestPage = 50;
  boolean sendsDate = true;
  boolean sendsEmptyPages;
  Runnable beforeRequest = () -> {};
  Runnable betweenPages = () -> {};
  Predicate<List<JsonNode>> unreadable = page -> false;
  boolean expandFails;
  boolean alertsFail;
  boolean repeatsLinks;
  boolean partial;
  int requests;
  int concurrent;
  int mostConcurrent;

  Microsoft(Instant now, Random random) {
    this.now = now;
    this.random = random;
  }

  // --- what happens in the tenant

  synchronized ObjectNode add(String id, String severity, Instant changed, Instant visibleAt) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", id)
            .put("displayName", "Incident " + id)
            .put("status", "active")
            .put("severity", severity)
            .put("createdDateTime", ServerTime.text(changed))
            .put("lastUpdateDateTime", ServerTime.text(changed));
    json.putNull("assignedTo").putNull("redirectIncidentId");
    json.put("classification", "unknown").put("determination", "unknown");
    json.putArray("customTags");
    json.putArray("systemTags");
    json.putArray("comments");
    incidents.put(id, new Stored(json, visibleAt));
    ObjectNode alert = JsonNodeFactory.instance.objectNode();
    alert.put("id", "da" + id).put("serviceSource", "microsoftDefenderForEndpoint");
    alerts.put(id, new ArrayList<>(List.of(alert)));
    return json;
  }

  synchronized ObjectNode add(String id, String severity) {
    return add(id, severity, now, now);
  }

  /** A change that moves the time of the last update. */
  synchronized void change(String id, String field, String value) {
    ObjectNode json = incidents.get(id).json();
    json.put(field, value);
    touch(id);
  }

  synchronized void touch(String id) {
    incidents.get(id).json().put("lastUpdateDateTime", ServerTime.text(now));
  }

  synchronized void addAlert(String id, String alertId) {
    alerts.get(id).add(JsonNodeFactory.instance.objectNode().put("id", alertId));
    touch(id);
  }

  synchronized void productOf(String id, String product) {
    alerts.get(id).get(0).put("productName", product);
  }

  synchronized void comment(String id, String author, String text) {
    incidents
        .get(id)
        .json()
        .withArray("comments")
        .addObject()
        .put("comment", text)
        .put("createdByDisplayName", author)
        .put("createdDateTime", ServerTime.text(now));
    touch(id);
  }

  synchronized void merge(String shell, String survivor) {
    ObjectNode json = incidents.get(shell).json();
    json.put("status", "redirected").put("redirectIncidentId", survivor);
    alerts.get(survivor).addAll(alerts.get(shell));
    alerts.get(shell).clear();
    touch(shell);
    touch(survivor);
  }

  synchronized void remove(String id) {
    incidents.remove(id);
  }

  synchronized Set<String> ids() {
    return new TreeSet<>(incidents.keySet());
  }

  synchronized ObjectNode incident(String id) {
    return incidents.get(id).json();
  }

  synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  // --- what is answered

  private Page list(String filter, Integer top, boolean withAlerts) {
    filters.add(String.valueOf(filter));
    return page(new Query(filter == null ? "" : filter, top == null ? 50 : top, 0, withAlerts));
  }

  private Page page(Query query) {
    try {
      enter();
      synchronized (this) {
        if (query.alerts() && expandFails) {
          throw Fault.of(ErrorCode.SERVICE_UNAVAILABLE, "Alerts cannot be expanded.")
              .withStatus(500);
        }
        int size = Math.min(query.top(), largestPage);
        List<ObjectNode> matching = sorted(matching(query.filter()));
        if (sendsEmptyPages && query.skip() == 0 && query.top() > 1 && random.nextInt(3) == 0) {
          return page(List.of(), Optional.of(link(query)));
        }
        List<JsonNode> value = new ArrayList<>();
        matching.stream()
            .skip(query.skip())
            .limit(size)
            .forEach(json -> value.add(shown(json, query.alerts())));
        if (query.top() > 1 && unreadable.test(value)) {
          throw Fault.of(ErrorCode.PROTOCOL, "The body is not readable JSON.");
        }
        if (query.skip() + size >= matching.size()) {
          return page(value, Optional.empty());
        }
        return page(
            value,
            Optional.of(
                repeatsLinks
                    ? URI.create(LIST + "?again")
                    : link(
                        new Query(
                            query.filter(), query.top(), query.skip() + size, query.alerts()))));
      }
    } finally {
      leave();
    }
  }

  private void enter() {
    synchronized (this) {
      requests++;
      concurrent++;
      mostConcurrent = Math.max(mostConcurrent, concurrent);
    }
    beforeRequest.run();
  }

  private synchronized void leave() {
    concurrent--;
  }

  private Page page(List<JsonNode> value, Optional<URI> next) {
    return new Page(
        value,
        next,
        Optional.empty(),
        sendsDate ? Optional.of(now.truncatedTo(ChronoUnit.SECONDS)) : Optional.empty(),
        partial);
  }

  private URI link(Query query) {
    links.add(query);
    return URI.create(LIST + "?link=" + (links.size() - 1));
  }

  private Page next(URI link) {
    betweenPages.run();
    if (link.toString().endsWith("again")) {
      return page(List.of(), Optional.of(link));
    }
    Query query = links.get(Integer.parseInt(link.getQuery().substring("link=".length())));
    if (query.skip() == 0) {
      boolean before = sendsEmptyPages;
      sendsEmptyPages = false;
      try {
        return page(query);
      } finally {
        sendsEmptyPages = before;
      }
    }
    return page(query);
  }

  private ObjectNode shown(ObjectNode json, boolean withAlerts) {
    ObjectNode shown = json.deepCopy();
    if (withAlerts) {
      alerts.get(json.path("id").asText()).forEach(shown.putArray("alerts")::add);
    }
    return shown;
  }

  private List<ObjectNode> matching(String filter) {
    Predicate<JsonNode> matches = matches(filter);
    return incidents.values().stream()
        .filter(stored -> !stored.visibleAt().isAfter(now))
        .map(Stored::json)
        .filter(matches)
        .toList();
  }

  private List<ObjectNode> sorted(List<ObjectNode> found) {
    List<ObjectNode> sorted = new ArrayList<>(found);
    Comparator<ObjectNode> byTime =
        Comparator.comparing(json -> json.path("lastUpdateDateTime").asText());
    switch (order) {
      case NEWEST_FIRST -> sorted.sort(byTime.reversed());
      case OLDEST_FIRST -> sorted.sort(byTime);
      case BY_ID -> sorted.sort(Comparator.comparing(json -> json.path("id").asText()));
      case MIXED -> sorted.sort(Comparator.comparing(json -> mixed(json.path("id").asText())));
    }
    return sorted;
  }

  private static int mixed(String id) {
    return new Random(id.hashCode()).nextInt();
  }

  /** The filters that the intake writes: conditions with "and", each a bound or alternatives. */
  private static Predicate<JsonNode> matches(String filter) {
    Predicate<JsonNode> all = json -> true;
    if (filter.isBlank()) {
      return all;
    }
    for (String condition : filter.split(" and ")) {
      Matcher bound = BOUND.matcher(condition);
      all = all.and(bound.matches() ? within(bound) : oneOf(condition));
    }
    return all;
  }

  private static Predicate<JsonNode> within(Matcher bound) {
    Instant limit = Instant.parse(bound.group(2));
    boolean isFirst = bound.group(1).equals("ge");
    return json -> {
      Instant changed =
          TIMES.computeIfAbsent(json.path("lastUpdateDateTime").asText(), Instant::parse);
      return isFirst != changed.isBefore(limit);
    };
  }

  private static Predicate<JsonNode> oneOf(String condition) {
    Predicate<JsonNode> any = json -> false;
    Matcher value = VALUE.matcher(condition);
    while (value.find()) {
      String field = value.group(1);
      String wanted = value.group(2);
      any = any.or(json -> json.path(field).asText().equals(wanted));
    }
    return any;
  }

  // --- the calls

  @Override
  public Calls calls(String connection, Effect effect) {
    return new ModelCalls();
  }

  @Override
  public void admit(String connection, Effect effect, Optional<String> engineTenant) {
    throw new AssertionError("The intake takes no step.");
  }

  @Override
  public boolean dryRun(String connection) {
    return false;
  }

  private final class ModelCalls implements Calls {
    @Override
    public <T> T of(Class<T> api) {
      return api.cast(api == Incidents.class ? new ModelIncidents() : new ModelLinks());
    }

    @Override
    public SortedSet<Permission> granted(Effect effect) {
      return new TreeSet<>();
    }

    @Override
    public SortedSet<Permission> granted(Effect effect, Service service) {
      return new TreeSet<>();
    }

    @Override
    public boolean hasResponder() {
      return false;
    }

    @Override
    public Set<Service> services() {
      return Set.of(Service.GRAPH);
    }

    @Override
    public Turn turn(Optional<ActionEntry> request) {
      throw new AssertionError("A page waits in the transport.");
    }

    @Override
    public boolean isAwaited(ActionEntry request) {
      return false;
    }

    @Override
    public Download download(SignedLink link) {
      throw new UnsupportedOperationException();
    }
  }

  private final class ModelLinks implements AnyCall.OfGraph {
    @Override
    public JsonNode send(PathRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page next(URI nextLink) {
      return Microsoft.this.next(nextLink);
    }
  }

  private final class ModelIncidents implements Incidents {
    @Override
    public Page list(String filter, Integer top, Integer skip, Boolean count, String expand) {
      return Microsoft.this.list(filter, top, expand != null);
    }

    @Override
    public JsonNode get(String incidentId, String expand) {
      try {
        enter();
        synchronized (Microsoft.this) {
          // The real one finds an incident whatever zeros stand before its number.
          Stored stored = incidents.get(incidentId.replaceFirst("^0+(?=.)", ""));
          if (stored == null) {
            throw Fault.of(ErrorCode.NOT_FOUND, "There is no such incident.").withStatus(404);
          }
          return shown(stored.json(), expand != null);
        }
      } finally {
        leave();
      }
    }

    @Override
    public Page listAlerts(String incidentId) {
      try {
        enter();
        synchronized (Microsoft.this) {
          if (alertsFail) {
            throw Fault.of(ErrorCode.SERVICE_UNAVAILABLE, "Alerts cannot be read.").withStatus(500);
          }
          return page(new ArrayList<JsonNode>(alerts.get(incidentId)), Optional.empty());
        }
      } finally {
        leave();
      }
    }

    @Override
    public JsonNode update(
        String incidentId,
        IncidentStatus status,
        String assignedTo,
        AlertClassification classification,
        AlertDetermination determination,
        AlertSeverity severity,
        List<String> customTags,
        String resolvingComment,
        String displayName,
        String description,
        String summary) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JsonNode addComment(String incidentId, String comment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public JsonNode merge(
        List<String> incidentIds, String incidentComment, Set<CorrelationReason> mergeReasons) {
      throw new UnsupportedOperationException();
    }
  }
}
