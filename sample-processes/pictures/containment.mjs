// A playbook of one step, for the pages that show what the stop switch and the cap do to it.

/** The machine nw-fin-lt-014 of the simulated tenant. */
export const FINANCE_LAPTOP = '1a0c5d7e9f2b4c6d8e0f1a2b3c4d5e6f70819201';

const PLAYBOOK = `<?xml version="1.0" encoding="UTF-8"?>
  <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
      targetNamespace="https://defenderflow.example">
    <bpmn:process id="isolate-one-machine" name="Isolate one machine" isExecutable="true"
        camunda:historyTimeToLive="P30D">
      <bpmn:startEvent id="Start" />
      <bpmn:sequenceFlow id="ToIsolate" sourceRef="Start" targetRef="Isolate" />
      <bpmn:serviceTask id="Isolate" name="Isolate machine" camunda:type="external"
          camunda:topic="defender-contain" camunda:asyncAfter="true">
        <bpmn:extensionElements><camunda:inputOutput>
          <camunda:inputParameter name="defenderAction">machine.isolate</camunda:inputParameter>
          <camunda:inputParameter name="machineId">\${machineId}</camunda:inputParameter>
          <camunda:inputParameter name="Comment">\${reason}</camunda:inputParameter>
          <camunda:inputParameter name="IsolationType">Full</camunda:inputParameter>
        </camunda:inputOutput></bpmn:extensionElements>
      </bpmn:serviceTask>
      <bpmn:sequenceFlow id="ToEnd" sourceRef="Isolate" targetRef="End" />
      <bpmn:endEvent id="End" />
    </bpmn:process>
  </bpmn:definitions>`;

/** Starts the playbook; answers with the id of its process instance. */
export async function startIsolation(engine, businessKey, reason, machineId = FINANCE_LAPTOP) {
  const deployment = new FormData();
  deployment.append('deployment-name', 'isolate-one-machine');
  deployment.append('playbook', new Blob([PLAYBOOK]), 'isolate-one-machine.bpmn');
  await engine.post('/deployment/create', deployment);
  const { id } = await engine.post('/process-definition/key/isolate-one-machine/start', {
    businessKey,
    variables: { machineId: { value: machineId }, reason: { value: reason } }
  });
  return id;
}
