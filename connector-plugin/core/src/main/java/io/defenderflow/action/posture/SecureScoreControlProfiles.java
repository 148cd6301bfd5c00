package io.defenderflow.action.posture;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.Shape.EMAIL;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** What would raise the secure score, and what was decided about it, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Secure score controls")
public interface SecureScoreControlProfiles {
  @Action(
      id = "secureScoreControlProfile.list",
      label = "List secure score controls",
      summary =
          "Returns the controls of the secure score with points, effort, remediation and what was"
              + " decided.",
      permissions = "SecurityEvents.Read.All",
      returns = "secureScoreControlProfile collection",
      keywords = {"posture", "recommendation", "hardening"},
      docs = "graph/api/security-list-securescorecontrolprofiles")
  @RequestLine(
      "GET /v1.0/security/secureScoreControlProfiles?$count={count}&$filter={filter}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the number of controls as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on service or controlCategory.",
              shape = ODATA_FILTER,
              example = "service eq 'Exchange'")
          String filter,
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
      id = "secureScoreControlProfile.get",
      label = "Get secure score control",
      summary =
          "Returns one control of the secure score with its remediation and what was decided.",
      permissions = "SecurityEvents.Read.All",
      returns = "secureScoreControlProfile",
      keywords = {"posture", "recommendation", "hardening"},
      docs = "graph/api/securescorecontrolprofile-get")
  @RequestLine("GET /v1.0/security/secureScoreControlProfiles/{controlId}")
  JsonNode get(
      @Input(
              value = "controlId",
              label = "Control",
              help = "The id of the control. The step \"List secure score controls\" returns it.",
              shape = ID,
              required = true,
              example = "OneAdmin")
          String controlId);

  @Action(
      id = "secureScoreControlProfile.update",
      label = "Update secure score control",
      summary =
          "Records a decision about a control, such as an accepted risk, with person and comment."
              + " It changes no setting of the tenant.",
      effect = CHANGE,
      permissions = "SecurityEvents.ReadWrite.All",
      returns = "nothing",
      keywords = {"posture", "accept risk", "third party"},
      docs = "graph/api/securescorecontrolprofile-update")
  @RequestLine("PATCH /v1.0/security/secureScoreControlProfiles/{controlId}")
  void update(
      @Input(
              value = "controlId",
              label = "Control",
              help = "The id of the control. The step \"List secure score controls\" returns it.",
              shape = ID,
              required = true,
              example = "OneAdmin")
          String controlId,
      @Input(
              value = "provider",
              label = "Provider",
              help = "The provider of the control, as it stands in vendorInformation.",
              required = true,
              field = "vendorInformation/provider",
              example = "SecureScore")
          String provider,
      @Input(
              value = "vendor",
              label = "Vendor",
              help = "The vendor of the control, as it stands in vendorInformation.",
              required = true,
              field = "vendorInformation/vendor",
              example = "Microsoft")
          String vendor,
      @Input(
              value = "assignedTo",
              label = "Assigned to",
              help = "Who looks after the control.",
              shape = EMAIL)
          String assignedTo,
      @Input(
              value = "comment",
              label = "Comment",
              help = "Why it was decided so.",
              example = "Incident 1042: covered by the new access policy.")
          String comment,
      @Input(
              value = "state",
              label = "State",
              help =
                  "Default is open, Ignored an accepted risk, ThirdParty solved by another product,"
                      + " Reviewed looked at.",
              example = "Reviewed")
          ControlState state);
}
