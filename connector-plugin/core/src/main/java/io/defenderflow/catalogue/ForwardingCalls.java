package io.defenderflow.catalogue;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** Calls that are made by others. A subclass says what it does differently. */
public abstract class ForwardingCalls implements Calls {
  private final Calls calls;

  protected ForwardingCalls(Calls calls) {
    this.calls = calls;
  }

  @Override
  public <T> T of(Class<T> api) {
    return calls.of(api);
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
