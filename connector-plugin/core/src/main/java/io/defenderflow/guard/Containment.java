package io.defenderflow.guard;

import java.time.Instant;
import java.util.Optional;

/**
 * A containment that waits for an administrator, because the cap was reached.
 *
 * @param key names it for {@link Containments#release} and {@link Containments#refuse}
 * @param businessKey of the process instance
 * @param since from when it waits
 * @param seenAt when its step last asked; a step that is gone does not ask any more
 */
public record Containment(
    String key,
    String action,
    String connection,
    String target,
    Optional<String> reason,
    String taskId,
    String processInstanceId,
    Optional<String> businessKey,
    Instant since,
    Instant seenAt) {}
