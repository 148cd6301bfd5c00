package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.FIND_OR_ASK;
import static io.defenderflow.catalogue.Shape.FILE_NAME;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Checked;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Live response from the start to its results: a step waits until the machine has run it all. */
@Resource(service = Service.ENDPOINT, area = "Live response")
public final class LiveResponseRecipes {
  private final LiveResponse api;

  public LiveResponseRecipes(Calls calls) {
    this.api = calls.of(LiveResponse.class);
  }

  @Action(
      id = "liveResponse.runScript",
      label = "Run script on machine",
      summary =
          "Runs a script from the live response library on a machine, waits for its end, and"
              + " returns its output and exit code. A machine that is offline runs it when it comes"
              + " back within three days. Only one session runs on a machine, 25 run in a tenant,"
              + " and Microsoft allows 10 starts a minute. A script stops after 10 minutes. What it"
              + " did cannot be taken back.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      uses = {"machine.runLiveResponse", "machineAction.get", "liveResponse.results"},
      alsoNeeds = LiveResponse.NEEDS,
      returns = "results of the commands",
      keywords = {"live response", "powershell", "remote", "device"},
      docs = "defender-endpoint/api/run-live-response")
  @LongRunning(poll = "machineAction.get", type = "LiveResponse", result = "liveResponse.results")
  public MachineAction runScript(
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
              help = "Why the script is run. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: collect the log.")
          String comment,
      @Input(
              value = "ScriptName",
              label = "Script",
              help = "The name of a script in the live response library.",
              shape = FILE_NAME,
              required = true)
          String script,
      @Input(
              value = "Args",
              label = "Arguments",
              help = "What is passed to the script, as on a command line.",
              max = 4_000,
              example = "-Days 2")
          String arguments) {
    return api.run(machineId, comment, List.of(runScript(script, arguments)));
  }

  @Action(
      id = "liveResponse.getFile",
      label = "Get file from machine",
      summary =
          "Fetches a file from a machine by live response, waits for the end, and returns the file."
              + " A machine that is offline sends it when it comes back within three days. Only one"
              + " session runs on a machine, 25 run in a tenant, and Microsoft allows 10 starts a"
              + " minute. It changes nothing on the machine, but it runs there and cannot be taken"
              + " back.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      uses = {"machine.runLiveResponse", "machineAction.get", "liveResponse.results"},
      alsoNeeds = LiveResponse.NEEDS,
      returns = "results of the commands",
      keywords = {"live response", "collect", "download", "device"},
      docs = "defender-endpoint/api/run-live-response")
  @LongRunning(poll = "machineAction.get", type = "LiveResponse", result = "liveResponse.results")
  public MachineAction getFile(
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
              help = "Why the file is fetched. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: look at the file.")
          String comment,
      @Input(
              value = "Path",
              label = "Path",
              help = "The full path of the file on the machine.",
              required = true,
              max = 4_000,
              example = "C:\\Users\\Public\\invoice-viewer.exe")
          String path) {
    return api.run(machineId, comment, List.of(command("GetFile", "Path", path)));
  }

  @Action(
      id = "liveResponse.putFile",
      label = "Put file on machine",
      summary =
          "Puts a file from the live response library into the working folder of live response on a"
              + " machine, and waits for the end. The file stays there until the machine restarts."
              + " A machine that is offline takes it when it comes back within three days. Only one"
              + " session runs on a machine, 25 run in a tenant, and Microsoft allows 10 starts a"
              + " minute. It cannot be taken back from here.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      uses = {"machine.runLiveResponse", "machineAction.get", "liveResponse.results"},
      alsoNeeds = LiveResponse.NEEDS,
      returns = "results of the commands",
      keywords = {"live response", "upload", "library", "device"},
      docs = "defender-endpoint/api/run-live-response")
  @LongRunning(poll = "machineAction.get", type = "LiveResponse", result = "liveResponse.results")
  public MachineAction putFile(
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
              help = "Why the file is put there. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: tool for the analysis.")
          String comment,
      @Input(
              value = "FileName",
              label = "File",
              help = "The name of a file in the live response library.",
              shape = FILE_NAME,
              required = true)
          String file) {
    return api.run(machineId, comment, List.of(command("PutFile", "FileName", file)));
  }

  @Action(
      id = "liveResponse.runCommands",
      label = "Run live response commands",
      summary =
          "Runs several live response commands on a machine one after the other, waits for the end,"
              + " and returns what each of them brought. After a command that fails the rest are"
              + " not run. A machine that is offline runs them when it comes back within three"
              + " days. Only one session runs on a machine, 25 run in a tenant, and Microsoft"
              + " allows 10 starts a minute. A script stops after 10 minutes. What it did cannot be"
              + " taken back.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      uses = {"machine.runLiveResponse", "machineAction.get", "liveResponse.results"},
      alsoNeeds = LiveResponse.NEEDS,
      returns = "results of the commands",
      keywords = {"script", "remote", "device"},
      docs = "defender-endpoint/api/run-live-response")
  @Checked(LiveResponseCommands.class)
  @LongRunning(poll = "machineAction.get", type = "LiveResponse", result = "liveResponse.results")
  public MachineAction runCommands(
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
          List<JsonNode> commands) {
    return api.run(machineId, comment, commands);
  }

  private static ObjectNode runScript(String script, String arguments) {
    ObjectNode command = command("RunScript", "ScriptName", script);
    if (arguments != null) {
      parameter((ArrayNode) command.path("params"), "Args", arguments);
    }
    return command;
  }

  private static ObjectNode command(String type, String key, String value) {
    ObjectNode command = JsonNodeFactory.instance.objectNode().put("type", type);
    parameter(command.putArray("params"), key, value);
    return command;
  }

  private static void parameter(ArrayNode parameters, String key, String value) {
    parameters.addObject().put("key", key).put("value", value);
  }
}
