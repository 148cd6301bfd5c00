package io.defenderflow.action.attacksimulation;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Simulated phishing of the own users, and what came of it. */
@Resource(service = Service.GRAPH, area = "Attack simulations")
public interface AttackSimulations {
  @Action(
      id = "attackSimulation.simulation.list",
      label = "List attack simulations",
      summary =
          "Returns the attack simulations that match. The tenant needs Defender for Office 365 Plan"
              + " 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "simulation collection",
      keywords = {"phishing", "training"},
      docs = "graph/api/attacksimulationroot-list-simulations")
  @RequestLine(
      "GET /v1.0/security/attackSimulation/simulations?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on status, attackTechnique or displayName.",
              shape = ODATA_FILTER,
              example = "status eq 'running'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "launchDateTime desc")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,status")
          String select,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many simulations Microsoft sends at a time; 100 at most.",
              max = 100,
              example = "100")
          Integer top);

  @Action(
      id = "attackSimulation.simulation.get",
      label = "Get attack simulation",
      summary = "Returns one attack simulation. The tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "simulation",
      docs = "graph/api/simulation-get")
  @RequestLine(
      "GET /v1.0/security/attackSimulation/simulations/{simulationId}?$expand={expand}&$select={select}")
  JsonNode get(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Write payload, loginPage or landingPage to get these as well.",
              shape = ODATA_LIST,
              example = "landingPage")
          String expand,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,status")
          String select);

  @Action(
      id = "attackSimulation.simulation.create",
      label = "Create attack simulation",
      summary =
          "Creates a simulation that sends a harmless phishing message to the targets, and returns"
              + " the work that Microsoft does for it. Microsoft works on it in the background; the"
              + " step may wait until that is done. To take it back delete the simulation; messages"
              + " that were sent stay. The tenant needs Defender for Office 365 Plan 2.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "AttackSimulation.ReadWrite.All",
      returns = "attackSimulationOperation",
      keywords = {"phishing", "training"},
      docs = "graph/api/attacksimulationroot-post-simulation")
  @LongRunning(poll = "attackSimulation.operation.get")
  @RequestLine("POST /v1.0/security/attackSimulation/simulations")
  AttackSimulationOperation create(
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name of the simulation.",
              required = true,
              example = "Parcel notice, November")
          String displayName,
      @Input(
              value = "attackTechnique",
              label = "Attack technique",
              help = "What the message tries.",
              required = true,
              example = "credentialHarvesting")
          SimulationAttackTechnique attackTechnique,
      @Input(
              value = "attackType",
              label = "Attack type",
              help = "By which means the simulation attacks.",
              required = true,
              example = "social")
          SimulationAttackType attackType,
      @Input(
              value = "status",
              label = "Status",
              help = "Write draft to prepare it, scheduled or running to start it.",
              required = true,
              example = "scheduled")
          SimulationStatus status,
      @Input(
              value = "payloadId",
              label = "Payload",
              help = "The id of the message to send.",
              shape = GUID,
              required = true,
              field = "payload@odata.bind",
              link = "/v1.0/security/attackSimulation/payloads/")
          String payloadId,
      @Input(
              value = "loginPageId",
              label = "Login page",
              help = "The id of the page that asks for the password.",
              shape = GUID,
              required = true,
              field = "loginPage@odata.bind",
              link = "/v1.0/security/attackSimulation/loginPages/")
          String loginPageId,
      @Input(
              value = "landingPageId",
              label = "Landing page",
              help = "The id of the page that explains what happened.",
              shape = GUID,
              required = true,
              field = "landingPage@odata.bind",
              link = "/v1.0/security/attackSimulation/landingPages/")
          String landingPageId,
      @Input(
              value = "includedAccountTarget",
              label = "Targets",
              help = "Who gets the message, as an account target of Microsoft Graph.",
              required = true,
              example =
                  "{\"@odata.type\":\"#microsoft.graph.addressBookAccountTargetContent\",\"type\":\"addressBook\",\"accountTargetEmails\":[\"mira.solberg@northwharf.example\"]}")
          JsonNode includedAccountTarget,
      @Input(
              value = "trainingSetting",
              label = "Training",
              help = "Which training follows, as a training setting of Microsoft Graph.",
              required = true,
              example = "{\"settingType\":\"noTraining\"}")
          JsonNode trainingSetting,
      @Input(
              value = "endUserNotificationSetting",
              label = "Notification",
              help =
                  "What targets are told afterwards, as a notification setting of Microsoft Graph.",
              required = true,
              example = "{\"notificationPreference\":\"microsoft\",\"settingType\":\"noTraining\"}")
          JsonNode endUserNotificationSetting,
      @Input(
              value = "createdBy",
              label = "Created by",
              help = "Who creates the simulation, as an identity with the field email.",
              required = true,
              example = "{\"email\":\"mira.solberg@northwharf.example\"}")
          JsonNode createdBy,
      @Input(
              value = "lastModifiedBy",
              label = "Modified by",
              help = "Who changed the simulation last, as an identity with the field email.",
              example = "{\"email\":\"mira.solberg@northwharf.example\"}")
          JsonNode lastModifiedBy,
      @Input(
              value = "launchDateTime",
              label = "Launch",
              help = "When the simulation starts.",
              shape = DATE_TIME,
              example = "2026-11-24T07:00:00Z")
          String launchDateTime,
      @Input(
              value = "payloadDeliveryPlatform",
              label = "Delivery",
              help = "How the message is delivered.",
              example = "email")
          PayloadDeliveryPlatform payloadDeliveryPlatform,
      @Input(
              value = "durationInDays",
              label = "Duration in days",
              help = "How long the simulation runs.",
              example = "7")
          Integer durationInDays,
      @Input(
              value = "oAuthConsentAppDetail",
              label = "Consent application",
              help =
                  "The application that asks for consent; only for the technique"
                      + " oAuthConsentGrant.",
              example = "{\"appName\":\"Travel planner\",\"appScope\":\"mailboxRead\"}")
          JsonNode oAuthConsentAppDetail);

  @Action(
      id = "attackSimulation.simulation.update",
      label = "Update attack simulation",
      summary =
          "Changes the named fields of a simulation that has not ended, and returns the work that"
              + " Microsoft does for it. Microsoft works on it in the background; the step may wait"
              + " until that is done. The tenant needs Defender for Office 365 Plan 2.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "AttackSimulation.ReadWrite.All",
      returns = "attackSimulationOperation",
      docs = "graph/api/simulation-update")
  @LongRunning(poll = "attackSimulation.operation.get")
  @RequestLine("PATCH /v1.0/security/attackSimulation/simulations/{simulationId}")
  AttackSimulationOperation update(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name of the simulation.",
              example = "Parcel notice, November")
          String displayName,
      @Input(
              value = "attackTechnique",
              label = "Attack technique",
              help = "What the message tries.",
              example = "credentialHarvesting")
          SimulationAttackTechnique attackTechnique,
      @Input(
              value = "attackType",
              label = "Attack type",
              help = "By which means the simulation attacks.",
              example = "social")
          SimulationAttackType attackType,
      @Input(
              value = "status",
              label = "Status",
              help = "Write draft to prepare it, scheduled or running to start it.",
              example = "scheduled")
          SimulationStatus status,
      @Input(
              value = "payloadId",
              label = "Payload",
              help = "The id of the message to send.",
              shape = GUID,
              field = "payload@odata.bind",
              link = "/v1.0/security/attackSimulation/payloads/")
          String payloadId,
      @Input(
              value = "loginPageId",
              label = "Login page",
              help = "The id of the page that asks for the password.",
              shape = GUID,
              field = "loginPage@odata.bind",
              link = "/v1.0/security/attackSimulation/loginPages/")
          String loginPageId,
      @Input(
              value = "landingPageId",
              label = "Landing page",
              help = "The id of the page that explains what happened.",
              shape = GUID,
              field = "landingPage@odata.bind",
              link = "/v1.0/security/attackSimulation/landingPages/")
          String landingPageId,
      @Input(
              value = "includedAccountTarget",
              label = "Targets",
              help = "Who gets the message, as an account target of Microsoft Graph.",
              example =
                  "{\"@odata.type\":\"#microsoft.graph.addressBookAccountTargetContent\",\"type\":\"addressBook\",\"accountTargetEmails\":[\"mira.solberg@northwharf.example\"]}")
          JsonNode includedAccountTarget,
      @Input(
              value = "trainingSetting",
              label = "Training",
              help = "Which training follows, as a training setting of Microsoft Graph.",
              example = "{\"settingType\":\"noTraining\"}")
          JsonNode trainingSetting,
      @Input(
              value = "endUserNotificationSetting",
              label = "Notification",
              help =
                  "What targets are told afterwards, as a notification setting of Microsoft Graph.",
              example = "{\"notificationPreference\":\"microsoft\",\"settingType\":\"noTraining\"}")
          JsonNode endUserNotificationSetting,
      @Input(
              value = "createdBy",
              label = "Created by",
              help = "Who creates the simulation, as an identity with the field email.",
              example = "{\"email\":\"mira.solberg@northwharf.example\"}")
          JsonNode createdBy,
      @Input(
              value = "lastModifiedBy",
              label = "Modified by",
              help = "Who changed the simulation last, as an identity with the field email.",
              example = "{\"email\":\"mira.solberg@northwharf.example\"}")
          JsonNode lastModifiedBy,
      @Input(
              value = "launchDateTime",
              label = "Launch",
              help = "When the simulation starts.",
              shape = DATE_TIME,
              example = "2026-11-24T07:00:00Z")
          String launchDateTime,
      @Input(
              value = "payloadDeliveryPlatform",
              label = "Delivery",
              help = "How the message is delivered.",
              example = "email")
          PayloadDeliveryPlatform payloadDeliveryPlatform,
      @Input(
              value = "durationInDays",
              label = "Duration in days",
              help = "How long the simulation runs.",
              example = "7")
          Integer durationInDays,
      @Input(
              value = "oAuthConsentAppDetail",
              label = "Consent application",
              help =
                  "The application that asks for consent; only for the technique"
                      + " oAuthConsentGrant.",
              example = "{\"appName\":\"Travel planner\",\"appScope\":\"mailboxRead\"}")
          JsonNode oAuthConsentAppDetail);

  @Action(
      id = "attackSimulation.simulation.delete",
      label = "Delete attack simulation",
      summary =
          "Deletes a simulation with its report. It cannot be taken back. The tenant needs Defender"
              + " for Office 365 Plan 2.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "AttackSimulation.ReadWrite.All",
      returns = "nothing",
      docs = "graph/api/simulation-delete")
  @RequestLine("DELETE /v1.0/security/attackSimulation/simulations/{simulationId}")
  void delete(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId);

  @Action(
      id = "attackSimulation.simulation.payload.get",
      label = "Get payload of simulation",
      summary =
          "Returns the message that a simulation sends. The tenant needs Defender for Office 365"
              + " Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "payload",
      docs = "graph/api/payload-get")
  @RequestLine("GET /v1.0/security/attackSimulation/simulations/{simulationId}/payload")
  JsonNode getPayload(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId);

  @Action(
      id = "attackSimulation.simulation.loginPage.get",
      label = "Get login page of simulation",
      summary =
          "Returns the page of a simulation that asks for the password. The tenant needs Defender"
              + " for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "loginPage",
      docs = "graph/api/loginpage-get")
  @RequestLine("GET /v1.0/security/attackSimulation/simulations/{simulationId}/loginPage")
  JsonNode getLoginPage(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId);

  @Action(
      id = "attackSimulation.simulation.landingPage.get",
      label = "Get landing page of simulation",
      summary =
          "Returns the page that explains a simulation to those who clicked. The tenant needs"
              + " Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "landingPage",
      docs = "graph/api/landingpage-get")
  @RequestLine("GET /v1.0/security/attackSimulation/simulations/{simulationId}/landingPage")
  JsonNode getLandingPage(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId);

  @Action(
      id = "attackSimulation.simulation.report.overview",
      label = "Get report of simulation",
      summary =
          "Returns the figures of a simulation: messages, clicks, compromised users, reports and"
              + " trainings. The tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "simulationReportOverview",
      keywords = {"result", "statistics"},
      docs = "graph/api/simulationreportoverview-get")
  @RequestLine("GET /v1.0/security/attackSimulation/simulations/{simulationId}/report/overview")
  JsonNode getReportOverview(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId);

  @Action(
      id = "attackSimulation.simulation.report.users",
      label = "List users of simulation",
      summary =
          "Returns what each target of a simulation did: opened, clicked, gave a password away,"
              + " reported. The tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "userSimulationDetails collection",
      keywords = {"result", "who clicked"},
      docs = "graph/api/usersimulationdetails-list")
  @RequestLine(
      "GET /v1.0/security/attackSimulation/simulations/{simulationId}/report/simulationUsers")
  Page listReportUsers(
      @Input(
              value = "simulationId",
              label = "Simulation",
              help = "The id of the simulation.",
              shape = GUID,
              required = true)
          String simulationId);

  @Action(
      id = "attackSimulation.operation.get",
      label = "Get attack simulation operation",
      summary =
          "Returns how far the work is that creating or changing a simulation started. The tenant"
              + " needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "attackSimulationOperation",
      keywords = {"progress", "poll"},
      docs = "graph/api/attacksimulationoperation-get")
  @RequestLine("GET /v1.0/security/attackSimulation/operations/{operationId}")
  AttackSimulationOperation getOperation(
      @Input(
              value = "operationId",
              label = "Operation",
              help = "The id that the starting step returned.",
              shape = ID,
              required = true,
              example = "f1b13829-0829-4edd-a3d9-2a8f3a0ff0a1")
          String operationId);
}
