package io.defenderflow.audit;

/**
 * What a row of the audit may tell beside when and what was decided. The name of a detail is the
 * name of its column.
 */
public enum Detail {
  /** The error code, where one belongs to the decision. */
  CODE("code", 60),
  /** What was decided for which reason, for a person. */
  WHY("why", 4_000),
  /** The person, where one decided. */
  DECIDED_BY("decidedBy", 255),
  ACTION_ID("action", 100),
  /** What is acted upon, for example a machine id. */
  TARGET("target", 2_000),
  CONNECTION_NAME("connection", 255),
  /** The comment that the step gives for the action. */
  REASON("reason", 4_000),
  /** Who asked: the person that started the playbook. Nobody did where the intake started it. */
  REQUESTED_BY("requestedBy", 255),
  /** The person that completed the approval task. */
  APPROVED_BY("approvedBy", 255),
  /** When it was approved: an ISO 8601 time in UTC. */
  APPROVED_AT("approvedAt", 40),
  /** Why it was approved, in the words of the approver. */
  APPROVED_WHY("approvedWhy", 4_000),
  /** The machine action, or other work at Microsoft. */
  WORK_ID("workId", 255),
  /**
   * The header {@code client-request-id} of the requests, by which Microsoft's support finds them.
   */
  CLIENT_REQUEST_ID("clientRequestId", 64),
  TASK_ID("taskId", 64),
  /** The id of the service task in the model. */
  ACTIVITY_ID("activityId", 255),
  PROCESS_INSTANCE_ID("processInstanceId", 64),
  PROCESS_DEFINITION_ID("processDefinitionId", 255),
  /** The business key of the playbook: the incident, where the intake started it. */
  BUSINESS_KEY("businessKey", 255),
  /** The tenant of the engine, which is not the Microsoft tenant. */
  TENANT_ID("tenantId", 64),
  /** The same for every attempt at the operation. */
  OPERATION_KEY("operationKey", 64);

  private final String key;
  private final int longest;

  Detail(String key, int longest) {
    this.key = key;
    this.longest = longest;
  }

  /** The name in JSON. */
  public String key() {
    return key;
  }

  String cut(String text) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
