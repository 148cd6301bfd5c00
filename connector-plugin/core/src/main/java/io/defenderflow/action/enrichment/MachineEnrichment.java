package io.defenderflow.action.enrichment;

import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.endpoint.MachineActions;
import io.defenderflow.action.endpoint.Machines;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Quotes;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Everything that a person wants to see about a machine, and what can be done with it. */
@Resource(service = Service.ENDPOINT, area = "Machines")
public final class MachineEnrichment {
  private final Machines machines;
  private final MachineActions machineActions;

  public MachineEnrichment(Calls calls) {
    this.machines = calls.of(Machines.class);
    this.machineActions = calls.of(MachineActions.class);
  }

  @Action(
      id = "machine.enrich",
      label = "Enrich machine",
      summary =
          "Returns a machine with the users who signed in, its alerts, vulnerabilities,"
              + " recommendations, how many programs it has, and the machine actions that are still"
              + " open. What cannot be read is noted in problems and does not fail the step.",
      uses = {
        "machine.get",
        "machine.logonUsers.list",
        "machine.alerts.list",
        "machine.vulnerabilities.list",
        "machine.recommendations.list",
        "machine.software.list",
        "machineAction.list"
      },
      returns =
          "machine, logonUsers, alerts, vulnerabilities, recommendations, softwareCount,"
              + " openActions, problems",
      keywords = {"device", "context", "details", "triage"},
      docs = "defender-endpoint/api/machine")
  public JsonNode enrich(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId) {
    Gathering gathering = new Gathering();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("machine", machines.get(machineId));
    result.set(
        "logonUsers", gathering.items("logonUsers", () -> machines.listLogonUsers(machineId)));
    result.set("alerts", gathering.items("alerts", () -> machines.listAlerts(machineId)));
    result.set(
        "vulnerabilities",
        gathering.items("vulnerabilities", () -> machines.listVulnerabilities(machineId)));
    result.set(
        "recommendations",
        gathering.items("recommendations", () -> machines.listRecommendations(machineId)));
    JsonNode software =
        gathering.read(
            "software",
            () ->
                JsonNodeFactory.instance.numberNode(
                    machines.listSoftware(machineId).value().size()));
    result.set("softwareCount", software);
    result.set("openActions", openActions(gathering, machineId));
    gathering.into(result);
    return result;
  }

  @Action(
      id = "machine.availableActions",
      label = "Check available machine actions",
      summary =
          "Says for every action on a machine whether it is possible now, and if not, why: by"
              + " operating system, onboarding, health and actions still open. It is judged by what"
              + " Microsoft documents; Defender has the last word.",
      uses = {"machine.get", "machineAction.list"},
      returns = "machine, actions with possible and reasons, openActions, problems",
      keywords = {"device", "can", "prerequisites", "supported", "isolate"},
      docs = "defender-endpoint/respond-machine-alerts")
  public JsonNode availableActions(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId) {
    Gathering gathering = new Gathering();
    JsonNode machine = machines.get(machineId);
    ArrayNode open = openActions(gathering, machineId);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    ObjectNode shown = result.putObject("machine");
    List.of("id", "computerDnsName", "osPlatform", "version", "healthStatus", "onboardingStatus")
        .forEach(field -> shown.set(field, machine.get(field)));
    result.set("actions", MachinePrerequisites.actions(machine, open));
    result.set("openActions", open);
    gathering.into(result);
    return result;
  }

  private ArrayNode openActions(Gathering gathering, String machineId) {
    ArrayNode open = JsonNodeFactory.instance.arrayNode();
    gathering
        .items(
            "openActions",
            () -> machineActions.list("machineId eq " + Quotes.odata(machineId), null, null))
        .forEach(
            action -> {
              String status = action.path("status").asText();
              if (status.equals("Pending") || status.equals("InProgress")) {
                open.add(action);
              }
            });
    return open;
  }
}
