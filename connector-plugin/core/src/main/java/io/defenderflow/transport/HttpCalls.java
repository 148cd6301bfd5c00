package io.defenderflow.transport;

import feign.Client;
import feign.Feign;
import feign.InvocationHandlerFactory;
import feign.Response;
import feign.Retryer;
import feign.Target;
import io.defenderflow.catalogue.ActionContract;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.PathRequest;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.catalogue.Turn;
import io.defenderflow.credential.TokenSource;
import io.defenderflow.credential.TokenSources;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.limit.AppGates;
import io.defenderflow.limit.Hold;
import io.defenderflow.limit.Place;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of a connection with one credential. */
public final class HttpCalls implements Calls {
  private final Map<Service, Origin> origins;
  private final Map<Service, ServiceClient> clients = new EnumMap<>(Service.class);
  private final Map<Class<?>, Object> proxies = new ConcurrentHashMap<>();
  private final ThreadLocal<Departure> departure;
  private final TokenSources registrations;
  private final TokenSource tokens;
  private final SignedLinks links;
  private final Clock clock;

  /**
   * @param origins without Defender for Endpoint where the cloud has none
   * @param registrations whose tokens may be looked at
   * @param gates where the requests of the app wait for their turn
   * @param readsOnly whether the reader's tokens are used and actions that change something are
   *     refused
   */
  public HttpCalls(
      Map<Service, Origin> origins,
      String clientId,
      TokenSources registrations,
      AppGates gates,
      boolean readsOnly,
      HttpLine line,
      SignedLinks links,
      Timeouts timeouts,
      Clock clock,
      Pause pause) {
    this.origins = Map.copyOf(origins);
    this.registrations = registrations;
    this.tokens = readsOnly ? registrations.reader() : registrations.of(Effect.CONTAIN);
    this.links = links;
    this.clock = clock;
    this.departure = new ThreadLocal<>();
    ServiceClient.App app =
        new ServiceClient.App(
            clientId, tokens, gates, readsOnly, this::grantedAsFarAsKnown, this::departure);
    origins.forEach(
        (service, origin) ->
            clients.put(
                service, new ServiceClient(service, origin, app, line, timeouts, clock, pause)));
  }

  /**
   * The same calls, whose requests all carry this {@code client-request-id}. The first one that
   * changes something leaves within the time for one call from now on, or not at all.
   *
   * @param clientRequestId a GUID
   */
  public Calls under(String clientRequestId) {
    return new CallsUnderId(this, new Departure(clientRequestId));
  }

  /** Stands for the requests that the work sends in this thread. */
  Object under(Departure cleared, Callable<Object> work) throws Exception {
    departure.set(cleared);
    try {
      return work.call();
    } finally {
      departure.remove();
    }
  }

  private Departure departure() {
    Departure given = departure.get();
    return given == null ? Departure.now() : given;
  }

  /** The same calls, where the next request to a service uses a place. */
  private HttpCalls(HttpCalls calls, Service service, Place place) {
    this.origins = calls.origins;
    this.registrations = calls.registrations;
    this.tokens = calls.tokens;
    this.links = calls.links;
    this.clock = calls.clock;
    this.clients.putAll(calls.clients);
    this.clients.put(service, calls.clients.get(service).with(place));
    this.departure = calls.departure;
  }

  @Override
  public <T> T of(Class<T> api) {
    return api.cast(proxies.computeIfAbsent(api, this::proxy));
  }

  @Override
  public SortedSet<Permission> granted(Effect effect) {
    SortedSet<Permission> permissions = new TreeSet<>();
    origins.keySet().forEach(service -> permissions.addAll(granted(effect, service)));
    return permissions;
  }

  @Override
  public SortedSet<Permission> granted(Effect effect, Service service) {
    if (!origins.containsKey(service)) {
      throw unavailable(service);
    }
    SortedSet<Permission> permissions = new TreeSet<>();
    registrations
        .of(effect)
        .get(origins.get(service).scope())
        .roles()
        .forEach(role -> permissions.add(new Permission(service, role)));
    return permissions;
  }

  @Override
  public boolean hasResponder() {
    return registrations.responder().isPresent();
  }

