package io.defenderflow.lane;

/** The call activity that started a process instance. */
public record Call(String activityId, String processInstanceId, String processDefinitionId) {}
