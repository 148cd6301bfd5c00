package io.defenderflow.action.intelligence;

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

/** Articles of Defender Threat Intelligence and the indicators in them. */
@Resource(service = Service.GRAPH, area = "Threat intelligence articles")
public interface Articles {
  @Action(
      id = "ti.article.list",
      label = "List threat articles",
      summary =
          "Returns the articles about threats, actors and campaigns that match. The tenant needs a"
              + " licence for Defender Threat Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "article collection",
      keywords = {"report", "campaign", "mdti"},
      docs = "graph/api/security-threatintelligence-list-articles")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/articles?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on isFeatured, createdDateTime or tags.",
              shape = ODATA_FILTER,
              example = "isFeatured eq true")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "createdDateTime desc")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,title,createdDateTime")
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
      id = "ti.article.get",
      label = "Get threat article",
      summary =
          "Returns one article with its full text. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "article",
      docs = "graph/api/security-article-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/articles/{articleId}")
  JsonNode get(
      @Input(
              value = "articleId",
              label = "Article",
              help = "The id of the article.",
              shape = ID,
              required = true,
              example = "a272d5ab")
          String articleId);

  @Action(
      id = "ti.article.indicators.list",
      label = "List indicators of threat article",
      summary =
          "Returns the hosts, addresses and hashes that an article names. Use them in a hunt or as"
              + " indicators. The tenant needs a licence for Defender Threat Intelligence and its"
              + " API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "articleIndicator collection",
      keywords = {"ioc"},
      docs = "graph/api/security-article-list-indicators")
  @RequestLine(
      "GET /v1.0/security/threatIntelligence/articles/{articleId}/indicators?$count={count}&$filter={filter}&$orderby={orderby}&$select={select}&$skip={skip}&$top={top}")
  Page listIndicators(
      @Input(
              value = "articleId",
              label = "Article",
              help = "The id of the article.",
              shape = ID,
              required = true,
              example = "a272d5ab")
          String articleId,
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matches as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter, for example on source.",
              shape = ODATA_FILTER,
              example = "source eq 'microsoft'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help = "The property to sort by; add desc for the newest or highest first.",
              shape = ODATA_LIST,
              example = "source")
          String orderby,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,source,artifact")
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
      id = "ti.articleIndicator.get",
      label = "Get indicator of threat article",
      summary =
          "Returns one indicator of an article. The tenant needs a licence for Defender Threat"
              + " Intelligence and its API add-on.",
      permissions = "ThreatIntelligence.Read.All",
      returns = "articleIndicator",
      docs = "graph/api/security-articleindicator-get")
  @RequestLine("GET /v1.0/security/threatIntelligence/articleIndicators/{articleIndicatorId}")
  JsonNode getIndicator(
      @Input(
              value = "articleIndicatorId",
              label = "Indicator",
              help = "The id, as a list of these returned it.",
              shape = ID,
              required = true,
              example = "ZmlsZXM=")
          String articleIndicatorId);
}