  @Override
  public Set<Service> services() {
    return origins.keySet();
  }

  @Override
  public Turn turn(Optional<ActionEntry> request) {
    Optional<ActionEntry> sent = request.filter(action -> clients.containsKey(action.service()));
    if (sent.isEmpty()) {
      return new HttpTurn(this, Optional.empty());
    }
    ActionEntry action = sent.get();
    Place place = clients.get(action.service()).place(action.verb(), action.path());
    return new HttpTurn(new HttpCalls(this, action.service(), place), Optional.of(place));
  }

  @Override
  public boolean isAwaited(ActionEntry request) {
    ServiceClient client = clients.get(request.service());
    return client != null && client.isAwaited(request.verb(), request.path());
  }

  @Override
  public Download download(SignedLink link) {
    return links.download(link);
  }

  /** For messages: a service whose token cannot be had is left out. */
  private SortedSet<Permission> grantedAsFarAsKnown() {
    SortedSet<Permission> permissions = new TreeSet<>();
    origins.forEach(
        (service, origin) -> {
          try {
            tokens
                .get(origin.scope())
                .roles()
                .forEach(role -> permissions.add(new Permission(service, role)));
          } catch (Fault noToken) {
            // The message is about another service and does without these permissions.
          }
        });
    return permissions;
  }

  private Object proxy(Class<?> api) {
    Service service = api.getAnnotation(Resource.class).service();
    String base =
        origins.containsKey(service)
            ? Origin.withoutSlash(origins.get(service).base())
            : "https://unavailable.invalid";
    JsonEncoder encoder = new JsonEncoder(Json.mapper(), base);
    return Feign.builder()
        .contract(new ActionContract())
        .encoder(encoder)
        .requestInterceptor(encoder)
        .decoder(HttpCalls::result)
        .retryer(Retryer.NEVER_RETRY)
        .client(client(service))
        .invocationHandlerFactory((target, methods) -> new Invocation(service, methods))
        .target(new Target.HardCodedTarget<>(api, base));
  }

  private Client client(Service service) {
    ServiceClient client = clients.get(service);
    return client == null
        ? (request, options) -> {
          throw unavailable(service);
        }
        : client;
  }

  private static Object result(Response response, Type type) {
    return ((ResultBody) response.body()).result();
  }

  private static Fault unavailable(Service service) {
    return Fault.of(
        ErrorCode.EGRESS_REFUSED,
        service.label()
            + " has no known address in the cloud of this connection. Nothing was sent. Set"
            + " endpoint-url and endpoint-scope of the connection if your tenant has it.");
  }

  /** Leaves all methods to Feign but those that follow a link or send a request by path. */
  private final class Invocation implements InvocationHandler {
    private final Service service;
    private final Map<Method, InvocationHandlerFactory.MethodHandler> methods;

    Invocation(Service service, Map<Method, InvocationHandlerFactory.MethodHandler> methods) {
      this.service = service;
      this.methods = methods;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      if (arguments != null && arguments.length == 1 && arguments[0] instanceof URI link) {
        return client().next(link, method.getGenericReturnType());
      }
      if (arguments != null && arguments.length == 1 && arguments[0] instanceof PathRequest any) {
        return client().send(any);
      }
      InvocationHandlerFactory.MethodHandler handler = methods.get(method);
      return handler == null ? ofObject(proxy, method, arguments) : handler.invoke(arguments);
    }

    private ServiceClient client() {
      ServiceClient client = clients.get(service);
      if (client == null) {
        throw unavailable(service);
      }
      return client;
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "calls to " + service.label();
      };
    }
  }

  /** The turn of one request, which waits at no gate where there is no place. */
  private record HttpTurn(HttpCalls calls, Optional<Place> place) implements Turn {
    @Override
    public Calls calls(String clientRequestId) {
      return calls.under(clientRequestId);
    }

    @Override
    public void confirm() {
      Optional<Hold> hold = place.flatMap(kept -> kept.hold(calls.clock.instant()));
      if (hold.isPresent()) {
        throw Faults.held(hold.get());
      }
    }

    @Override
    public void close() {
      place.ifPresent(Place::giveBack);
    }
  }
}
