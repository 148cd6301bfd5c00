package io.defenderflow.guard;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who started the playbooks that ask for something. It never changes, so that the engine is asked
 * once for each process instance.
 */
final class Requesters {
  private static final Logger LOG = LoggerFactory.getLogger(Requesters.class);

  private final ProcessHistory history;
  private final Remembered<Optional<String>> known = new Remembered<>();

  Requesters(ProcessHistory history) {
    this.history = history;
  }

  /** Empty also where the history cannot be read: no write has to wait for this detail. */
  Optional<String> of(String processInstanceId) {
    Optional<Optional<String>> before = known.get(processInstanceId);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<String> requester;
    try {
      requester = history.startedBy(processInstanceId);
    } catch (RuntimeException e) {
      LOG.warn(
          "The audit does not tell who started process instance {}, because the engine's history"
              + " cannot be read: {}",
          processInstanceId,
          e.getMessage());
      return Optional.empty();
    }
    known.put(processInstanceId, requester);
    return requester;
  }
}
