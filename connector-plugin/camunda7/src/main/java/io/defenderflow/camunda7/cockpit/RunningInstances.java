package io.defenderflow.camunda7.cockpit;

import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** The process instances that still run, as far as the person who asks may see them. */
final class RunningInstances {
  private final RuntimeService runtime;

  RunningInstances(RuntimeService runtime) {
    this.runtime = runtime;
  }

  Set<String> of(Set<String> ids) {
    return ids.isEmpty()
        ? Set.of()
        : runtime.createProcessInstanceQuery().processInstanceIds(ids).list().stream()
            .map(ProcessInstance::getId)
            .collect(Collectors.toSet());
  }
}
