package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Downloads;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import io.defenderflow.catalogue.SignedLink;
import java.util.List;

/** Composite actions that fetch what machine actions collected. */
@Resource(service = Service.ENDPOINT, area = "Machine actions")
public final class DownloadRecipes {
  private final Calls calls;
  private final MachineActions machineActions;

  public DownloadRecipes(Calls calls) {
    this.calls = calls;
    this.machineActions = calls.of(MachineActions.class);
  }

  @Action(
      id = "package.download",
      label = "Download investigation package",
      summary =
          "Fetches the zip file of a collected investigation package and says where it is, with its"
              + " size and SHA-256. While the package is being collected, the error is NOT_FOUND.",
      uses = "machineAction.getPackageUri",
      returns = "files, each with name, size, sha256 and the variable or path",
      keywords = {"forensics", "zip", "evidence"},
      docs = "defender-endpoint/api/get-package-sas-uri")
  public Downloads downloadPackage(
      @Input(
              value = "machineActionId",
              label = "Machine action",
              help = "The id that \"Collect investigation package\" returned.",
              shape = GUID,
              required = true)
          String machineActionId) {
    String link = machineActions.getPackageUri(machineActionId).path("value").asText();
    Download zip = calls.download(SignedLink.of(link));
    return new Downloads(
        JsonNodeFactory.instance.objectNode().put("machineActionId", machineActionId),
        List.of(zip.withName("investigation-package-" + machineActionId + ".zip")));
  }

  @Action(
      id = "liveResponse.results",
      label = "Get live response results",
      summary =
          "Returns every command of a live response with its status and errors, the output of each"
              + " script, and the files that were fetched from the machine. Of an output only the"
              + " first 100,000 characters are in the result; of a longer one the whole is a file"
              + " as well.",
      uses = {"machineAction.get", "machineAction.getLiveResponseResult"},
      returns = "status, commands with their outputs, and files",
      keywords = {"transcript", "script output", "get file", "evidence"},
      docs = "defender-endpoint/api/get-live-response-result")
  public Downloads liveResponseResults(
      @Input(
              value = "machineActionId",
              label = "Machine action",
              help = "The id that the live response returned.",
              shape = GUID,
              required = true)
          String machineActionId) {
    return new LiveResponseResults(calls, machineActions.get(machineActionId).json()).fetch();
  }
}
