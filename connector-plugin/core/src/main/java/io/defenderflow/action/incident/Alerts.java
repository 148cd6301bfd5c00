package io.defenderflow.action.incident;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.FIND_COMMENT;
import static io.defenderflow.catalogue.Shape.ALERT_ID;
import static io.defenderflow.catalogue.Shape.NUMBER_ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Checked;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;
import java.util.Set;

/** Alerts of all Defender products, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Alerts")
public interface Alerts {

  @Action(
      id = "alert.list",
      label = "List alerts",
      summary = "Returns the alerts of all Defender products that match the filter, with evidence.",
      permissions = "SecurityAlert.Read.All",
      returns = "microsoft.graph.security.alert collection",
      keywords = {"search", "find", "query"},
      docs = "graph/api/security-list-alerts_v2")
  @RequestLine(
      "GET /v1.0/security/alerts_v2?$filter={filter}&$top={top}&$skip={skip}" + "&$count={count}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on assignedTo, classification, determination, createdDateTime,"
                      + " lastUpdateDateTime, severity, serviceSource or status.",
              shape = ODATA_FILTER,
              example = "severity eq 'high' and status eq 'new'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many alerts Microsoft sends at a time. Empty leaves it to Microsoft.",
              max = 1_000,
              example = "100")
          Integer top,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many alerts to leave out from the start.",
              max = 500,
              example = "0")
          Integer skip,
      @Input(
              value = "count",
              label = "Count all",
              help = "true adds the total number of matching alerts to the result.")
          Boolean count);

  @Action(
      id = "alert.get",
      label = "Get alert",
      summary = "Returns one alert with its evidence.",
      permissions = "SecurityAlert.Read.All",
      returns = "microsoft.graph.security.alert",
      keywords = {"read", "details", "evidence"},
      docs = "graph/api/security-alert-get")
  @RequestLine("GET /v1.0/security/alerts_v2/{alertId}")
  JsonNode get(
      @Input(
              value = "alertId",
              label = "Alert",
              help = "The id of the alert.",
              shape = ALERT_ID,
              required = true)
          String alertId);

  @Action(
      id = "alert.update",
      label = "Update alert",
      summary =
          "Changes the named fields of an alert and returns the alert. Empty fields stay as they"
              + " are; write (clear) to empty a field on purpose.",
      effect = CHANGE,
      permissions = "SecurityAlert.ReadWrite.All",
      returns = "microsoft.graph.security.alert",
      keywords = {"assign", "close", "resolve", "classify"},
      docs = "graph/api/security-alert-update")
  @Checked(GraphClassification.class)
  @RequestLine("PATCH /v1.0/security/alerts_v2/{alertId}")
  JsonNode update(
      @Input(
              value = "alertId",
              label = "Alert",
              help = "The id of the alert.",
              shape = ALERT_ID,
              required = true)
          String alertId,
      @Input(value = "status", label = "Status", help = "The new state of the alert.")
          AlertStatus status,
      @Input(
              value = "assignedTo",
              label = "Assigned to",
              help = "The user principal name of the owner. Write (clear) to take the owner away.",
              clearable = true,
              max = 320,
              example = "mira.solberg@northwharf.example")
          String assignedTo,
      @Input(
              value = "classification",
              label = "Classification",
              help = "What the alert turned out to be.",
              example = "truePositive")
          AlertClassification classification,
      @Input(
              value = "determination",
              label = "Determination",
              help = "The reason for the classification, which must be given as well.",
              example = "malware")
          AlertDetermination determination,
      @Input(
              value = "customDetails",
              label = "Custom details",
              help = "Names and values of your own, as a JSON object.",
              example = "{\"playbook\":\"contain-device\"}")
          JsonNode customDetails);

  @Action(
      id = "alert.comment.add",
      label = "Comment on alert",
      summary = "Adds a comment to an alert and returns all of its comments.",
      effect = CHANGE,
      lostAnswer = FIND_COMMENT,
      permissions = "SecurityAlert.ReadWrite.All",
      returns = "microsoft.graph.security.alertComment collection",
      keywords = {"note", "annotate"},
      docs = "graph/api/security-alert-post-comments")
  @RequestLine("POST /v1.0/security/alerts_v2/{alertId}/comments")
  @Fixed("{\"@odata.type\":\"microsoft.graph.security.alertComment\"}")
  JsonNode addComment(
      @Input(
              value = "alertId",
              label = "Alert",
              help = "The id of the alert.",
              shape = ALERT_ID,
              required = true)
          String alertId,
      @Input(
              value = "comment",
              label = "Comment",
              help = "The text that analysts read in the portal.",
              required = true,
              max = 4_000,
              example = "The playbook looks at this alert.")
          String comment);

  @Action(
      id = "alert.move",
      label = "Move alerts to incident",
      summary =
          "Moves alerts to another incident, or to a new one, and returns the id of that incident."
              + " To take it back, move the alerts again.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "SecurityData.Manage.All",
      returns = "mergeResponse {targetIncidentId}",
      keywords = {"correlate", "regroup", "link"},
      docs = "graph/api/security-alert-movealerts")
  @RequestLine("POST /v1.0/security/alerts_v2/moveAlerts")
  JsonNode move(
      @Input(
              value = "alertIds",
              label = "Alerts",
              help = "The ids of the alerts, separated by commas or as a JSON array.",
              shape = ALERT_ID,
              required = true,
              example = "da637551227677560813_-961444813,da637551227677560813_-961444814")
          List<String> alertIds,
      @Input(
              value = "incidentId",
              label = "Incident",
              help = "The number of the incident that gets the alerts. Empty makes a new incident.",
              shape = NUMBER_ID)
          String incidentId,
      @Input(
              value = "alertComment",
              label = "Comment",
              help = "A note that is added to the alerts.",
              max = 4000,
              example = "The same attacker as in incident 1042.")
          String alertComment,
      @Input(
              value = "newCorrelationReasons",
              label = "Reasons",
              help = "Why the alerts belong together, separated by commas.",
              example = "sameActor,sharedIndicators")
          Set<CorrelationReason> newCorrelationReasons);
}
