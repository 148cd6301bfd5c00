package io.defenderflow.action.incident;

import static io.defenderflow.catalogue.Shape.KQL;
import static io.defenderflow.catalogue.Shape.TIMESPAN;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Advanced hunting, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Advanced hunting")
public interface Hunting {

  @Action(
      id = "hunting.run",
      label = "Run hunting query",
      summary =
          "Runs a KQL query over the last 30 days of Defender data and returns its rows and their"
              + " columns. A query may take three minutes.",
      permissions = "ThreatHunting.Read.All",
      returns = "microsoft.graph.security.huntingQueryResults",
      keywords = {"kql", "kusto", "advanced hunting", "query"},
      docs = "graph/api/security-security-runhuntingquery")
  @RequestLine("POST /v1.0/security/runHuntingQuery")
  JsonNode run(
      @Input(
              value = "Query",
              label = "Query",
              help =
                  "The KQL query. Put a backslash before a quote that is part of a value. A query"
                      + " of more than 4,000 characters must come from a JSON or file variable.",
              shape = KQL,
              required = true,
              example = "DeviceInfo | where OnboardingStatus == 'Onboarded' | take 10")
          String query,
      @Input(
              value = "Timespan",
              label = "Time span",
              help =
                  "How far to look back: a duration such as P7D, or two dates with a slash between."
                      + " Empty means 30 days.",
              shape = TIMESPAN)
          String timespan);
}
