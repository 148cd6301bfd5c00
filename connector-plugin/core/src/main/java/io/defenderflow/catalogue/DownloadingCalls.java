package io.defenderflow.catalogue;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The calls of one action. They know which files it fetched, so that none is left behind. */
final class DownloadingCalls extends ForwardingCalls {
  private final Collection<Download> fetched = new ConcurrentLinkedQueue<>();

  DownloadingCalls(Calls calls) {
    super(calls);
  }

  @Override
  public Download download(SignedLink link) {
    Download download = super.download(link);
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
