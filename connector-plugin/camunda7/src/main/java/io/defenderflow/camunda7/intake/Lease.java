package io.defenderflow.camunda7.intake;

import java.time.Duration;

/** The right to take items of a source in, until another one writes its row. */
final class Lease {
  /** Longer than one request can take with all its repetitions. */
  static final Duration TIME = Duration.ofMinutes(3);

  private final Source source;
  private final String owner;
  private long rev;
  private long writtenAt = System.nanoTime();

  Lease(Source source, String owner, long rev) {
    this.source = source;
    this.owner = owner;
    this.rev = rev;
  }

  Source source() {
    return source;
  }

  String owner() {
    return owner;
  }

  long rev() {
    return rev;
  }

  /** To be called when the transaction that wrote the row has been committed. */
  void written() {
    rev++;
    writtenAt = System.nanoTime();
  }

  /** Whether it ought to be written again, because it has not been for a while. */
  boolean isOld() {
    return System.nanoTime() - writtenAt > TIME.dividedBy(6).toNanos();
  }
}
