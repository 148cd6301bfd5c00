package io.defenderflow.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the engine itself has recorded about a playbook and the people in it. Who did something is
 * never taken from variables, which a model or a person could set.
 *
 * <p>Where nothing is recorded nobody has approved anything.
 */
@FunctionalInterface
public interface ProcessHistory {
  /** Where no engine records anything. */
  ProcessHistory NONE = processInstanceId -> Optional.empty();

  /**
   * The user who started the process instance at the top of the call activities; empty where nobody
   * was logged in, for example because an incident started it.
   *
   * @throws io.defenderflow.fault.Fault where the history cannot be read
   */
  Optional<String> startedBy(String processInstanceId);

  /**
   * The approval tasks that were completed in any process instance with the same root, in any
   * order. Which tasks are approval tasks is what the deployed models say; see {@link
   * ApprovalTask#in}.
   *
   * @throws io.defenderflow.fault.Fault where the history cannot be read
   */
  default List<CompletedApproval> approvals(String processInstanceId) {
    return List.of();
  }

  /**
   * Whether the process instance at the top of the call activities is a trial: whether its variable
   * {@link TrialMark#VARIABLE} was ever true. It is asked before each call that changes something.
   *
   * @throws io.defenderflow.fault.Fault where that cannot be read; then nothing may be sent
   */
  default boolean isTrial(String processInstanceId) {
    return false;
  }

  /**
   * The ids of the groups that the user is in now.
   *
   * @throws io.defenderflow.fault.Fault where they cannot be read
   */
  default Set<String> groupsOf(String user) {
    return Set.of();
  }
}
