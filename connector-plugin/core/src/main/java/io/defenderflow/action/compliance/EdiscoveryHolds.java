package io.defenderflow.action.compliance;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Hold policies, which keep content from being deleted while a case is open. */
@Resource(service = Service.GRAPH, area = "eDiscovery holds")
public interface EdiscoveryHolds {
  @Action(
      id = "ediscovery.hold.list",
      label = "List eDiscovery holds",
      summary = "Returns the hold policies of a case.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryHoldPolicy collection",
      keywords = {"legal hold"},
      docs = "graph/api/security-ediscoverycase-list-legalholds")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds")
  Page list(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId);

  @Action(
      id = "ediscovery.hold.get",
      label = "Get eDiscovery hold",
      summary = "Returns one hold policy with its status and errors.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryHoldPolicy",
      docs = "graph/api/security-ediscoveryholdpolicy-get")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds/{holdId}")
  JsonNode get(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "holdId",
              label = "Hold",
              help = "The id of the hold policy.",
              shape = GUID,
              required = true)
          String holdId);

  @Action(
      id = "ediscovery.hold.create",
      label = "Create eDiscovery hold",
      summary =
          "Creates a hold policy: content in the named mailboxes and sites cannot be deleted while"
              + " it is enabled. Delete or disable it to take it back.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "ediscoveryHoldPolicy",
      keywords = {"legal hold", "preserve"},
      docs = "graph/api/security-ediscoverycase-post-legalholds")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds")
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
              example = "Keep mailbox of Mira Solberg")
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
              value = "userSources",
              label = "Mailboxes",
              help = "The mailboxes to hold, each as a userSource with the field email.",
              field = "userSources@odata.bind",
              example =
                  "[{\"@odata.type\":\"microsoft.graph.security.userSource\",\"email\":\"mira.solberg@northwharf.example\"}]")
          List<JsonNode> userSources,
      @Input(
              value = "siteSources",
              label = "Sites",
              help = "The sites to hold, each as a siteSource with the field site and its webUrl.",
              field = "siteSources@odata.bind",
              example =
                  "[{\"@odata.type\":\"microsoft.graph.security.siteSource\",\"site\":{\"webUrl\":\"https://northwharf.example/sites/logistics\"}}]")
          List<JsonNode> siteSources);

  @Action(
      id = "ediscovery.hold.update",
      label = "Update eDiscovery hold",
      summary =
          "Changes the named fields of a hold policy; disabling it lets content be deleted again."
              + " Empty fields stay as they are.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoveryholdpolicy-update")
  @RequestLine("PATCH /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds/{holdId}")
  void update(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "holdId",
              label = "Hold",
              help = "The id of the hold policy.",
              shape = GUID,
              required = true)
          String holdId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The name that people read in Purview.",
              example = "Keep mailbox of Mira Solberg")
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
      @Input(value = "isEnabled", label = "Enabled", help = "Choose false to stop holding content.")
          Boolean isEnabled);

  @Action(
      id = "ediscovery.hold.delete",
      label = "Delete eDiscovery hold",
      summary = "Deletes a hold policy: held content may be deleted from then on.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoverycase-delete-legalholds")
  @RequestLine("DELETE /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds/{holdId}")
  void delete(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "holdId",
              label = "Hold",
              help = "The id of the hold policy.",
              shape = GUID,
              required = true)
          String holdId);

  @Action(
      id = "ediscovery.hold.retry",
      label = "Retry eDiscovery hold",
      summary = "Distributes a hold policy again that ended in an error.",
      effect = CHANGE,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "nothing",
      docs = "graph/api/security-ediscoveryholdpolicy-retrypolicy")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds/{holdId}/retryPolicy")
  void retry(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "holdId",
              label = "Hold",
              help = "The id of the hold policy.",
              shape = GUID,
              required = true)
          String holdId);

  @Action(
      id = "ediscovery.hold.userSources.list",
      label = "List mailboxes of eDiscovery hold",
      summary = "Returns the mailboxes that a policy holds.",
      permissions = "eDiscovery.Read.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "userSource collection",
      docs = "graph/api/security-ediscoveryholdpolicy-list-usersources")
  @RequestLine("GET /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds/{holdId}/userSources")
  Page listUserSources(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "holdId",
              label = "Hold",
              help = "The id of the hold policy.",
              shape = GUID,
              required = true)
          String holdId);

  @Action(
      id = "ediscovery.hold.userSource.create",
      label = "Add mailbox to eDiscovery hold",
      summary = "Adds a mailbox to a hold policy.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "eDiscovery.ReadWrite.All",
      alsoNeeds =
          "The app also needs the role group eDiscovery Manager in Microsoft Purview, or eDiscovery"
              + " Administrator for cases that others created.",
      returns = "userSource",
      docs = "graph/api/security-ediscoveryholdpolicy-post-usersources")
  @RequestLine("POST /v1.0/security/cases/ediscoveryCases/{caseId}/legalHolds/{holdId}/userSources")
  JsonNode createUserSource(
      @Input(
              value = "caseId",
              label = "Case",
              help = "The id of the eDiscovery case.",
              shape = GUID,
              required = true)
          String caseId,
      @Input(
              value = "holdId",
              label = "Hold",
              help = "The id of the hold policy.",
              shape = GUID,
              required = true)
          String holdId,
      @Input(
              value = "email",
              label = "Mailbox",
              help = "The primary e-mail address.",
              shape = EMAIL,
              required = true)
          String email);
}
