package io.defenderflow.guard;

import java.util.Optional;

/**
 * The step of a playbook that asks.
 *
 * @param activityId the id of the service task in the model
 * @param businessKey of the process instance
 * @param tenantId the tenant of the engine, which is not the Microsoft tenant
 */
public record Step(
    String taskId,
    String activityId,
    String processInstanceId,
    String processDefinitionId,
    Optional<String> businessKey,
    Optional<String> tenantId) {}
