package io.defenderflow.action.posture;

import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** The daily Microsoft Secure Score of the tenant, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Secure scores")
public interface SecureScores {
  @Action(
      id = "secureScore.list",
      label = "List secure scores",
      summary =
          "Returns the secure scores of the last 90 days, one a day, the newest first. A page size"
              + " of 1 gives today's.",
      permissions = "SecurityEvents.Read.All",
      returns = "secureScore collection",
      keywords = {"posture", "trend", "score"},
      docs = "graph/api/security-list-securescores")
  @RequestLine(
      "GET /v1.0/security/secureScores?$count={count}&$filter={filter}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the number of scores as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on the vendor of the score.",
              shape = ODATA_FILTER,
              example = "vendorInformation/vendor eq 'Microsoft'")
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
              help = "How many scores Microsoft sends at a time for each provider.",
              example = "1")
          Integer top);

  @Action(
      id = "secureScore.get",
      label = "Get secure score",
      summary = "Returns the secure score of one day with the points of every control.",
      permissions = "SecurityEvents.Read.All",
      returns = "secureScore",
      keywords = {"posture", "score"},
      docs = "graph/api/securescore-get")
  @RequestLine("GET /v1.0/security/secureScores/{secureScoreId}")
  JsonNode get(
      @Input(
              value = "secureScoreId",
              label = "Secure score",
              help =
                  "The id of the score: the tenant id and the day. The step \"List secure scores\""
                      + " returns it.",
              shape = ID,
              required = true,
              example = "5382f7ea-7557-4ab7-9782-d50480024a4e_2026-11-20")
          String secureScoreId);
}
