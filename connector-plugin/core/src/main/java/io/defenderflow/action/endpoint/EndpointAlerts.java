package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.ALERT_ID;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.action.incident.EndpointClassification;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Checked;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/**
 * Alerts of Defender for Endpoint, as its own API gives them. Alerts of all products are in the
 * area Alerts.
 */
@Resource(service = Service.ENDPOINT, area = "Endpoint alerts")
public interface EndpointAlerts {

  @Action(
      id = "mde.alert.list",
      label = "List endpoint alerts",
      summary =
          "Returns the alerts of Defender for Endpoint that match the filter. \"List alerts\" also"
              + " returns those of the other Defender products.",
      permissions = "Alert.Read.All",
      returns = "alert collection",
      keywords = {"mde", "search", "find", "query"},
      docs = "defender-endpoint/api/get-alerts")
  @RequestLine("GET /api/alerts?$expand={expand}&$filter={filter}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "expand",
              label = "Expand",
              help = "Write evidence to get the evidence of each alert as well.",
              shape = ODATA_LIST,
              example = "evidence")
          String expand,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on alertCreationTime, lastUpdateTime, incidentId,"
                      + " investigationId, id, assignedTo, detectionSource, lastEventTime, status,"
                      + " severity or category.",
              shape = ODATA_FILTER,
              example = "severity eq 'High' and status eq 'New'")
          String filter,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many alerts to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many alerts Microsoft sends at a time; 10,000 at most.",
              max = 10000,
              example = "100")
          Integer top);

  @Action(
      id = "mde.alert.get",
      label = "Get endpoint alert",
      summary =
          "Returns one alert of Defender for Endpoint with its machine, category, state and"
              + " comments.",
      permissions = "Alert.Read.All",
      returns = "alert",
      keywords = {"mde", "read", "details"},
      docs = "defender-endpoint/api/get-alert-info-by-id")
  @RequestLine("GET /api/alerts/{alertId}")
  JsonNode get(
      @Input(
              value = "alertId",
              label = "Alert",
              help =
                  "The id of the alert. It is the providerAlertId of an alert that Microsoft Graph"
                      + " returned.",
              shape = ALERT_ID,
              required = true)
          String alertId);

  @Action(
      id = "mde.alert.update",
      label = "Update endpoint alert",
      summary =
          "Changes the named fields of an alert of Defender for Endpoint and returns the alert."
              + " Empty fields stay as they are.",
      effect = CHANGE,
      permissions = "Alert.ReadWrite.All",
      returns = "alert",
      keywords = {"mde", "assign", "close", "resolve", "classify"},
      docs = "defender-endpoint/api/update-alert")
  @Checked(EndpointClassification.class)
  @RequestLine("PATCH /api/alerts/{alertId}")
  JsonNode update(
      @Input(
              value = "alertId",
              label = "Alert",
              help =
                  "The id of the alert. It is the providerAlertId of an alert that Microsoft Graph"
                      + " returned.",
              shape = ALERT_ID,
              required = true)
          String alertId,
      @Input(
              value = "status",
              label = "Status",
              help = "The new state of the alert.",
              example = "Resolved")
          EndpointAlertStatus status,
      @Input(
              value = "assignedTo",
              label = "Assigned to",
              help = "The user principal name of the owner.",
              max = 320,
              example = "mira.solberg@northwharf.example")
          String assignedTo,
      @Input(
              value = "classification",
              label = "Classification",
              help = "What the alert turned out to be.",
              example = "TruePositive")
          EndpointAlertClassification classification,
      @Input(
              value = "determination",
              label = "Determination",
              help =
                  "The reason for the classification, which must fit it: a true positive is not"
                      + " NotMalicious.",
              example = "Malware")
          EndpointAlertDetermination determination,
      @Input(
              value = "comment",
              label = "Comment",
              help =
                  "A note that is added to the alert. After a lost answer it can stand there"
                      + " twice.",
              max = 4000,
              example = "Incident 1042: handled by the playbook.")
          String comment);

  @Action(
      id = "mde.alert.batchUpdate",
      label = "Update several endpoint alerts",
      summary =
          "Changes the named fields of several alerts of Defender for Endpoint in one call. Empty"
              + " fields stay as they are. Microsoft allows 10 calls a minute.",
      effect = CHANGE,
      permissions = "Alert.ReadWrite.All",
      returns = "nothing",
      keywords = {"mde", "batch", "bulk", "close", "resolve", "classify"},
      docs = "defender-endpoint/api/batch-update-alerts")
  @Checked(EndpointClassification.class)
  @RequestLine("POST /api/alerts/batchUpdate")
  void updateMany(
      @Input(
              value = "alertIds",
              label = "Alerts",
              help = "The ids of the alerts, separated by commas or as a JSON array.",
              shape = ALERT_ID,
              required = true,
              example = "da637551227677560813_-961444813,da637551227677560813_-961444814")
          List<String> alertIds,
      @Input(
              value = "status",
              label = "Status",
              help = "The new state of the alerts.",
              example = "Resolved")
          EndpointAlertStatus status,
      @Input(
              value = "assignedTo",
              label = "Assigned to",
              help = "The user principal name of the owner.",
              max = 320,
              example = "mira.solberg@northwharf.example")
          String assignedTo,
      @Input(
              value = "classification",
              label = "Classification",
              help = "What the alerts turned out to be.",
              example = "TruePositive")
          EndpointAlertClassification classification,
      @Input(
              value = "determination",
              label = "Determination",
              help =
                  "The reason for the classification, which must fit it: a true positive is not"
                      + " NotMalicious.",
              example = "Malware")
          EndpointAlertDetermination determination,
      @Input(
              value = "comment",
              label = "Comment",
              help =
                  "A note that is added to each alert. After a lost answer it can stand there"
                      + " twice.",
              max = 4000,
              example = "Incident 1042: handled by the playbook.")
          String comment);

  @Action(
      id = "mde.alert.createByReference",
      label = "Create alert from event",
      summary =
          "Raises an alert in Defender for an event that a hunt found, and returns the alert. Time,"
              + " report id and machine of the event must be those of the hunting result.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "Alert.ReadWrite.All",
      returns = "alert",
      keywords = {"mde", "raise", "hunting", "detection"},
      docs = "defender-endpoint/api/create-alert-by-reference")
  @RequestLine("POST /api/alerts/CreateAlertByReference")
  JsonNode createByReference(
      @Input(
              value = "eventTime",
              label = "Time of the event",
              help = "The Timestamp of the event, exactly as the hunt returned it.",
              shape = DATE_TIME,
              required = true,
              example = "2026-11-21T02:05:13.1278301Z")
          String eventTime,
      @Input(
              value = "reportId",
              label = "Report of the event",
              help = "The ReportId of the event as the hunt returned it.",
              required = true,
              example = "20776")
          String reportId,
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The DeviceId of the event as the hunt returned it.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "severity",
              label = "Severity",
              help = "How urgent the alert is for analysts.",
              required = true,
              example = "High")
          NewAlertSeverity severity,
      @Input(
              value = "title",
              label = "Title",
              help = "The title of the alert that analysts see in the queue.",
              required = true,
              example = "Tool of the attacker found by hunting")
          String title,
      @Input(
              value = "description",
              label = "Description",
              help = "What was found and why it matters.",
              required = true,
              example = "The hunt of incident 1042 found the same tool on this machine.")
          String description,
      @Input(
              value = "recommendedAction",
              label = "Recommended action",
              help = "What an analyst should do about the alert.",
              required = true,
              example = "Isolate the machine and collect an investigation package.")
          String recommendedAction,
      @Input(
              value = "category",
              label = "Category",
              help = "The stage of the attack that the event belongs to.",
              required = true,
              example = "CredentialAccess")
          NewAlertCategory category);

  @Action(
      id = "mde.alert.domains.list",
      label = "List domains of alert",
      summary = "Returns the domains that are part of an alert of Defender for Endpoint.",
      permissions = "Url.Read.All",
      returns = "domain collection {host}",
      keywords = {"mde", "url", "host", "evidence"},
      docs = "defender-endpoint/api/get-alert-related-domain-info")
  @RequestLine("GET /api/alerts/{alertId}/domains")
  Page listDomains(
      @Input(
              value = "alertId",
              label = "Alert",
              help =
                  "The id of the alert. It is the providerAlertId of an alert that Microsoft Graph"
                      + " returned.",
              shape = ALERT_ID,
              required = true)
          String alertId);

  @Action(
      id = "mde.alert.files.list",
      label = "List files of alert",
      summary =
          "Returns the files that are part of an alert of Defender for Endpoint, each with its"
              + " hashes, signer and prevalence.",
      permissions = "File.Read.All",
      returns = "file collection",
      keywords = {"mde", "hash", "evidence"},
      docs = "defender-endpoint/api/get-alert-related-files-info")
  @RequestLine("GET /api/alerts/{alertId}/files")
  Page listFiles(
      @Input(
              value = "alertId",
              label = "Alert",
              help =
                  "The id of the alert. It is the providerAlertId of an alert that Microsoft Graph"
                      + " returned.",
              shape = ALERT_ID,
              required = true)
          String alertId);

  @Action(
      id = "mde.alert.ips.list",
      label = "List IP addresses of alert",
      summary = "Returns the IP addresses that are part of an alert of Defender for Endpoint.",
      permissions = "Ip.Read.All",
      returns = "ip collection {id}",
      keywords = {"mde", "address", "evidence"},
      docs = "defender-endpoint/api/get-alert-related-ip-info")
  @RequestLine("GET /api/alerts/{alertId}/ips")
  Page listIps(
      @Input(
              value = "alertId",
              label = "Alert",
              help =
                  "The id of the alert. It is the providerAlertId of an alert that Microsoft Graph"
                      + " returned.",
              shape = ALERT_ID,
              required = true)
          String alertId);

  @Action(
      id = "mde.alert.machine.get",
      label = "Get machine of alert",
      summary = "Returns the machine on which an alert of Defender for Endpoint was raised.",
      permissions = "Machine.Read.All",
      returns = "machine",
      keywords = {"mde", "device", "evidence"},
      docs = "defender-endpoint/api/get-alert-related-machine-info")
  @RequestLine("GET /api/alerts/{alertId}/machine")
  JsonNode getMachine(
      @Input(
              value = "alertId",
              label = "Alert",
              help =
                  "The id of the alert. It is the providerAlertId of an alert that Microsoft Graph"
                      + " returned.",
              shape = ALERT_ID,
              required = true)
          String alertId);

  @Action(
      id = "mde.alert.user.get",
      label = "Get user of alert",
      summary = "Returns the user account to which an alert of Defender for Endpoint belongs.",
      permissions = "User.Read.All",
      returns = "user (MDE)",
      keywords = {"mde", "account", "evidence"},
      docs = "defender-endpoint/api/get-alert-related-user-info")
  @RequestLine("GET /api/alerts/{alertId}/user")
  JsonNode getUser(
      @Input(
              value = "alertId",
              label = "Alert",
              help =
                  "The id of the alert. It is the providerAlertId of an alert that Microsoft Graph"
                      + " returned.",
              shape = ALERT_ID,
              required = true)
          String alertId);
}
