package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.FIND_OR_ASK;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Takes machines out of Defender. Source: Defender for Endpoint API, offboard machine. */
@Resource(service = Service.ENDPOINT, area = "Machines")
public interface Offboarding {

  @Action(
      id = "machine.offboard",
      label = "Offboard machine",
      summary =
          "Takes a machine out of Defender for Endpoint: its sensor reports nothing any more. It"
              + " works on Windows machines. It cannot be taken back from here; the machine must be"
              + " onboarded again by hand.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      permissions = "Machine.Offboard",
      returns = "machineAction",
      keywords = {"remove", "decommission", "device"},
      docs = "defender-endpoint/api/offboard-machine-api")
  @LongRunning(poll = "machineAction.get", type = "Offboard")
  @RequestLine("POST /api/machines/{machineId}/offboard")
  MachineAction offboard(
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
              help = "Why the machine is offboarded. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "The machine is retired.")
          String comment);
}
