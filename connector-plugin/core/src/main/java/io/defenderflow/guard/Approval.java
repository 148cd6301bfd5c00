package io.defenderflow.guard;

import java.time.Instant;

/**
 * The approval that a step was let through with.
 *
 * @param by who approved
 * @param why in the words of the approver
 */
public record Approval(String taskId, String by, Instant at, String why) {}
