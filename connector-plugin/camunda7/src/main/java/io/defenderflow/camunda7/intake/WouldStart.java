package io.defenderflow.camunda7.intake;

import java.util.Optional;

/**
 * What a look would do with an item.
 *
 * @param message the start message; empty where no playbook would start
 * @param reason why none would start
 */
public record WouldStart(
    String id, String title, String severity, Optional<String> message, Optional<String> reason) {}
