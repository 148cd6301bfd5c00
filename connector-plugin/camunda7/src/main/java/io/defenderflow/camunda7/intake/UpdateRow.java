package io.defenderflow.camunda7.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * A change that a playbook is told.
 *
 * @param changes JSON, see {@link Changes}
 */
record UpdateRow(
    long id,
    String item,
    String instance,
    String changes,
    Optional<String> reason,
    int attempts,
    Instant created) {}
