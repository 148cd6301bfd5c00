package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.FIND_OR_ASK;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Checked;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Commands on a machine. Source: Defender for Endpoint API, live response. */
@Resource(service = Service.ENDPOINT, area = "Live response")
public interface LiveResponse {
  /** What the tenant must allow before any command runs. */
  String NEEDS =
      "Live response must be switched on in the advanced features of the Defender portal, for"
          + " servers separately, and scripts without a signature must be allowed there where they"
          + " are used. A device group without a remediation level refuses it.";

  @Action(
      id = "machine.runLiveResponse",
      label = "Start live response",
      summary =
          "Starts commands on a machine and returns the machine action; its commands tell how each"
              + " ended. After a command that fails the rest are not run. A machine that is offline"
              + " runs them when it comes back within three days. Only one session runs on a"
              + " machine, 25 run in a tenant, and Microsoft allows 10 starts a minute. A script"
              + " stops after 10 minutes. What a script did cannot be taken back.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      permissions = "Machine.LiveResponse",
      alsoNeeds = NEEDS,
      returns = "machineAction",
      keywords = {"script", "remote", "commands", "device"},
      docs = "defender-endpoint/api/run-live-response")
  @Checked(LiveResponseCommands.class)
  @LongRunning(poll = "machineAction.get", type = "LiveResponse")
  @RequestLine("POST /api/machines/{machineId}/runliveresponse")
  MachineAction run(
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
              help = "Why the commands are run. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: collect the log.")
          String comment,
      @Input(
              value = "Commands",
              label = "Commands",
              help = LiveResponseCommands.HELP,
              required = true,
              example = LiveResponseCommands.EXAMPLE)
          List<JsonNode> commands);

  @Action(
      id = "machineAction.getLiveResponseResult",
      label = "Get live response result link",
      summary =
          "Returns the download link of what one live response command brought: a JSON file with"
              + " the output of a script, or the file that was fetched. The link is valid for 30"
              + " minutes and opens the file to everybody who has it. Putting a file on a machine"
              + " has no result.",
      permissions = "Machine.Read.All",
      returns = "link in value",
      keywords = {"script", "output", "download"},
      docs = "defender-endpoint/api/get-live-response-result")
  @RequestLine(
      "GET /api/machineactions/{machineActionId}/GetLiveResponseResultDownloadLink(index={index})")
  JsonNode getResult(
      @Input(
              value = "machineActionId",
              label = "Machine action",
              help = "The id that \"Start live response\" returned.",
              shape = GUID,
              required = true)
          String machineActionId,
      @Input(
              value = "index",
              label = "Command",
              help = "The place of the command in the list, from 0.",
              required = true,
              example = "0")
          Integer index);
}
