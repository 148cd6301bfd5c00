package io.defenderflow.action.attacksimulation;

import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Simulations that Microsoft starts by itself. */
@Resource(service = Service.GRAPH, area = "Attack simulations")
public interface SimulationAutomations {
  @Action(
      id = "attackSimulation.automation.list",
      label = "List simulation automations",
      summary =
          "Returns the automations that start attack simulations. The tenant needs Defender for"
              + " Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "simulationAutomation collection",
      docs = "graph/api/attacksimulationroot-list-simulationautomations")
  @RequestLine("GET /v1.0/security/attackSimulation/simulationAutomations")
  Page list();

  @Action(
      id = "attackSimulation.automation.get",
      label = "Get simulation automation",
      summary =
          "Returns one automation of attack simulations. The tenant needs Defender for Office 365"
              + " Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "simulationAutomation",
      docs = "graph/api/simulationautomation-get")
  @RequestLine("GET /v1.0/security/attackSimulation/simulationAutomations/{simulationAutomationId}")
  JsonNode get(
      @Input(
              value = "simulationAutomationId",
              label = "Automation",
              help = "The id of the automation.",
              shape = GUID,
              required = true)
          String simulationAutomationId);

  @Action(
      id = "attackSimulation.automation.run.list",
      label = "List runs of simulation automation",
      summary =
          "Returns the runs of an automation with the simulations they started. The tenant needs"
              + " Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "simulationAutomationRun collection",
      docs = "graph/api/simulationautomation-list-runs")
  @RequestLine(
      "GET /v1.0/security/attackSimulation/simulationAutomations/{simulationAutomationId}/runs")
  Page listRuns(
      @Input(
              value = "simulationAutomationId",
              label = "Automation",
              help = "The id of the automation.",
              shape = GUID,
              required = true)
          String simulationAutomationId);
}
