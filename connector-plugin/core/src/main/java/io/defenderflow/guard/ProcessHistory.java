package io.defenderflow.guard;

import java.util.Optional;

/**
 * What the engine itself has recorded about a playbook and the people in it. Nothing of it is taken
 * from variables, which a model or a person could set.
 */
public interface ProcessHistory {
  /**
   * The user who started the process instance at the top of the call activities; empty where nobody
   * was logged in, for example because an incident started it.
   *
   * @throws io.defenderflow.fault.Fault where the history cannot be read
   */
  Optional<String> startedBy(String processInstanceId);
}
