package io.defenderflow.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Client;
import feign.Request;
import feign.Response;
import io.defenderflow.answer.AnswerTable;
import io.defenderflow.answer.Exchange;
import io.defenderflow.answer.Kind;
import io.defenderflow.answer.Row;
import io.defenderflow.answer.Sends;
import io.defenderflow.answer.Silence;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.PathRequest;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.credential.AccessToken;
import io.defenderflow.credential.TokenSource;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.fault.Verdict;
import io.defenderflow.limit.AppGates;
import io.defenderflow.limit.Gate;
import io.defenderflow.limit.Hold;
import io.defenderflow.limit.Place;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls to one service with the tokens of one credential.
 *
 * <p>One call sends its request at most {@value Sends#TRIES} times, within {@value Sends#SECONDS}
 * seconds, and only while the service did not process it or it is a read; besides these it is sent
 * once more after a refused token was renewed. So a call makes at most four requests, and at most
 * one of them can have changed something.
 *
 * <p>Each of these requests waits at the gate of its family. Where that would take longer than a
 * call may wait, nothing is sent and the call is throttled until its turn.
 */
final class ServiceClient implements Client {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceClient.class);
  private static final Duration BUDGET = Duration.ofSeconds(Sends.SECONDS);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
  private static final long MAX_BYTES = 16L * 1_024 * 1_024;
  private static final long MAX_HUNTING_BYTES = 64L * 1_024 * 1_024;

  private static final Pattern NEEDS_INDEX = Pattern.compile("(?i)(^|&)(\\$|%24)(search|count)=");

  private final Service service;
  private final Origin origin;
  private final App app;
  private final HttpLine line;
  private final Timeouts timeouts;
  private final Clock clock;
  private final Pause pause;
  private final ObjectMapper json;
  private final Results results;
  private final Optional<Place> place;

  ServiceClient(
      Service service,
      Origin origin,
      App app,
      HttpLine line,
      Timeouts timeouts,
      Clock clock,
      Pause pause) {
    this(service, origin, app, line, timeouts, clock, pause, Optional.empty());
  }

  private ServiceClient(
      Service service,
      Origin origin,
      App app,
      HttpLine line,
      Timeouts timeouts,
      Clock clock,
      Pause pause,
      Optional<Place> place) {
    this.service = service;
    this.origin = origin;
    this.app = app;
    this.line = line;
    this.timeouts = timeouts;
    this.clock = clock;
    this.pause = pause;
    this.json = Json.mapper();
    this.results = new Results(json);
    this.place = place;
  }

  /** The same client, whose next request at the gate of the place uses it. */
  ServiceClient with(Place kept) {
    return new ServiceClient(service, origin, app, line, timeouts, clock, pause, Optional.of(kept));
  }

  /**
   * Waits for a place for a request, if that does not take too long.
   *
   * @throws Fault with THROTTLED and the time of its turn
   */
  Place place(String verb, String path) {
    Gate gate = app.gates().of(service, verb, path);
    new Patience().await(gate::keep);
    return new Place(gate);
  }

  boolean isAwaited(String verb, String path) {
    return app.gates().of(service, verb, path).isAwaited(clock.instant());
  }

  @Override
  public Response execute(Request request, Request.Options unused) {
    Call call = call(request);
    Received answer = new Tries(call).run();
    return Response.builder()
        .status(answer.status())
        .request(request)
        .headers(Map.of())
        .body(new ResultBody(result(call, answer)))
        .build();
  }

  /** Follows a next link exactly as Microsoft gave it; Feign would write it anew. */
  Object next(URI link, Type returns) {
    Outgoing outgoing =
        new Outgoing(
            "GET",
            origin.within(link.toString()),
            headers(Map.of(), link),
            null,
            timeouts.call(),
            MAX_BYTES);
    Call call = new Call(Kind.READ, null, returns, outgoing);
    return result(call, new Tries(call).run());
  }

  /** Sends a request by path; Feign would write its query anew. */
  JsonNode send(PathRequest request) {
    URI uri = origin.within(Origin.withoutSlash(origin.base()) + request.path());
    boolean hunts = hunts(uri);
    boolean reads = request.verb().equals("GET");
    Kind kind = kind(hunts, reads);
    Map<String, String> headers = headers(Map.of(), uri);
    request
        .headers()
        .forEach(
            (name, value) ->
                headers.merge(
                    name,
                    value,
                    (ours, more) -> name.equals("Prefer") ? ours + ", " + more : more));
    byte[] body = request.body().map(json -> json.toString().getBytes(UTF_8)).orElse(null);
    if (body != null) {
      headers.put("Content-Type", "application/json");
    }
    Call call =
        new Call(
            kind,
            null,
            JsonNode.class,
            new Outgoing(
                request.verb(),
                uri,
                headers,
                body,
                // Only the lane for hunting has locks that outlast a hunt.
                timeouts.call(),
                hunts ? MAX_HUNTING_BYTES : MAX_BYTES));
    Received answer = new Tries(call).run();
    if (answer.body().length > 0) {
      return (JsonNode) result(call, answer);
    }
    return answer
        .header("Location")
        .<JsonNode>map(location -> json.createObjectNode().put("location", location))
        .orElse(json.nullNode());
  }

  private Call call(Request request) {
    Action action = request.requestTemplate().methodMetadata().method().getAnnotation(Action.class);
    URI uri = origin.within(request.url());
    boolean reads =
        request.httpMethod() == Request.HttpMethod.GET
            || (action != null && action.effect() == Effect.READ);
    boolean hunts = hunts(uri);
    Kind kind = kind(hunts, reads);
    return new Call(
        kind,
        action,
        request.requestTemplate().methodMetadata().returnType(),
        new Outgoing(
            request.httpMethod().name(),
            uri,
            headers(request.headers(), uri),
            request.body(),
            hunts ? timeouts.hunting() : timeouts.call(),
            hunts ? MAX_HUNTING_BYTES : MAX_BYTES));
  }

  private static boolean hunts(URI uri) {
    return uri.getPath().endsWith("/runHuntingQuery");
  }

  private Kind kind(boolean hunts, boolean reads) {
    Kind kind = hunts ? Kind.HUNT : reads ? Kind.READ : Kind.WRITE;
    if (kind == Kind.WRITE && app.readsOnly()) {
      throw Fault.of(
          ErrorCode.WRONG_LANE,
          "An action that changes something was called in the lane for reading. Nothing was sent to"
              + " Defender. Use the topic that the action's template sets.");
    }
    return kind;
  }

  private Map<String, String> headers(Map<String, Collection<String>> given, URI uri) {
    Map<String, String> headers = new LinkedHashMap<>();
    given.getOrDefault("Content-Type", List.of()).stream()
        .findFirst()
        .ifPresent(type -> headers.put("Content-Type", type));
    headers.put("Accept", "application/json");
    headers.put("Accept-Encoding", "gzip");
    headers.put("User-Agent", UserAgent.TEXT);
    headers.put("client-request-id", app.departures().get().clientRequestId());
    if (service == Service.GRAPH) {
      headers.put("Prefer", "include-unknown-enum-members");
      // Directory objects refuse to search or count without it; other resources do not mind.
      if (uri.getRawQuery() != null && NEEDS_INDEX.matcher(uri.getRawQuery()).find()) {
        headers.put("ConsistencyLevel", "eventual");
      }
    }
    return headers;
  }

  private Object result(Call call, Received answer) {
    try {
      return results.read(call.returns(), answer);
    } catch (Results.Broken e) {
      throw Faults.ofBrokenBody(call.kind(), service.label(), answer, e.getMessage());
    }
  }

  /** What is known of a call before it is made. */
  private record Call(Kind kind, Action action, Type returns, Outgoing outgoing) {}

  /** The credential of a client and what it was given. */
  record App(
      String clientId,
      TokenSource tokens,
      AppGates gates,
      boolean readsOnly,
      Supplier<SortedSet<Permission>> granted,
      Supplier<Departure> departures) {}

  /** The sends of one call. */
  private final class Tries {
    private final Call call;
    private final Gate gate;
    private final Departure departure = app.departures().get();
    private final Patience patience = new Patience();
    private int count;
    private boolean renewed;

    Tries(Call call) {
      this.call = call;
      this.gate =
          app.gates().of(service, call.outgoing().verb(), origin.below(call.outgoing().uri()));
    }

    Received run() {
      AccessToken token = app.tokens().get(origin.scope());
      while (true) {
        patience.await(this::enter);
        requireTime();
        count++;
        Received answer;
        try {
          answer = line.send(with(token));
          departure.left();
        } catch (Unanswered e) {
          if (e.silence().sent()) {
            departure.left();
          }
          Fault fault = Faults.ofSilence(call.kind(), origin.base().getHost(), e);
          tellGate(fault.code());
          if (fault.verdict() != Verdict.RETRY_NOW || !waited(null)) {
            throw last(fault);
          }
          continue;
        }
        ErrorBody error = ErrorBody.of(answer, json);
        Row row = row(answer, error);
        if (row.verdict().isDone()) {
          gate.answered();
          warn(row);
          return answer;
        }
        if (row.verdict() == Verdict.FRESH_TOKEN && !renewed) {
          gate.answered();
          renewed = true;
          count--;
          token = app.tokens().replace(origin.scope(), token);
          continue;
        }
        Fault fault = fault(row, answer, error);
        tellGate(fault.code());
        Duration named = namedWait(answer, fault);
        if (named != null) {
          close(answer, clock.instant().plus(named));
        }
        if (fault.verdict() != Verdict.RETRY_NOW || !waited(named)) {
          fault.retryAt().ifPresent(until -> close(answer, until));
          throw last(fault);
        }
      }
    }

    /**
     * Holds back what would change something after its time.
     *
     * @throws Fault with NETWORK; nothing was sent then
     */
    private void requireTime() {
      if (call.kind() == Kind.WRITE && departure.isOver(call.outgoing().deadline())) {
        throw last(
            Faults.ofSilence(
                call.kind(),
                origin.base().getHost(),
                new Unanswered(
                    Silence.CONNECT_TIMEOUT,
                    "the time for the call was over before the request could leave")));
      }
    }

    private Row row(Received answer, ErrorBody error) {
      return AnswerTable.row(
          Exchange.answered(
              call.kind(),
              call.outgoing().uri().getPath(),
              answer.status(),
              error.code(),
              error.message(),
              answer.header("WWW-Authenticate").orElse("")));
    }

    private void warn(Row row) {
      if (row.verdict() == Verdict.DONE_IN_PART) {
        LOG.warn(
            "{} The path was {}.",
            row.meaning(service.label(), "The app"),
            call.outgoing().uri().getPath());
      }
    }

    private static Fault last(Fault fault) {
      return fault.withVerdict(fault.verdict().afterTheLastTry());
    }

    private Optional<Hold> enter(Instant now) {
      Duration longest = call.outgoing().deadline();
      return place
          .filter(kept -> kept.isAt(gate))
          .map(kept -> kept.enter(now, longest))
          .orElseGet(() -> gate.enter(now, longest));
    }

    private void tellGate(ErrorCode code) {
      if (AnswerTable.saysServiceFails(code)) {
        gate.failed(clock.instant());
      } else {
        gate.answered();
      }
    }

    private void close(Received answer, Instant until) {
      gate.close(until);
      boolean wholeApp =
          answer.header("x-ms-throttle-scope").orElse("").matches("(?i)[a-z_]*application\\b.*");
      if (wholeApp) {
        app.gates().close(service, until);
      }
    }

    private Outgoing with(AccessToken token) {
      Map<String, String> headers = new LinkedHashMap<>(call.outgoing().headers());
      headers.put("Authorization", "Bearer " + token.value().reveal());
      Outgoing bare = call.outgoing();
      return new Outgoing(
          bare.verb(), bare.uri(), headers, bare.body(), bare.deadline(), bare.maxBytes());
    }

    private Fault fault(Row row, Received answer, ErrorBody error) {
      if (row.code().orElseThrow() == ErrorCode.PERMISSION_MISSING) {
        return MissingPermission.fault(
            row,
            service,
            app.clientId(),
            call.action() == null ? List.of() : List.of(call.action().permissions()),
            call.action() == null ? List.of() : List.of(call.action().anyPermission()),
            app.granted().get(),
            answer.status(),
            error);
      }
      return Faults.ofAnswer(
          row,
          call.kind(),
          service.label(),
          "app " + app.clientId(),
          answer,
          error,
          clock.instant());
    }

    /** The wait that Microsoft named; null leaves it to the backoff. */
    private Duration namedWait(Received answer, Fault fault) {
      Instant now = clock.instant();
      boolean unnamed =
          RetryAfter.of(answer, now).isEmpty()
              && RetryAfter.ofHuntingQuota(fault.details().path("message").asText()).isEmpty();
      if (unnamed && call.kind() != Kind.HUNT) {
        return null;
      }
      return fault.retryAt().map(at -> Duration.between(now, at)).orElse(null);
    }

    /** Waits before another try, or says that there is none. */
    private boolean waited(Duration named) {
      return count < Sends.TRIES
          && patience.spent(named == null ? backoff() : named.plusMillis(jitter(250)));
    }

    private Duration backoff() {
      Duration base = FIRST_BACKOFF.multipliedBy(1L << (count - 1));
      return base.plusMillis(jitter(base.toMillis()));
    }

    private long jitter(long most) {
      return ThreadLocalRandom.current().nextLong(most + 1);
    }
  }

  /** The time that one call may spend with waiting. */
  private final class Patience {
    private final long start = System.nanoTime();
    private Duration paused = Duration.ZERO;
    private Instant waitedUntil = Instant.EPOCH;

    /**
     * Waits at a gate, if that does not take too long.
     *
     * @throws Fault with THROTTLED and the time of its turn; nothing was sent then
     */
    void await(Function<Instant, Optional<Hold>> gate) {
      while (true) {
        Instant clockTime = clock.instant();
        Instant now = waitedUntil.isAfter(clockTime) ? waitedUntil : clockTime;
        Optional<Hold> hold = gate.apply(now);
        if (hold.isEmpty()) {
          return;
        }
        if (!spent(Duration.between(now, hold.get().until()))) {
          throw Faults.held(hold.get());
        }
      }
    }

    /** Spends the time of a wait, or says that it is more than is left for the call. */
    boolean spent(Duration wait) {
      Duration passed = Duration.ofNanos(System.nanoTime() - start);
      Duration used = passed.compareTo(paused) > 0 ? passed : paused;
      if (used.plus(wait).compareTo(BUDGET) > 0) {
        return false;
      }
      waitedUntil = clock.instant().plus(wait);
      try {
        pause.of(wait);
        paused = paused.plus(wait);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
