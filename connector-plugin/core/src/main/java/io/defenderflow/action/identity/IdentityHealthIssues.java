package io.defenderflow.action.identity;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** What keeps Defender for Identity from seeing all, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Defender for Identity health")
public interface IdentityHealthIssues {
  @Action(
      id = "identity.healthIssue.list",
      label = "List identity health issues",
      summary =
          "Returns the health issues of Defender for Identity, of single sensors and of the whole"
              + " tenant, with what Microsoft recommends.",
      permissions = "SecurityIdentitiesHealth.Read.All",
      returns = "healthIssue collection",
      keywords = {"defender for identity", "sensor", "monitoring"},
      docs = "graph/api/security-identitycontainer-list-healthissues")
  @RequestLine(
      "GET /v1.0/security/identities/healthIssues?$count={count}&$filter={filter}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matching issues as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on status (open, closed, suppressed), severity (low, medium,"
                      + " high) or healthIssueType (sensor, global).",
              shape = ODATA_FILTER,
              example = "status eq 'open' and severity eq 'high'")
          String filter,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,displayName,severity,status,sensorDNSNames")
          String select,
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
      id = "identity.healthIssue.get",
      label = "Get identity health issue",
      summary = "Returns one health issue of Defender for Identity with its recommendations.",
      permissions = "SecurityIdentitiesHealth.Read.All",
      returns = "healthIssue",
      keywords = {"defender for identity", "sensor", "monitoring"},
      docs = "graph/api/security-healthissue-get")
  @RequestLine("GET /v1.0/security/identities/healthIssues/{healthIssueId}")
  JsonNode get(
      @Input(
              value = "healthIssueId",
              label = "Health issue",
              help = "The id of the issue. The step \"List identity health issues\" returns it.",
              shape = ID,
              required = true,
              example = "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c")
          String healthIssueId);

  @Action(
      id = "identity.healthIssue.update",
      label = "Update identity health issue",
      summary =
          "Closes, suppresses or reopens a health issue. The cause stays; an issue that still"
              + " exists is found again.",
      effect = CHANGE,
      permissions = "SecurityIdentitiesHealth.ReadWrite.All",
      returns = "healthIssue",
      keywords = {"defender for identity", "close", "suppress"},
      docs = "graph/api/security-healthissue-update")
  @RequestLine("PATCH /v1.0/security/identities/healthIssues/{healthIssueId}")
  JsonNode update(
      @Input(
              value = "healthIssueId",
              label = "Health issue",
              help = "The id of the issue. The step \"List identity health issues\" returns it.",
              shape = ID,
              required = true,
              example = "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c")
          String healthIssueId,
      @Input(
              value = "status",
              label = "Status",
              help =
                  "What the issue becomes. Suppressed hides it also when Defender finds it again.",
              required = true,
              example = "suppressed")
          HealthIssueStatus status);
}
