package io.defenderflow.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where every request of one family waits before it is sent. */
public final class Gate {
  private final Family family;
  private final CallLog log;
  private final Breaker breaker = new Breaker();
  private Instant closedUntil = Instant.EPOCH;
  private Instant awaitedUntil = Instant.EPOCH;
  private long held;

  Gate(Family family) {
    this.family = family;
    this.log = new CallLog(family.budgets());
  }

  /** The name of the family. */
  public String family() {
    return family.name();
  }

  /**
   * Asks for leave to send one request. What gets it must be sent now, and what came of it must be
   * told.
   *
   * @param longest how long the request may take
   * @return empty where it may be sent
   */
  public synchronized Optional<Hold> enter(Instant now, Duration longest) {
    Optional<Hold> hold = hold(now, log.free());
    if (hold.isEmpty()) {
      sent(now, longest);
    }
    return hold;
  }

  /**
   * Asks for a place for one request that is sent soon. It counts like one that is sent now, until
   * it is used or given back.
   *
   * @return empty where there is a place
   */
  public synchronized Optional<Hold> keep(Instant now) {
    Optional<Hold> hold = hold(now, log.free());
    if (hold.isEmpty()) {
      log.keep(now);
    } else {
      awaitedUntil = latest(awaitedUntil, hold.get().until());
    }
    return hold;
  }

  /** Whether somebody who asked for a place was told to come back, and has yet to come. */
  public synchronized boolean isAwaited(Instant now) {
    return !awaitedUntil.isBefore(now);
  }

  /** What holds back even a request whose place was kept. */
  synchronized Optional<Hold> holdsKept(Instant now) {
    return hold(now, Instant.EPOCH);
  }

  synchronized Optional<Hold> enterKept(Instant now, Duration longest) {
    log.release();
    Optional<Hold> hold = hold(now, Instant.EPOCH);
    if (hold.isEmpty()) {
      sent(now, longest);
    }
    return hold;
  }

  synchronized void giveBack() {
    log.release();
  }

  private void sent(Instant now, Duration longest) {
    log.sent(now);
    breaker.sent(now, longest);
  }

  private Optional<Hold> hold(Instant now, Instant budget) {
    Instant works = breaker.free();
    Instant earliest = latest(closedUntil, latest(budget, works));
    if (!earliest.isAfter(now)) {
      return Optional.empty();
    }
    held++;
    String reason =
        earliest.equals(works) ? failing() : earliest.equals(closedUntil) ? asked() : usedUp();
    return Optional.of(new Hold(log.promise(now, earliest), reason));
  }

  /** The service answered a request, with whatever result. */
  public synchronized void answered() {
    breaker.answered();
  }

  /** The service failed at a request or did not answer it. */
  public synchronized void failed(Instant now) {
    breaker.failed(now);
  }

  /** Microsoft wants no request of the family before this time. */
  public synchronized void close(Instant until) {
    if (family.counted() != Counted.ITEM) {
      closedUntil = latest(closedUntil, until);
    }
  }

  /** Whether nothing is sent because the service fails again and again. */
  public synchronized boolean isBroken() {
    return breaker.isOpen();
  }

  /** Whether nothing is sent because Microsoft named a time. */
  public synchronized boolean isClosed(Instant now) {
    return closedUntil.isAfter(now);
  }

  /** How many requests were held back so far. */
  public synchronized long held() {
    return held;
  }

  private String usedUp() {
    return "Microsoft allows only so many requests of the kind "
        + family.name()
        + " ("
        + family.budgets().stream().map(Budget::words).collect(Collectors.joining(", "))
        + " for this application), and they are used up for now.";
  }

  private String asked() {
    return "Microsoft asked to wait because too many requests of the kind "
        + family.name()
        + " were sent.";
  }

  private String failing() {
    return "The Microsoft service failed at the last "
        + Breaker.FAILURES
        + " requests of the kind "
        + family.name()
        + " or more, so it is left in peace for a while; then a single request tries whether it"
        + " works again.";
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
