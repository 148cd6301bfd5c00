package io.defenderflow.catalogue;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The calls of one action. They know which files it fetched, so that none is left behind. */
final class DownloadingCalls implements Calls {
  private final Calls calls;
  private final Collection<Download> fetched = new ConcurrentLinkedQueue<>();

  DownloadingCalls(Calls calls) {
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
    Download download = calls.download(link);
    fetched.add(download);
    return download;
  }

  /** Deletes all files but those that the action hands on. */
  void deleteAllBut(Collection<Download> handedOn) {
    fetched.stream()
        .filter(file -> handedOn.stream().noneMatch(kept -> kept.path().equals(file.path())))
        .forEach(Download::close);
  }
}
