package io.defenderflow.sample.playbook;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.spin.json.SpinJsonNode;
import org.springframework.stereotype.Component;

/**
 * The step of the playbook that takes the variable {@code incident}, an incident with its alerts,
 * and sets {@code machineReference}, {@code userName} and {@code evidence}.
 */
@Component
class ReadEvidence implements JavaDelegate {
  /**
   * @throws BpmnError MACHINE_NOT_FOUND where no alert names a machine
   */
  @Override
  public void execute(DelegateExecution execution) {
    IncidentEvidence evidence =
        IncidentEvidence.of((SpinJsonNode) execution.getVariable("incident"));
    execution.setVariable("userName", evidence.user().orElse("No alert names a user."));
    execution.setVariable("evidence", evidence.text());
    execution.setVariable(
        "machineReference",
        evidence
            .machine()
            .orElseThrow(
                () ->
                    new BpmnError(
                        "MACHINE_NOT_FOUND", "No alert of the incident names a machine.")));
  }
}
