package io.defenderflow.playbook;

import java.util.Optional;

/**
 * An event that catches BPMN errors thrown at a step.
 *
 * @param eventId the boundary event, or the start event of an event sub-process
 * @param errorCode empty where it catches every error
 * @param atTheStep whether it is attached to the step itself and not to a scope around it
 */
public record ErrorCatch(String eventId, Optional<String> errorCode, boolean atTheStep) {}
