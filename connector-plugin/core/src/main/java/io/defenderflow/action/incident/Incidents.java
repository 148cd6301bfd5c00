package io.defenderflow.action.incident;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.FIND_COMMENT;
import static io.defenderflow.catalogue.Shape.NUMBER_ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

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

/** Incidents of all Defender products, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Incidents")
public interface Incidents {

  @Action(
      id = "incident.list",
      label = "List incidents",
      summary =
          "Returns the incidents that match the filter, newest first. The alerts of each incident"
              + " come along when you expand them.",
      permissions = "SecurityIncident.Read.All",
      returns = "microsoft.graph.security.incident collection",
      keywords = {"search", "find", "query"},
      docs = "graph/api/security-list-incidents")
  @RequestLine(
      "GET /v1.0/security/incidents?$filter={filter}&$top={top}&$skip={skip}&$count={count}"
          + "&$expand={expand}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on assignedTo, classification, createdDateTime, determination,"
                      + " lastUpdateDateTime, severity or status.",
              shape = ODATA_FILTER,
              example = "severity eq 'high' and status eq 'active'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many incidents Microsoft sends at a time. Empty leaves it to Microsoft.",
              max = 1_000,
              example = "50")
          Integer top,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many incidents to leave out from the start.",
              max = 500,
              example = "0")
          Integer skip,
      @Input(
              value = "count",
              label = "Count all",
              help = "true adds the total number of matching incidents to the result.")
          Boolean count,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Write alerts to get the alerts of each incident as well.",
              shape = ODATA_LIST,
              example = "alerts")
          String expand);

  @Action(
      id = "incident.get",
      label = "Get incident",
      summary =
          "Returns one incident. Expand alerts to get its alerts with their evidence in the same"
              + " call.",
      permissions = "SecurityIncident.Read.All",
      returns = "microsoft.graph.security.incident",
      keywords = {"read", "details"},
      docs = "graph/api/security-incident-get")
  @RequestLine("GET /v1.0/security/incidents/{incidentId}?$expand={expand}")
  JsonNode get(
      @Input(
              value = "incidentId",
              label = "Incident",
              help = "The number of the incident.",
              shape = NUMBER_ID,
              required = true)
          String incidentId,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Write alerts to get the alerts with their evidence as well.",
              shape = ODATA_LIST,
              example = "alerts")
          String expand);

  @Action(
      id = "incident.update",
      label = "Update incident",
      summary =
          "Changes the named fields of an incident and returns the incident. Empty fields stay as"
              + " they are; write (clear) to empty a field on purpose.",
      effect = CHANGE,
      permissions = "SecurityIncident.ReadWrite.All",
      returns = "microsoft.graph.security.incident",
      keywords = {"assign", "close", "resolve", "classify", "tag", "severity"},
      docs = "graph/api/security-incident-update")
  @Checked(GraphClassification.class)
  @RequestLine("PATCH /v1.0/security/incidents/{incidentId}")
  JsonNode update(
      @Input(
              value = "incidentId",
              label = "Incident",
              help = "The number of the incident.",
              shape = NUMBER_ID,
              required = true)
          String incidentId,
      @Input(value = "status", label = "Status", help = "The new state of the incident.")
          IncidentStatus status,
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
              help = "What the incident turned out to be.",
              example = "truePositive")
          AlertClassification classification,
      @Input(
              value = "determination",
              label = "Determination",
              help = "The reason for the classification, which must be given as well.",
              example = "malware")
          AlertDetermination determination,
      @Input(value = "severity", label = "Severity", help = "The new severity.")
          AlertSeverity severity,
      @Input(
              value = "customTags",
              label = "Custom tags",
              help =
                  "The tags that the incident shall have, separated by commas or as a JSON list."
                      + " They replace the present ones. Write (clear) to remove all.",
              clearable = true,
              example = "contained,playbook")
          List<String> customTags,
      @Input(
              value = "resolvingComment",
              label = "Resolving comment",
              help = "What was done to resolve the incident. Write (clear) to empty it.",
              clearable = true,
              example = "The machine was isolated and scanned.")
          String resolvingComment,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The title of the incident.",
              example = "Suspicious process chain on one endpoint")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What the incident is about. Write (clear) to empty it.",
              clearable = true,
              example = "Opened by the containment playbook.")
          String description,
      @Input(
              value = "summary",
              label = "Summary",
              help = "The overview of the incident. Write (clear) to empty it.",
              clearable = true,
              example = "One machine was contained.")
          String summary);

  @Action(
      id = "incident.comment.add",
      label = "Comment on incident",
      summary = "Adds a comment to an incident and returns all of its comments.",
      effect = CHANGE,
      lostAnswer = FIND_COMMENT,
      permissions = "SecurityIncident.ReadWrite.All",
      returns = "microsoft.graph.security.alertComment collection",
      keywords = {"note", "annotate"},
      docs = "graph/api/security-incident-post-comments")
  @RequestLine("POST /v1.0/security/incidents/{incidentId}/comments")
  @Fixed("{\"@odata.type\":\"microsoft.graph.security.alertComment\"}")
  JsonNode addComment(
      @Input(
              value = "incidentId",
              label = "Incident",
              help = "The number of the incident.",
              shape = NUMBER_ID,
              required = true)
          String incidentId,
      @Input(
              value = "comment",
              label = "Comment",
              help = "The text that analysts read in the portal.",
              required = true,
              max = 4_000,
              example = "The playbook isolated the machine.")
          String comment);

  @Action(
      id = "incident.alerts.list",
      label = "List alerts of incident",
      summary = "Returns the alerts of one incident with their evidence.",
      permissions = "SecurityIncident.Read.All",
      returns = "microsoft.graph.security.alert collection",
      docs = "graph/api/security-incident-get")
  @RequestLine("GET /v1.0/security/incidents/{incidentId}/alerts")
  Page listAlerts(
      @Input(
              value = "incidentId",
              label = "Incident",
              help = "The number of the incident.",
              shape = NUMBER_ID,
              required = true)
          String incidentId);

  @Action(
      id = "incident.merge",
      label = "Merge incidents",
      summary =
          "Merges incidents into one and returns the id of the one that remains. The others point"
              + " to it and have no alerts any more. It cannot be taken back; alerts can be moved"
              + " out again.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "SecurityData.Manage.All",
      returns = "mergeResponse {targetIncidentId}",
      keywords = {"correlate", "combine", "duplicate"},
      docs = "graph/api/security-incident-mergeincidents")
  @RequestLine("POST /v1.0/security/incidents/mergeIncidents")
  JsonNode merge(
      @Input(
              value = "incidentIds",
              label = "Incidents",
              help =
                  "The numbers of the incidents, separated by commas or as a JSON array. Microsoft"
                      + " chooses which one remains.",
              shape = NUMBER_ID,
              required = true,
              example = "1042,1043")
          List<String> incidentIds,
      @Input(
              value = "incidentComment",
              label = "Comment",
              help = "A note that is added to the incident that remains.",
              max = 4000,
              example = "The same attack on two machines.")
          String incidentComment,
      @Input(
              value = "mergeReasons",
              label = "Reasons",
              help = "Why the incidents belong together, separated by commas.",
              example = "sameActor,sharedIndicators")
          Set<CorrelationReason> mergeReasons);
}
