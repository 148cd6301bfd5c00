package io.defenderflow.transport;

import io.defenderflow.catalogue.ForwardingCalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Calls whose requests all carry one {@code client-request-id}, and leave soon or not at all. */
final class CallsUnderId extends ForwardingCalls {
  private final HttpCalls calls;
  private final Departure departure;

  CallsUnderId(HttpCalls calls, Departure departure) {
    super(calls);
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
}
