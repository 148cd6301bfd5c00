package io.defenderflow.crash;

import io.defenderflow.catalogue.Catalogue;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.camunda.bpm.model.bpmn.builder.ServiceTaskBuilder;

/**
 * The playbooks of the crash tests, as element templates write them. They act on the variables
 * {@code machineId}, {@code incidentId} and {@code sha1}, and end at {@link #DONE}.
 */
final class Playbooks {
  static final String DONE = "Done";

  /** One isolation. */
  static final String ISOLATE = "isolate";

  /** An action of each kind: found by its type, by its marker, in comments; with a file; undone. */
  static final String RESPOND = "respond";

  /** An action that is never sent a second time. */
  static final String QUARANTINE = "quarantine";

  /** An isolation whose end is not waited for. */
  static final String ISOLATE_ONLY = "isolateOnly";

  /** An isolation whose completion waits for the test in the same transaction. */
  static final String HELD_COMMIT = "heldCommit";

  /** An isolation whose completion fails the first time because of another transaction. */
  static final String LOST_RACE = "lostRace";

  /** An isolation through a proxy that is not there. */
  static final String BEHIND_PROXY = "behindProxy";

  private static final Catalogue CATALOGUE = Catalogue.load();

  private Playbooks() {}

  static List<BpmnModelInstance> all() {
    return List.of(
        isolate(step(process(ISOLATE), "Isolate")).camundaAsyncAfter().endEvent(DONE).done(),
        isolate(step(process(ISOLATE_ONLY), "Isolate"))
            .camundaInputParameter("defenderWait", "false")
            .camundaAsyncAfter()
            .endEvent(DONE)
            .done(),
        respond(),
        quarantine(step(process(QUARANTINE), "Quarantine"))
            .camundaAsyncAfter()
            .endEvent(DONE)
            .done(),
        isolate(step(process(HELD_COMMIT), "Isolate"))
            .serviceTask("Behind")
            .camundaDelegateExpression("${heldCommit}")
            .endEvent(DONE)
            .done(),
        isolate(step(process(LOST_RACE), "Isolate"))
            .serviceTask("Behind")
            .camundaDelegateExpression("${lostRace}")
            .endEvent(DONE)
            .done(),
        isolate(step(process(BEHIND_PROXY), "Isolate"))
            .camundaInputParameter("defenderConnection", Site.BRANCH)
            .camundaInputParameter("defenderRetries", "R1/PT1S")
            .camundaAsyncAfter()
            .endEvent(DONE)
            .done());
  }

  /** The steps of a playbook by id, with the type of the machine action that each one starts. */
  static Map<String, String> machineActions() {
    return Map.of(
        "Isolate", "Isolate",
        "Scan", "RunAntiVirusScan",
        "Quarantine", "StopAndQuarantineFile",
        "Collect", "CollectInvestigationPackage",
        "Release", "Unisolate");
  }

  private static BpmnModelInstance respond() {
    ServiceTaskBuilder isolate = isolate(step(process(RESPOND), "Isolate")).camundaAsyncAfter();
    ServiceTaskBuilder comment =
        defender(step(isolate, "Comment"), "incident.comment.add")
            .camundaInputParameter("incidentId", "${incidentId}")
            .camundaInputParameter("comment", "The playbook isolated the machine.")
            .camundaAsyncAfter();
    ServiceTaskBuilder scan =
        onMachine(step(comment, "Scan"), "machine.runAntiVirusScan")
            .camundaInputParameter("ScanType", "Quick")
            .camundaAsyncAfter();
    ServiceTaskBuilder collect =
        onMachine(step(scan, "Collect"), "package.collectAndDownload")
            .camundaInputParameter("defenderResult", "evidence")
            .camundaAsyncAfter();
    ServiceTaskBuilder quarantine = quarantine(step(collect, "Quarantine")).camundaAsyncAfter();
    return onMachine(step(quarantine, "Release"), "machine.unisolate")
        .camundaAsyncAfter()
        .endEvent(DONE)
        .done();
  }

  private static AbstractFlowNodeBuilder<?, ?> process(String key) {
    return Bpmn.createExecutableProcess(key).camundaHistoryTimeToLive(1).startEvent("Start");
  }

  private static ServiceTaskBuilder step(AbstractFlowNodeBuilder<?, ?> before, String id) {
    return before.serviceTask(id);
  }

  private static ServiceTaskBuilder isolate(ServiceTaskBuilder step) {
    return onMachine(step, "machine.isolate")
        .camundaInputParameter("IsolationType", "Full")
        .camundaInputParameter("defenderResult", "isolation");
  }

  private static ServiceTaskBuilder quarantine(ServiceTaskBuilder step) {
    return onMachine(step, "machine.stopAndQuarantineFile")
        .camundaInputParameter("Sha1", "${sha1}");
  }

  private static ServiceTaskBuilder onMachine(ServiceTaskBuilder step, String action) {
    return defender(step, action)
        .camundaInputParameter("machineId", "${machineId}")
        .camundaInputParameter("Comment", "Incident ${incidentId}.");
  }

  private static ServiceTaskBuilder defender(ServiceTaskBuilder step, String action) {
    return step.camundaExternalTask(CATALOGUE.find(action).orElseThrow().lane().topic())
        .camundaInputParameter("defenderAction", action);
  }
}
