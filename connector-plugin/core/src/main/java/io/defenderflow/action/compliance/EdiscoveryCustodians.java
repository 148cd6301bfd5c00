package io.defenderflow.action.compliance;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.URL;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.Set;

/** People of interest in an eDiscovery case, and places where their content lies. */
@Resource(service = Service.GRAPH, area = "eDiscovery custodians and sources")
public interface EdiscoveryCustodians {
  @Action(
      id = "ediscovery.custodian.list",
      label = "List eDiscovery custodians",
      summary = "Returns the persons of interest in a case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryCustodian collection",
      docs = "graph/api/security-ediscoverycase-list-custodians")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/custodians")
  Page list(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.custodian.get",
      label = "Get eDiscovery custodian",
      summary = "Returns one person of interest in a case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryCustodian",
      docs = "graph/api/security-ediscoverycustodian-get")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}")
  JsonNode get(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId);

  @Action(
      id = "ediscovery.custodian.create",
      label = "Add eDiscovery custodian",
      summary =
          "Adds a person of interest to a case. Add the mailbox and sites as sources afterwards."
              + " Release the custodian to take it back.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryCustodian",
      docs = "graph/api/security-ediscoverycase-post-custodians")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/custodians")
  JsonNode create(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "email",
              label = "Mailbox",
              help = "The primary e-mail address.",
              shape = EMAIL,
              required = true)
          String email);

  @Action(
      id = "ediscovery.custodian.activate",
      label = "Activate eDiscovery custodian",
      summary = "Makes a released custodian part of the case again.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverycustodian-activate")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/activate")
  void activate(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId);

  @Action(
      id = "ediscovery.custodian.release",
      label = "Release eDiscovery custodian",
      summary =
          "Takes a custodian out of the case and releases the holds on the custodian's sources.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverycustodian-release")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/release")
  void release(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId);

  @Action(
      id = "ediscovery.custodian.applyHold",
      label = "Hold content of custodian",
      summary =
          "Keeps the content of all sources of a custodian from being deleted. Microsoft works on"
              + " it in the background; the step may wait until that is done.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation",
      keywords = {"legal hold", "preserve"},
      docs = "graph/api/security-ediscoverycustodian-applyhold")
  @LongRunning(poll = "ediscovery.operation.get")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/applyHold")
  CaseOperation applyHold(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId);

  @Action(
      id = "ediscovery.custodian.removeHold",
      label = "Release content of custodian",
      summary =
          "Lets the content of a custodian be deleted again. Microsoft works on it in the"
              + " background; the step may wait until that is done.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "caseOperation",
      keywords = {"legal hold"},
      docs = "graph/api/security-ediscoverycustodian-removehold")
  @LongRunning(poll = "ediscovery.operation.get")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/removeHold")
  CaseOperation removeHold(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId);

  @Action(
      id = "ediscovery.custodian.userSources.list",
      label = "List mailboxes of custodian",
      summary = "Returns the mailboxes and OneDrive sites of a custodian that belong to the case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "userSource collection",
      docs = "graph/api/security-ediscoverycustodian-list-usersources")
  @RequestLine(
      "GET /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/userSources")
  Page listUserSources(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId);

  @Action(
      id = "ediscovery.custodian.userSource.create",
      label = "Add mailbox of custodian",
      summary = "Adds a mailbox, a OneDrive site or both to a custodian.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "userSource",
      docs = "graph/api/security-ediscoverycustodian-post-usersources")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/userSources")
  JsonNode createUserSource(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId,
      @Input(
              value = "email",
              label = "Mailbox",
              help = "The primary e-mail address.",
              shape = EMAIL,
              required = true)
          String email,
      @Input(
              value = "includedSources",
              label = "Sources",
              help = "mailbox, site, or both separated by a comma.",
              required = true,
              example = "mailbox")
          Set<SourceType> includedSources);

  @Action(
      id = "ediscovery.custodian.siteSources.list",
      label = "List sites of custodian",
      summary = "Returns the SharePoint sites of a custodian that belong to the case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "siteSource collection",
      docs = "graph/api/security-ediscoverycustodian-list-sitesources")
  @RequestLine(
      "GET /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/siteSources")
  Page listSiteSources(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId);

  @Action(
      id = "ediscovery.custodian.siteSource.create",
      label = "Add site of custodian",
      summary = "Adds a SharePoint site to a custodian.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "siteSource",
      docs = "graph/api/security-ediscoverycustodian-post-sitesources")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/custodians/{custodianId}/siteSources")
  JsonNode createSiteSource(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "custodianId",
              label = "Custodian",
              help = "The id of the custodian in this case.",
              shape = ID,
              required = true,
              example = "0053a61a3b6c42738f7606791716a22a")
          String custodianId,
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
      id = "ediscovery.noncustodialSource.list",
      label = "List other eDiscovery sources",
      summary = "Returns the mailboxes and sites of a case that belong to no custodian.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryNoncustodialDataSource collection",
      docs = "graph/api/resources/security-ediscoverynoncustodialdatasource")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/noncustodialDataSources")
  Page listNoncustodialSources(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.noncustodialSource.create",
      label = "Add other eDiscovery source",
      summary =
          "Adds a mailbox or a site to a case that belongs to no custodian. Release it to take it"
              + " back.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryNoncustodialDataSource",
      docs = "graph/api/security-ediscoverycase-post-noncustodialdatasources")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/noncustodialDataSources")
  JsonNode createNoncustodialSource(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "dataSource",
              label = "Source",
              help =
                  "A userSource with the field email, or a siteSource with the field site and its"
                      + " webUrl.",
              required = true,
              example =
                  "{\"@odata.type\":\"microsoft.graph.security.siteSource\",\"site\":{\"webUrl\":\"https://northwharf.example/sites/logistics\"}}")
          JsonNode dataSource);

  @Action(
      id = "ediscovery.noncustodialSource.release",
      label = "Release other eDiscovery source",
      summary =
          "Takes a mailbox or site that belongs to no custodian out of a case and releases its"
              + " hold.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverynoncustodialdatasource-release")
  @RequestLine(
      "POST /v1.0/security/cases/ediscoveryCases/{caseId}/noncustodialDataSources/{noncustodialSourceId}/release")
  void releaseNoncustodialSource(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "noncustodialSourceId",
              label = "Source",
              help = "The id of the source in this case.",
              shape = ID,
              required = true,
              example = "43373338343345303943344434423032")
          String noncustodialSourceId);
}
