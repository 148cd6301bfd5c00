package io.defenderflow.action.audit;

import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.ID;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/**
 * Searches of the Purview audit log, which holds what people did in Exchange, SharePoint, Teams and
 * more, through Microsoft Graph. A search runs at Microsoft for minutes to hours.
 */
@Resource(service = Service.GRAPH, area = "Audit searches")
public interface AuditQueries {
  @Action(
      id = "auditQuery.create",
      label = "Search audit log",
      summary =
          "Starts a search of the Purview audit log. A step that waits returns the records that"
              + " were found, after minutes to hours; one that does not wait returns the search,"
              + " and \"List audit records\" reads the rest later. Name a limit besides the time,"
              + " so that the search stays short. A permission for one workload finds the records"
              + " of that workload only.",
      lostAnswer = ASK,
      anyPermission = {
        "AuditLogsQuery.Read.All",
        "AuditLogsQuery-Entra.Read.All",
        "AuditLogsQuery-Exchange.Read.All",
        "AuditLogsQuery-SharePoint.Read.All",
        "AuditLogsQuery-OneDrive.Read.All",
        "AuditLogsQuery-Endpoint.Read.All",
        "AuditLogsQuery-CRM.Read.All"
      },
      returns = "auditLogQuery; auditLogRecord collection where the step waits",
      keywords = {"purview", "unified audit log", "mailbox", "sharepoint", "hunting"},
      docs = "graph/api/security-auditcoreroot-post-auditlogqueries")
  @LongRunning(poll = "auditQuery.get", result = "auditQuery.records.list")
  @RequestLine("POST /v1.0/security/auditLog/queries")
  AuditLogQuery create(
      @Input(
              value = "displayName",
              label = "Name",
              help = "A name under which the search shows in Purview.",
              max = 256,
              example = "Incident 1042 mailbox rules")
          String displayName,
      @Input(
              value = "filterStartDateTime",
              label = "From",
              help =
                  "The date and time from which records count. Audit logs reach 180 days back; one"
                      + " year with Purview Audit Premium.",
              shape = DATE_TIME,
              example = "2026-11-20T00:00:00Z")
          String filterStartDateTime,
      @Input(
              value = "filterEndDateTime",
              label = "To",
              help = "The date and time before which records count.",
              shape = DATE_TIME,
              example = "2026-11-21T03:00:00Z")
          String filterEndDateTime,
      @Input(
              value = "recordTypeFilters",
              label = "Record types",
              help = "The kinds of records. Empty searches all.",
              example = "ExchangeItem,ExchangeAdmin")
          List<AuditLogRecordType> recordTypeFilters,
      @Input(
              value = "keywordFilter",
              label = "Keyword",
              help = "A word to look for in all fields.",
              example = "invoice")
          String keywordFilter,
      @Input(
              value = "serviceFilters",
              label = "Services",
              help =
                  "The services that wrote the records, such as Exchange, SharePoint or"
                      + " AzureActiveDirectory.",
              example = "Exchange")
          List<String> serviceFilters,
      @Input(
              value = "operationFilters",
              label = "Operations",
              help = "The operations, as the audit log spells them.",
              example = "New-InboxRule,Set-InboxRule")
          List<String> operationFilters,
      @Input(
              value = "userPrincipalNameFilters",
              label = "Users",
              help = "The user principal names of the people who acted.",
              example = "mira.solberg@northwharf.example")
          List<String> userPrincipalNameFilters,
      @Input(
              value = "ipAddressFilters",
              label = "IP addresses",
              help = "The addresses from which somebody acted.",
              example = "198.51.100.23")
          List<String> ipAddressFilters,
      @Input(
              value = "objectIdFilters",
              label = "Objects",
              help =
                  "What was acted on: the address of a file or folder, or the name of a mailbox or"
                      + " rule.",
              example = "mira.solberg@northwharf.example")
          List<String> objectIdFilters,
      @Input(
              value = "administrativeUnitIdFilters",
              label = "Administrative units",
              help = "The object ids of administrative units whose records count.",
              example = "0d9e8f7a-6b5c-4d3e-9f1a-2b3c4d5e6f70")
          List<String> administrativeUnitIdFilters);

  @Action(
      id = "auditQuery.get",
      label = "Get audit search",
      summary =
          "Returns a search of the audit log with its state: notStarted, running, succeeded, failed"
              + " or cancelled.",
      anyPermission = {
        "AuditLogsQuery.Read.All",
        "AuditLogsQuery-Entra.Read.All",
        "AuditLogsQuery-Exchange.Read.All",
        "AuditLogsQuery-SharePoint.Read.All",
        "AuditLogsQuery-OneDrive.Read.All",
        "AuditLogsQuery-Endpoint.Read.All",
        "AuditLogsQuery-CRM.Read.All"
      },
      returns = "auditLogQuery",
      keywords = {"purview", "unified audit log", "status"},
      docs = "graph/api/security-auditlogquery-get")
  @RequestLine("GET /v1.0/security/auditLog/queries/{auditLogQueryId}")
  AuditLogQuery get(
      @Input(
              value = "auditLogQueryId",
              label = "Audit search",
              help = "The id of the search. The step \"Search audit log\" returns it.",
              shape = ID,
              required = true,
              example = "168ec429-084b-a489-90d8-504a87846305")
          String auditLogQueryId);

  @Action(
      id = "auditQuery.list",
      label = "List audit searches",
      summary = "Returns the searches of the audit log that the app can see, with their states.",
      anyPermission = {
        "AuditLogsQuery.Read.All",
        "AuditLogsQuery-Entra.Read.All",
        "AuditLogsQuery-Exchange.Read.All",
        "AuditLogsQuery-SharePoint.Read.All",
        "AuditLogsQuery-OneDrive.Read.All",
        "AuditLogsQuery-Endpoint.Read.All",
        "AuditLogsQuery-CRM.Read.All"
      },
      returns = "auditLogQuery collection",
      keywords = {"purview", "unified audit log"},
      docs = "graph/api/security-auditcoreroot-list-auditlogqueries")
  @RequestLine("GET /v1.0/security/auditLog/queries")
  Page list();

  @Action(
      id = "auditQuery.records.list",
      label = "List audit records",
      summary =
          "Returns what a search of the audit log found. It is complete once the search has"
              + " succeeded; before that it is empty or cut.",
      anyPermission = {
        "AuditLogsQuery.Read.All",
        "AuditLogsQuery-Entra.Read.All",
        "AuditLogsQuery-Exchange.Read.All",
        "AuditLogsQuery-SharePoint.Read.All",
        "AuditLogsQuery-OneDrive.Read.All",
        "AuditLogsQuery-Endpoint.Read.All",
        "AuditLogsQuery-CRM.Read.All"
      },
      returns = "auditLogRecord collection",
      keywords = {"purview", "unified audit log", "result"},
      docs = "graph/api/security-auditlogquery-list-records")
  @RequestLine("GET /v1.0/security/auditLog/queries/{auditLogQueryId}/records")
  Page listRecords(
      @Input(
              value = "auditLogQueryId",
              label = "Audit search",
              help = "The id of the search. The step \"Search audit log\" returns it.",
              shape = ID,
              required = true,
              example = "168ec429-084b-a489-90d8-504a87846305")
          String auditLogQueryId);
}
