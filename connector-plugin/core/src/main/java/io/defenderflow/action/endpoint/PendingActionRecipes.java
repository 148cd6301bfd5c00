package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import io.defenderflow.catalogue.TargetOutcomes;
import io.defenderflow.fault.ErrorCode.Ending;
import io.defenderflow.fault.Fault;

/** Takes back what a machine has not begun. */
@Resource(service = Service.ENDPOINT, area = "Machine actions")
public final class PendingActionRecipes {
  /** The largest page that Microsoft sends, so that there is no second one. */
  private static final int MOST = 10_000;

  private final MachineActions actions;

  public PendingActionRecipes(Calls calls) {
    this.actions = calls.of(MachineActions.class);
  }

  @Action(
      id = "machineAction.cancelPending",
      label = "Cancel pending machine actions",
      summary =
          "Cancels all actions of a machine, or those of one type, that the machine has not begun,"
              + " and returns the outcome of each; succeeded means that it is cancelled. Where"
              + " nothing is pending the list is empty. It cannot be taken back; start the actions"
              + " again where they are needed after all.",
      effect = CONTAIN,
      releases = true,
      uses = {"machineAction.list", "machineAction.cancel"},
      anyPermission = {
        "Machine.CollectForensics",
        "Machine.Isolate",
        "Machine.RestrictExecution",
        "Machine.Scan",
        "Machine.Offboard",
        "Machine.StopAndQuarantine",
        "Machine.LiveResponse"
      },
      returns = "outcome of each machine action",
      keywords = {"abort", "stop", "offline", "device"},
      docs = "defender-endpoint/api/cancel-machine-action")
  public JsonNode cancelPending(
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
              help = "Why the actions are cancelled. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "The alert was a false positive.")
          String comment,
      @Input(
              value = "type",
              label = "Type",
              help = "The type of the actions that are cancelled. Empty means all types.")
          MachineActionType type) {
    String filter =
        "machineId eq '"
            + machineId
            + "' and status eq 'Pending'"
            + (type == null ? "" : " and type eq '" + type.wire() + "'");
    TargetOutcomes outcomes = new TargetOutcomes("machineActionId");
    for (JsonNode pending : actions.list(filter, MOST, null).value()) {
      String id = pending.path("id").asText();
      try {
        outcomes.succeeded(id, actions.cancel(id, comment).json());
      } catch (Fault fault) {
        // What was cancelled so far is no longer pending: the next attempt takes up the rest.
        if (fault.code().ending() == Ending.TRANSIENT) {
          throw fault;
        }
        outcomes.ended(id, fault);
      }
    }
    return outcomes.result();
  }
}
