package io.defenderflow.guard;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who started the playbooks that ask for something. It never changes, so that the engine is asked
 * once for each process instance.
 */
final class Requesters {
  private static final Logger LOG = LoggerFactory.getLogger(Requesters.class);
  private static final int KEPT = 10_000;

  private final ProcessHistory history;
  private final Map<String, Optional<String>> known =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Optional<String>> eldest) {
              return size() > KEPT;
            }
          });

  Requesters(ProcessHistory history) {
    this.history = history;
  }

  /** Empty also where the history cannot be read: no write has to wait for this detail. */
  Optional<String> of(String processInstanceId) {
    Optional<String> requester = known.get(processInstanceId);
    if (requester != null) {
      return requester;
    }
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
