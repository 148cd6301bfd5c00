package io.defenderflow.action.compliance;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Cases of Purview eDiscovery and the work that goes on in them. */
@Resource(service = Service.GRAPH, area = "eDiscovery cases")
public interface EdiscoveryCases {
  @Action(
      id = "ediscovery.case.list",
      label = "List eDiscovery cases",
      summary = "Returns the eDiscovery cases that the app may see.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryCase collection",
      docs = "graph/api/security-casesroot-list-ediscoverycases")
  @RequestLine(
      "GET /v1.0/security/cases/ediscoveryCases?$count={count}&$filter={filter}&$orderby={orderby}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on displayName or status.",
              shape = ODATA_FILTER,
              example = "displayName eq 'Incident 1042'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "createdDateTime desc")
          String orderby,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many items Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "ediscovery.case.get",
      label = "Get eDiscovery case",
      summary = "Returns one eDiscovery case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryCase",
      docs = "graph/api/security-ediscoverycase-get")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}")
  JsonNode get(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.case.create",
      label = "Create eDiscovery case",
      summary =
          "Opens an eDiscovery case, in which content can be held, searched, exported and purged."
              + " Close or delete it to take it back.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryCase",
      keywords = {"open", "investigation"},
      docs = "graph/api/security-casesroot-post-ediscoverycases")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases")
  JsonNode create(
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name that people read in Purview.",
              required = true,
              example = "Incident 1042")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What it is for.",
              example = "Opened for incident 1042.")
          String description,
      @Input(
              value = "externalId",
              label = "Case number",
              help = "Your own number of the case.",
              example = "1042")
          String externalId);

  @Action(
      id = "ediscovery.case.update",
      label = "Update eDiscovery case",
      summary = "Changes the named fields of an eDiscovery case. Empty fields stay as they are.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverycase-update")
  @RequestLine("PATCH /v1.0/security/cases/ediscoveryCases/{caseId}")
  void update(
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
              example = "Incident 1042")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What it is for.",
              example = "Opened for incident 1042.")
          String description,
      @Input(
              value = "externalId",
              label = "Case number",
              help = "Your own number of the case.",
              example = "1042")
          String externalId);

  @Action(
      id = "ediscovery.case.close",
      label = "Close eDiscovery case",
      summary =
          "Closes an eDiscovery case and releases its holds: held content may be deleted from then"
              + " on. Reopening does not bring the holds back by itself.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverycase-close")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/close")
  void close(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.case.reopen",
      label = "Reopen eDiscovery case",
      summary =
          "Opens a closed eDiscovery case again. Put the holds back in place where they are"
              + " needed.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverycase-reopen")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/reopen")
  void reopen(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.case.delete",
      label = "Delete eDiscovery case",
      summary = "Deletes an eDiscovery case that has no holds. It cannot be taken back.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-casesroot-delete-ediscoverycases")
  @RequestLine("DELETE /v1.0/security/cases/ediscoveryCases/{caseId}")
  void delete(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.operation.list",
      label = "List eDiscovery operations",
      summary = "Returns the work that was started in a case: estimates, exports, purges, holds.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation collection",
      keywords = {"progress"},
      docs = "graph/api/security-ediscoverycase-list-operations")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/operations")
  Page listOperations(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.operation.get",
      label = "Get eDiscovery operation",
      summary =
          "Returns how far one piece of work in a case is and, for an export, where its files are.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation",
      keywords = {"progress", "poll", "export"},
      docs = "graph/api/security-caseoperation-get")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/operations/{operationId}")
  CaseOperation getOperation(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "operationId",
              label = "Operation",
              help = "The id that the starting step returned.",
              shape = GUID,
              required = true)
          String operationId);
}
