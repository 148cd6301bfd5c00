package io.defenderflow.transport;

import java.time.Duration;

/** How the short waits inside one call are spent. */
@FunctionalInterface
public interface Pause {
  void of(Duration duration) throws InterruptedException;
}
