package io.defenderflow.action.compliance;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.URL;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.Set;

/** Searches in an eDiscovery case: what is found, its export, its removal. */
@Resource(service = Service.GRAPH, area = "eDiscovery searches")
public interface EdiscoverySearches {
  @Action(
      id = "ediscovery.search.list",
      label = "List eDiscovery searches",
      summary = "Returns the searches of a case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoverySearch collection",
      docs = "graph/api/security-ediscoverycase-list-searches")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/searches")
  Page list(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.search.get",
      label = "Get eDiscovery search",
      summary = "Returns one search of a case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoverySearch",
      docs = "graph/api/security-ediscoverysearch-get")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}")
  JsonNode get(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId);

  @Action(
      id = "ediscovery.search.create",
      label = "Create eDiscovery search",
      summary =
          "Creates a search in a case. Estimate it to see what it finds; it changes no content.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoverySearch",
      keywords = {"find mail", "content search"},
      docs = "graph/api/security-ediscoverycase-post-searches")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/searches")
  JsonNode create(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name that people read in Purview.",
              required = true,
              example = "Parcel notice mails")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What it is for.",
              example = "Opened for incident 1042.")
          String description,
      @Input(
              value = "contentQuery",
              label = "Content query",
              help =
                  "Which content, in the Keyword Query Language of Purview. Empty means all"
                      + " content.",
              example = "subject:\"Parcel notice\" AND received>=2026-11-19")
          String contentQuery,
      @Input(
              value = "dataSourceScopes",
              label = "Scope",
              help =
                  "Whole areas to search, separated by commas. Empty means only the sources that"
                      + " are added.",
              example = "allTenantMailboxes")
          Set<DataSourceScope> dataSourceScopes);

  @Action(
      id = "ediscovery.search.update",
      label = "Update eDiscovery search",
      summary =
          "Changes the named fields of a search. Empty fields stay as they are. Estimate it again"
              + " afterwards.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverysearch-update")
  @RequestLine("PATCH /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}")
  void update(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name that people read in Purview.",
              example = "Parcel notice mails")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What it is for.",
              example = "Opened for incident 1042.")
          String description,
      @Input(
              value = "contentQuery",
              label = "Content query",
              help =
                  "Which content, in the Keyword Query Language of Purview. Empty means all"
                      + " content.",
              example = "subject:\"Parcel notice\" AND received>=2026-11-19")
          String contentQuery,
      @Input(
              value = "dataSourceScopes",
              label = "Scope",
              help = "Whole areas to search, separated by commas.",
              example = "allTenantMailboxes")
          Set<DataSourceScope> dataSourceScopes);

  @Action(
      id = "ediscovery.search.delete",
      label = "Delete eDiscovery search",
      summary = "Deletes a search of a case. The content that it found stays where it is.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverycase-delete-searches")
  @RequestLine("DELETE /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}")
  void delete(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId);

  @Action(
      id = "ediscovery.search.sources.list",
      label = "List sources of eDiscovery search",
      summary = "Returns the mailboxes and sites that were added to a search.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "dataSource collection",
      docs = "graph/api/security-ediscoverysearch-list-additionalsources")
  @RequestLine(
      "GET /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/additionalSources")
  Page listSources(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId);

  @Action(
      id = "ediscovery.search.mailbox.add",
      label = "Add mailbox to eDiscovery search",
      summary = "Adds a mailbox to a search.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "dataSource",
      docs = "graph/api/security-ediscoverysearch-post-additionalsources")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/additionalSources")
  @Fixed("{\"@odata.type\":\"microsoft.graph.security.userSource\"}")
  JsonNode addMailbox(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId,
      @Input(
              value = "email",
              label = "Mailbox",
              help = "The primary e-mail address.",
              shape = EMAIL,
              required = true)
          String email);

  @Action(
      id = "ediscovery.search.site.add",
      label = "Add site to eDiscovery search",
      summary = "Adds a SharePoint site to a search.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "dataSource",
      docs = "graph/api/security-ediscoverysearch-post-additionalsources")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/additionalSources")
  @Fixed("{\"@odata.type\":\"microsoft.graph.security.siteSource\"}")
  JsonNode addSite(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId,
      @Input(
              value = "siteUrl",
              label = "Site",
              help = "The address of the SharePoint site.",
              shape = URL,
              required = true,
              field = "site/webUrl",
              example = "https://northwharf.example/sites/logistics")
          String siteUrl);

  @Action(
      id = "ediscovery.search.estimate",
      label = "Estimate eDiscovery search",
      summary =
          "Counts what a search finds: items, sizes and locations. It changes no content. A search"
              + " must be estimated before it is exported or purged. Microsoft works on it in the"
              + " background; the step may wait until that is done.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation",
      keywords = {"statistics", "count", "preview"},
      docs = "graph/api/security-ediscoverysearch-estimatestatistics")
  @LongRunning(poll = "ediscovery.operation.get")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/estimateStatistics")
  CaseOperation estimate(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId,
      @Input(
              value = "statisticsOptions",
              label = "Options",
              help = "What to count as well, separated by commas.",
              example = "includeRefiners")
          Set<StatisticsOption> statisticsOptions);

  @Action(
      id = "ediscovery.search.lastEstimate.get",
      label = "Get estimate of eDiscovery search",
      summary =
          "Returns the figures of the last estimate of a search: items, sizes, mailboxes and"
              + " sites.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryEstimateOperation",
      docs = "graph/api/security-ediscoverysearch-list-lastestimatestatisticsoperation")
  @RequestLine(
      "GET /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/lastEstimateStatisticsOperation")
  JsonNode getLastEstimate(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId);

  @Action(
      id = "ediscovery.search.exportReport",
      label = "Export report of eDiscovery search",
      summary =
          "Makes a report about the items that a search finds, without their content. The operation"
              + " says where the file is. Microsoft works on it in the background; the step may"
              + " wait until that is done.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation",
      docs = "graph/api/security-ediscoverysearch-exportreport")
  @LongRunning(poll = "ediscovery.operation.get")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/exportReport")
  CaseOperation exportReport(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name that people read in Purview.",
              example = "Parcel notice report")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What it is for.",
              example = "Opened for incident 1042.")
          String description,
      @Input(
              value = "exportCriteria",
              label = "Items",
              help = "searchHits, partiallyIndexed, or both separated by a comma.",
              required = true,
              example = "searchHits")
          Set<ExportCriterion> exportCriteria,
      @Input(
              value = "additionalOptions",
              label = "Options",
              help = "What to bring along, separated by commas; none for nothing.",
              required = true,
              example = "none")
          Set<ExportOption> additionalOptions,
      @Input(
              value = "exportLocation",
              label = "Locations",
              help = "Where partially indexed items are taken from.",
              example = "responsiveLocations")
          Set<ExportLocation> exportLocation,
      @Input(
              value = "cloudAttachmentVersion",
              label = "Cloud attachments",
              help = "Which versions of linked files.")
          CloudAttachmentVersion cloudAttachmentVersion,
      @Input(
              value = "documentVersion",
              label = "Document versions",
              help = "Which versions of documents.")
          DocumentVersion documentVersion);

  @Action(
      id = "ediscovery.search.exportResult",
      label = "Export items of eDiscovery search",
      summary =
          "Exports the items that a search finds. The operation says where the files are. Microsoft"
              + " works on it in the background; the step may wait until that is done.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation",
      keywords = {"download", "evidence"},
      docs = "graph/api/security-ediscoverysearch-exportresult")
  @LongRunning(poll = "ediscovery.operation.get")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/exportResult")
  CaseOperation exportResult(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name that people read in Purview.",
              example = "Parcel notice export")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What it is for.",
              example = "Opened for incident 1042.")
          String description,
      @Input(
              value = "exportCriteria",
              label = "Items",
              help = "searchHits, partiallyIndexed, or both separated by a comma.",
              required = true,
              example = "searchHits")
          Set<ExportCriterion> exportCriteria,
      @Input(
              value = "exportFormat",
              label = "Format",
              help = "The format of exported mail.",
              required = true,
              example = "eml")
          ExportFormat exportFormat,
      @Input(
              value = "additionalOptions",
              label = "Options",
              help = "What to bring along, separated by commas; none for nothing.",
              required = true,
              example = "none")
          Set<ExportOption> additionalOptions,
      @Input(
              value = "exportLocation",
              label = "Locations",
              help = "Where partially indexed items are taken from.",
              example = "responsiveLocations")
          Set<ExportLocation> exportLocation,
      @Input(
              value = "cloudAttachmentVersion",
              label = "Cloud attachments",
              help = "Which versions of linked files.")
          CloudAttachmentVersion cloudAttachmentVersion,
      @Input(
              value = "documentVersion",
              label = "Document versions",
              help = "Which versions of documents.")
          DocumentVersion documentVersion);

  @Action(
      id = "ediscovery.search.purge",
      label = "Purge items of eDiscovery search",
      summary =
          "Deletes the mails or Teams messages that a search finds, 100 at most in each mailbox."
              + " Teams messages and items purged with permanentlyDelete cannot be taken back;"
              + " mails purged with recoverable stay in the recoverable items of the mailbox."
              + " Estimate the search and look at it first. Microsoft works on it in the"
              + " background; the step may wait until that is done.",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation",
      keywords = {"delete mail", "remove", "phishing"},
      docs = "graph/api/security-ediscoverysearch-purgedata")
  @LongRunning(poll = "ediscovery.operation.get")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/searches/{searchId}/purgeData")
  CaseOperation purge(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "searchId",
              label = "Search",
              help = "The id of the search.",
              shape = GUID,
              required = true)
          String searchId,
      @Input(
              value = "purgeType",
              label = "How",
              help =
                  "recoverable keeps mails in the recoverable items, permanentlyDelete does not.",
              required = true,
              example = "recoverable")
          PurgeType purgeType,
      @Input(
              value = "purgeAreas",
              label = "Where",
              help = "mailboxes or teamsMessages.",
              required = true,
              example = "mailboxes")
          Set<PurgeArea> purgeAreas);
}
