package io.defenderflow.action.attacksimulation;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Trainings against phishing, their campaigns, and who needs them. */
@Resource(service = Service.GRAPH, area = "Attack simulation training")
public interface SimulationTrainings {
  @Action(
      id = "attackSimulation.training.list",
      label = "List trainings",
      summary =
          "Returns the trainings that can be assigned. The tenant needs Defender for Office 365"
              + " Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "training collection",
      docs = "graph/api/attacksimulationroot-list-trainings")
  @RequestLine("GET /v1.0/security/attackSimulation/trainings")
  Page list();

  @Action(
      id = "attackSimulation.training.get",
      label = "Get training",
      summary = "Returns one training. The tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "training",
      docs = "graph/api/training-get")
  @RequestLine("GET /v1.0/security/attackSimulation/trainings/{trainingId}")
  JsonNode get(
      @Input(
              value = "trainingId",
              label = "Training",
              help = "The id of the training.",
              shape = GUID,
              required = true)
          String trainingId);

  @Action(
      id = "attackSimulation.training.languages.list",
      label = "List languages of training",
      summary =
          "Returns the texts of a training in each language. The tenant needs Defender for Office"
              + " 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "trainingLanguageDetail collection",
      docs = "graph/api/traininglanguagedetail-get")
  @RequestLine("GET /v1.0/security/attackSimulation/trainings/{trainingId}/languageDetails")
  Page listLanguages(
      @Input(
              value = "trainingId",
              label = "Training",
              help = "The id of the training.",
              shape = GUID,
              required = true)
          String trainingId);

  @Action(
      id = "attackSimulation.trainingCampaign.list",
      label = "List training campaigns",
      summary =
          "Returns the training campaigns. Microsoft offers it as a preview. The tenant needs"
              + " Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "trainingCampaign collection",
      docs = "graph/api/attacksimulationroot-list-trainingcampaigns")
  @RequestLine("GET /beta/security/attackSimulation/trainingCampaigns")
  Page listCampaigns();

  @Action(
      id = "attackSimulation.trainingCampaign.get",
      label = "Get training campaign",
      summary =
          "Returns one training campaign. Microsoft offers it as a preview. The tenant needs"
              + " Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "trainingCampaign",
      docs = "graph/api/trainingcampaign-get")
  @RequestLine("GET /beta/security/attackSimulation/trainingCampaigns/{trainingCampaignId}")
  JsonNode getCampaign(
      @Input(
              value = "trainingCampaignId",
              label = "Training campaign",
              help = "The id of the campaign.",
              shape = GUID,
              required = true)
          String trainingCampaignId);

  @Action(
      id = "attackSimulation.trainingCampaign.delete",
      label = "Delete training campaign",
      summary =
          "Deletes a training campaign with its report. It cannot be taken back. Microsoft offers"
              + " it as a preview. The tenant needs Defender for Office 365 Plan 2.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "AttackSimulation.ReadWrite.All",
      returns = "nothing",
      docs = "graph/api/attacksimulationroot-delete-trainingcampaigns")
  @RequestLine("DELETE /beta/security/attackSimulation/trainingCampaigns/{trainingCampaignId}")
  void deleteCampaign(
      @Input(
              value = "trainingCampaignId",
              label = "Training campaign",
              help = "The id of the campaign.",
              shape = GUID,
              required = true)
          String trainingCampaignId);

  @Action(
      id = "attackSimulation.trainingCampaign.report.overview",
      label = "Get report of training campaign",
      summary =
          "Returns how far a training campaign is. Microsoft offers it as a preview. The tenant"
              + " needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "trainingCampaignReportOverview",
      docs = "graph/api/resources/trainingcampaignreportoverview")
  @RequestLine(
      "GET /beta/security/attackSimulation/trainingCampaigns/{trainingCampaignId}/report/overview")
  JsonNode getCampaignReport(
      @Input(
              value = "trainingCampaignId",
              label = "Training campaign",
              help = "The id of the campaign.",
              shape = GUID,
              required = true)
          String trainingCampaignId);

  @Action(
      id = "attackSimulation.trainingCampaign.report.users",
      label = "List users of training campaign",
      summary =
          "Returns how far each user of a training campaign is. Microsoft offers it as a preview."
              + " The tenant needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "userTrainingEventInfo collection",
      docs = "graph/api/resources/trainingcampaignreport")
  @RequestLine(
      "GET /beta/security/attackSimulation/trainingCampaigns/{trainingCampaignId}/report/campaignUsers")
  Page listCampaignUsers(
      @Input(
              value = "trainingCampaignId",
              label = "Training campaign",
              help = "The id of the campaign.",
              shape = GUID,
              required = true)
          String trainingCampaignId);

  @Action(
      id = "report.attackSimulation.repeatOffenders",
      label = "List repeat offenders",
      summary =
          "Returns the users who fell for more than one simulation. The tenant needs Defender for"
              + " Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "attackSimulationRepeatOffender collection",
      keywords = {"report", "risk"},
      docs = "graph/api/securityreportsroot-getattacksimulationrepeatoffenders")
  @RequestLine("GET /v1.0/reports/security/getAttackSimulationRepeatOffenders")
  Page listRepeatOffenders();

  @Action(
      id = "report.attackSimulation.simulationUserCoverage",
      label = "List simulation coverage of users",
      summary =
          "Returns for each user how many simulations they got, clicked and fell for. The tenant"
              + " needs Defender for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "attackSimulationSimulationUserCoverage collection",
      keywords = {"report"},
      docs = "graph/api/securityreportsroot-getattacksimulationsimulationusercoverage")
  @RequestLine("GET /v1.0/reports/security/getAttackSimulationSimulationUserCoverage")
  Page listSimulationUserCoverage();

  @Action(
      id = "report.attackSimulation.trainingUserCoverage",
      label = "List training coverage of users",
      summary =
          "Returns for each user which trainings were assigned and done. The tenant needs Defender"
              + " for Office 365 Plan 2.",
      permissions = "AttackSimulation.Read.All",
      returns = "attackSimulationTrainingUserCoverage collection",
      keywords = {"report"},
      docs = "graph/api/securityreportsroot-getattacksimulationtrainingusercoverage")
  @RequestLine("GET /v1.0/reports/security/getAttackSimulationTrainingUserCoverage")
  Page listTrainingUserCoverage();
}
