package io.defenderflow.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of the audit.
 *
 * @param code the error code, where one belongs to the decision
 * @param why what was decided for which reason, for a person
 * @param decidedBy the person, where one decided
 * @param reason the comment that the step gives for the action
 * @param workId the machine action, or other work at Microsoft
 */
public record AuditRecord(
    Instant at,
    Decision decision,
    Optional<String> code,
    Optional<String> why,
    Optional<String> decidedBy,
    Optional<String> action,
    Optional<String> target,
    Optional<String> connection,
    Optional<String> reason,
    boolean dryRun,
    Optional<String> workId,
    Optional<String> taskId,
    Optional<String> activityId,
    Optional<String> processInstanceId,
    Optional<String> processDefinitionId,
    Optional<String> operationKey) {

  /** A decision of a person that belongs to no step. */
  public static AuditRecord byPerson(Instant at, Decision decision, String who, String why) {
    return new AuditRecord(
        at,
        decision,
        Optional.empty(),
        Optional.of(why),
        Optional.of(who),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
