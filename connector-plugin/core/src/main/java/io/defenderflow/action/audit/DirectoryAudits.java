package io.defenderflow.action.audit;

import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Changes to users, groups, applications and settings of Entra ID, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Directory audits")
public interface DirectoryAudits {
  @Action(
      id = "directoryAudit.list",
      label = "List directory audits",
      summary =
          "Returns the changes in Entra ID that match, the newest first, up to 30 days back (7 days"
              + " without Entra ID P1). Use it to see what an attacker changed: consents, roles,"
              + " authentication methods.",
      permissions = "AuditLog.Read.All",
      returns = "directoryAudit collection",
      keywords = {"audit", "changes", "log", "entra"},
      docs = "graph/api/directoryaudit-list")
  @RequestLine("GET /v1.0/auditLogs/directoryAudits?$filter={filter}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on activityDateTime (ge, le), activityDisplayName (eq,"
                      + " startswith), loggedByService, initiatedBy/user/userPrincipalName,"
                      + " initiatedBy/app/appId or targetResources with any.",
              shape = ODATA_FILTER,
              example =
                  "activityDateTime ge 2026-11-20T00:00:00Z and initiatedBy/user/userPrincipalName"
                      + " eq 'mira.solberg@northwharf.example'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many changes Microsoft sends at a time; 1,000 at most.",
              max = 1000,
              example = "100")
          Integer top);

  @Action(
      id = "directoryAudit.get",
      label = "Get directory audit",
      summary = "Returns one change in Entra ID with the old and the new values.",
      permissions = "AuditLog.Read.All",
      returns = "directoryAudit",
      keywords = {"audit", "changes", "log", "entra"},
      docs = "graph/api/directoryaudit-get")
  @RequestLine("GET /v1.0/auditLogs/directoryAudits/{auditId}")
  JsonNode get(
      @Input(
              value = "auditId",
              label = "Directory audit",
              help = "The id of the change. The step \"List directory audits\" returns it.",
              shape = ID,
              required = true,
              example = "Directory_504a302b-8f3d-49b5-a6f1-c2d7c33b88b1")
          String auditId);
}
