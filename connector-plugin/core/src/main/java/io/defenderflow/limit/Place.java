package io.defenderflow.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A place at a gate that is kept for one request, until it is used or given back. */
public final class Place {
  private final Gate gate;
  private boolean kept = true;

  /**
   * @param gate which has just kept it
   */
  public Place(Gate gate) {
    this.gate = gate;
  }

  /** Whether it is one at this gate that was not used yet. */
  public boolean isAt(Gate other) {
    return kept && gate == other;
  }

  /** What holds the request back nevertheless: since then Microsoft asked to wait, or it failed. */
  public Optional<Hold> hold(Instant now) {
    return gate.holdsKept(now);
  }

  /**
   * Asks for leave to send the request, which uses the place up.
   *
   * @param longest how long the request may take
   * @return empty where it may be sent
   */
  public Optional<Hold> enter(Instant now, Duration longest) {
    kept = false;
    return gate.enterKept(now, longest);
  }

  /** The request is not sent. */
  public void giveBack() {
    if (kept) {
      kept = false;
      gate.giveBack();
    }
  }
}
