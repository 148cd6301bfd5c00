package io.defenderflow.camunda7.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A source whose settings were checked.
 *
 * @param name as in the settings
 * @param tenant the directory that the connection leads to: what was seen in another one does not
 *     count
 * @param decision the key of the decision that picks the start message; otherwise {@code message}
 *     does
 */
record Source(
    String name,
    String tenant,
    Kind kind,
    String connection,
    Optional<String> engineTenant,
    Filter filter,
    Duration pollInterval,
    Duration lookBack,
    Duration overlap,
    int pageSize,
    Optional<String> message,
    Optional<String> decision,
    Optional<String> updateMessage,
    Policy policy,
    Map<String, String> variables,
    int mostPerCycle,
    boolean expandAlerts,
    int attempts,
    Duration alarmAfter,
    Optional<Duration> quietAfter) {

  /** Whether one look at everything serves both to start and to follow. */
  boolean readsOnce() {
    return policy != Policy.BOTH || filter.conditions().isEmpty();
  }

  /** Whether the stream of what starts tells running playbooks of changes as well. */
  boolean readsForBoth() {
    return readsOnce() && policy.follows();
  }

  /** The same for what has been: most of it was closed since it arrived. */
  Source forTrials() {
    return new Source(
        name,
        tenant,
        kind,
        connection,
        engineTenant,
        filter.ofAnyStatus(),
        pollInterval,
        lookBack,
        overlap,
        pageSize,
        message,
        decision,
        updateMessage,
        policy,
        variables,
        mostPerCycle,
        expandAlerts,
        attempts,
        alarmAfter,
        quietAfter);
  }

  String setting(String rest) {
    return "defender.intake." + name + "." + rest;
  }
}
