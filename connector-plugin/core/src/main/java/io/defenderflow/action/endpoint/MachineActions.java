package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Actions that were started on machines: their list, their state, their results. */
@Resource(service = Service.ENDPOINT, area = "Machine actions")
public interface MachineActions {

  @Action(
      id = "machineAction.list",
      label = "List machine actions",
      summary = "Returns the actions that were started on machines and match the filter.",
      permissions = "Machine.Read.All",
      returns = "machineAction collection",
      keywords = {"action center", "history"},
      docs = "defender-endpoint/api/get-machineactions-collection")
  @RequestLine("GET /api/machineactions?$filter={filter}&$top={top}&$skip={skip}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on id, status, machineId, type, requestor or"
                      + " creationDateTimeUtc.",
              shape = ODATA_FILTER,
              example = "status eq 'Pending'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many actions Microsoft sends at a time.",
              max = 10_000,
              example = "100")
          Integer top,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many actions to leave out from the start.",
              example = "0")
          Integer skip);

  @Action(
      id = "machineAction.get",
      label = "Get machine action",
      summary = "Returns the state of one machine action, for example Pending or Succeeded.",
      permissions = "Machine.Read.All",
      returns = "machineAction",
      keywords = {"status", "progress", "poll"},
      docs = "defender-endpoint/api/get-machineaction-object")
  @RequestLine("GET /api/machineactions/{machineActionId}")
  MachineAction get(
      @Input(
              value = "machineActionId",
              label = "Machine action",
              help = "The id that the starting step returned.",
              shape = GUID,
              required = true)
          String machineActionId);

  @Action(
      id = "machineAction.cancel",
      label = "Cancel machine action",
      summary =
          "Cancels an action that the machine has not finished, and returns its state. An action"
              + " that has ended cannot be cancelled. It cannot be taken back; start the action"
              + " again where it is needed after all.",
      effect = CONTAIN,
      releases = true,
      anyPermission = {
        "Machine.CollectForensics",
        "Machine.Isolate",
        "Machine.RestrictExecution",
        "Machine.Scan",
        "Machine.Offboard",
        "Machine.StopAndQuarantine",
        "Machine.LiveResponse"
      },
      returns = "machineAction",
      keywords = {"abort", "stop"},
      docs = "defender-endpoint/api/cancel-machine-action")
  @RequestLine("POST /api/machineactions/{machineActionId}/cancel")
  MachineAction cancel(
      @Input(
              value = "machineActionId",
              label = "Machine action",
              help = "The id that the starting step returned.",
              shape = GUID,
              required = true)
          String machineActionId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the action is cancelled. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "The alert was a false positive.")
          String comment);

  @Action(
      id = "machineAction.getPackageUri",
      label = "Get investigation package link",
      summary =
          "Returns the download link of a collected investigation package. The link is short-lived"
              + " and opens the package to everybody who has it. While the package is being"
              + " collected, the error is NOT_FOUND.",
      permissions = "Machine.Read.All",
      returns = "link in value",
      keywords = {"forensics", "download", "package"},
      docs = "defender-endpoint/api/get-package-sas-uri")
  @RequestLine("GET /api/machineactions/{machineActionId}/getPackageUri")
  JsonNode getPackageUri(
      @Input(
              value = "machineActionId",
              label = "Machine action",
              help = "The id that \"Collect investigation package\" returned.",
              shape = GUID,
              required = true)
          String machineActionId);
}
