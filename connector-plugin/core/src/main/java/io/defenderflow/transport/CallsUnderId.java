package io.defenderflow.transport;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.Permission;
import io.defenderflow.catalogue.Service;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.catalogue.Turn;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Calls whose requests all carry one {@code client-request-id}, and leave soon or not at all. */
final class CallsUnderId implements Calls {
  private final HttpCalls calls;
  private final Departure departure;

  CallsUnderId(HttpCalls calls, Departure departure) {
    this.calls = calls;
    this.departure = departure;
  }

  @Override
  public <T> T of(Class<T> api) {
    T plain = calls.of(api);
    return api.cast(
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) ->
                calls.under(departure, () -> call(plain, method, arguments))));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  @Override
  public SortedSet<Permission> granted(Effect effect) {
    return calls.granted(effect);
  }

  @Override
  public SortedSet<Permission> granted(Effect effect, Service service) {
    return calls.granted(effect, service);
  }

  @Override
  public boolean hasResponder() {
    return calls.hasResponder();
  }

  @Override
  public Set<Service> services() {
    return calls.services();
  }

  @Override
  public Turn turn(Optional<ActionEntry> request) {
    return calls.turn(request);
  }

  @Override
  public boolean isAwaited(ActionEntry request) {
    return calls.isAwaited(request);
  }

  @Override
  public Download download(SignedLink link) {
    return calls.download(link);
  }
}
