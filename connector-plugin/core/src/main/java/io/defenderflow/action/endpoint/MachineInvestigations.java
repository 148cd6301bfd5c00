package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Starts automated investigations. Source: Defender for Endpoint API, investigations. */
@Resource(service = Service.ENDPOINT, area = "Automated investigations")
public interface MachineInvestigations {

  @Action(
      id = "machine.startInvestigation",
      label = "Start automated investigation",
      summary =
          "Starts an automated investigation on a machine. It may remediate what it finds, by the"
              + " automation level of the device group; what it does cannot be taken back as a"
              + " whole. Microsoft allows 50 an hour. One that waits for an approval in the action"
              + " center counts as running.",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "Alert.ReadWrite.All",
      returns = "investigation",
      keywords = {"air", "remediation", "device"},
      docs = "defender-endpoint/api/initiate-autoir-investigation")
  @LongRunning(poll = "investigation.get")
  @RequestLine("POST /api/machines/{machineId}/startInvestigation")
  Investigation start(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the machine is investigated. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: look for more.")
          String comment);
}
