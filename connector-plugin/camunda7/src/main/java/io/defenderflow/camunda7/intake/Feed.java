package io.defenderflow.camunda7.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.incident.Alerts;
import io.defenderflow.action.incident.Incidents;
import io.defenderflow.catalogue.AnyCall;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Page;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Tenants;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the items of a source, one page at a time. Nothing is changed by it. Where Microsoft cannot
 * send incidents together with their alerts, it is asked for the alerts of each incident by itself.
 */
final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final String EXPAND = "alerts";
  private static final String MORE_ALERTS = "alerts@odata.nextLink";
  private static final int MOST_PAGES = 200;
  private static final Duration APART = Duration.ofMinutes(30);

  /** The request was understood and permitted, and still there is no usable answer to it. */
  private static final Set<ErrorCode> UNREADABLE =
      EnumSet.of(ErrorCode.RESULT_TOO_LARGE, ErrorCode.PROTOCOL, ErrorCode.EGRESS_REFUSED);

  /** The same, or the service or the way to it is down altogether. */
  private static final Set<ErrorCode> FAILED =
      EnumSet.of(ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.TIMEOUT);

  private static final Set<ErrorCode> ABOUT_ALL =
      EnumSet.of(
          ErrorCode.THROTTLED,
          ErrorCode.NETWORK,
          ErrorCode.AUTH_FAILED,
          ErrorCode.PERMISSION_MISSING,
          ErrorCode.UNKNOWN_CONNECTION);

  private final Source source;
  private final Tenants tenants;
  private long apartUntil = System.nanoTime();

  Feed(Source source, Tenants tenants) {
    this.source = source;
    this.tenants = tenants;
  }

  /**
   * The first page of a window.
   *
   * @param filtered whether the conditions of the source count as well
   */
  Page page(Window window, boolean filtered) {
    List<String> conditions = new ArrayList<>(window.conditions());
    if (filtered) {
      conditions.addAll(source.filter().conditions());
    }
    String filter = String.join(" and ", conditions);
    if (source.kind() == Kind.ALERTS) {
      return calls().of(Alerts.class).list(filter, source.pageSize(), null, null);
    }
    return incidents(filter, source.pageSize());
  }

  private Page incidents(String filter, int top) {
    Incidents incidents = calls().of(Incidents.class);
    if (expands()) {
      try {
        return incidents.list(filter, top, null, null, EXPAND);
      } catch (Fault fault) {
        if (!mayWorkApart(fault)) {
          throw fault;
        }
        apart(fault);
      }
    }
    return incidents.list(filter, top, null, null, null);
  }

  /** Where Microsoft continues, exactly as it said. */
  Page next(URI link) {
    return calls().of(AnyCall.OfGraph.class).next(link);
  }

  /** The newest item, to see whether Microsoft answers at all and what time it is there. */
  Page newest() {
    return source.kind() == Kind.ALERTS
        ? calls().of(Alerts.class).list(null, 1, null, null)
        : calls().of(Incidents.class).list(null, 1, null, null, null);
  }

  /**
   * One item with everything that belongs to it.
   *
   * @throws Fault with NOT_FOUND where it was deleted
   */
  JsonNode get(String id) {
    if (source.kind() == Kind.ALERTS) {
      return calls().of(Alerts.class).get(id);
    }
    Incidents incidents = calls().of(Incidents.class);
    if (expands()) {
      try {
        return incidents.get(id, EXPAND);
      } catch (Fault fault) {
        if (!mayWorkApart(fault)) {
          throw fault;
        }
        apart(fault);
      }
    }
    return incidents.get(id, null);
  }

  /** Whether alerts of the item are wanted that did not come along. */
  boolean lacksAlerts(Item item) {
    return source.expandAlerts()
        && (!item.json().path(EXPAND).isArray() || item.json().hasNonNull(MORE_ALERTS));
  }

  /** The item with its alerts, which Microsoft is asked for where they did not come along. */
  Item withAlerts(Item item) {
    if (!lacksAlerts(item) || !(item.json() instanceof ObjectNode bare)) {
      return item;
    }
    ObjectNode full = bare.deepCopy();
    ArrayNode alerts = full.putArray(EXPAND);
    Optional<URI> more = Optional.empty();
    if (bare.path(EXPAND).isArray()) {
      bare.path(EXPAND).forEach(alerts::add);
      more = Optional.of(URI.create(bare.path(MORE_ALERTS).asText()));
    } else {
      Page first = calls().of(Incidents.class).listAlerts(item.id());
      first.value().forEach(alerts::add);
      more = first.nextLink();
    }
    Set<URI> followed = new HashSet<>();
    while (more.isPresent() && followed.add(more.get()) && followed.size() < MOST_PAGES) {
      Page page = next(more.get());
      page.value().forEach(alerts::add);
      more = page.nextLink();
    }
    full.remove(MORE_ALERTS);
    return new Item(item.kind(), item.id(), full, item.changedAt());
  }

  /** Whether no other request would fare better now. */
  static boolean isAboutAll(Fault fault) {
    return ABOUT_ALL.contains(fault.code());
  }

  /** Whether only this answer cannot be read, while Microsoft may well send others. */
  static boolean isUnreadable(Fault fault) {
    return UNREADABLE.contains(fault.code());
  }

  /** Whether Microsoft failed to answer, be it for this request or for all. */
  static boolean isFailure(Fault fault) {
    return FAILED.contains(fault.code());
  }

  private static boolean mayWorkApart(Fault fault) {
    return isUnreadable(fault) || isFailure(fault);
  }

  private boolean expands() {
    return source.expandAlerts() && System.nanoTime() - apartUntil >= 0;
  }

  private void apart(Fault fault) {
    apartUntil = System.nanoTime() + APART.toNanos();
    LOG.warn(
        "The intake {} could not read incidents together with their alerts ({}). For the next {}"
            + " minutes it asks for the alerts of each incident by itself, which takes more"
            + " requests. Nothing is lost.",
        source.name(),
        fault.code(),
        APART.toMinutes());
  }

  private Calls calls() {
    return tenants.calls(source.connection(), Effect.READ);
  }
}
