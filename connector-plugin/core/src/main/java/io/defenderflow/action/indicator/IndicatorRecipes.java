package io.defenderflow.action.indicator;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.Shape.DATE_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.endpoint.IndicatorAction;
import io.defenderflow.action.endpoint.IndicatorSeverity;
import io.defenderflow.action.endpoint.IndicatorType;
import io.defenderflow.action.endpoint.Indicators;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Checked;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Quotes;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Composite actions on custom indicators. */
@Resource(service = Service.ENDPOINT, area = "Indicators")
public final class IndicatorRecipes {
  private final Indicators indicators;

  public IndicatorRecipes(Calls calls) {
    this.indicators = calls.of(Indicators.class);
  }

  @Action(
      id = "indicator.find",
      label = "Find indicator",
      summary =
          "Finds the custom indicators that have exactly this value. None is a normal answer, with"
              + " count 0, since a playbook asks whether a value is blocked already. With"
              + " Ti.ReadWrite only the indicators that this app created are seen.",
      uses = "indicator.list",
      returns = "indicators in value, and their count",
      keywords = {"ioc", "look up", "exists", "blocked"},
      docs = "defender-endpoint/api/get-ti-indicators-collection")
  public JsonNode find(
      @Input(
              value = "indicatorValue",
              label = "Value",
              help = "The hash, address, domain or URL.",
              required = true,
              max = 2_048,
              example = "203.0.113.77")
          String indicatorValue,
      @Input(
              value = "indicatorType",
              label = "Type",
              help = "Only indicators of this type. Empty means any.",
              example = "IpAddress")
          IndicatorType indicatorType) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    matching(indicators, indicatorValue.strip(), indicatorType == null ? "" : indicatorType.wire())
        .forEach(found::add);
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("value", found);
    return result.put("count", found.size());
  }

  static List<JsonNode> matching(Indicators indicators, String value, String type) {
    String filter =
        "indicatorValue eq "
            + Quotes.odata(value)
            + (type.isEmpty() ? "" : " and indicatorType eq " + Quotes.odata(type));
    return indicators.list(filter, null, null).value().stream()
        .filter(indicator -> indicator.path("indicatorValue").asText().equalsIgnoreCase(value))
        .toList();
  }

  @Action(
      id = "indicator.fromStix",
      label = "Import indicators from STIX",
      summary =
          "Turns the indicators of a STIX 2.1 bundle into custom indicators and returns what became"
              + " of each. Patterns that name single hashes, addresses, domains and URLs are"
              + " understood; of any other pattern nothing is blocked, and it is reported. Revoked"
              + " ones are removed if this application made them, outdated ones are left out."
              + " It cannot be taken back in one step; the ids in the result can be deleted with"
              + " \"Delete several indicators\".",
      effect = CONTAIN,
      uses = {"indicator.import", "indicator.list", "indicator.batchDelete"},
      returns = "value with outcome, id and reason of each, and the counts by outcome",
      keywords = {"ioc", "feed", "taxii", "threat intelligence", "block"},
      docs = "defender-endpoint/api/import-ti-indicators")
  @Checked(StixRule.class)
  public JsonNode fromStix(
      @Input(
              value = "bundle",
              label = "STIX bundle",
              help = "A STIX 2.1 bundle as a JSON object, with 5,000 objects at most.",
              required = true,
              example =
                  "{\"type\":\"bundle\",\"id\":\"bundle--1f6a9e5c-6f7d-4b3e-9a59-2f4f2d6d6a11\",\"objects\":[]}")
          JsonNode bundle,
      @Input(
              value = "action",
              label = "What Defender does",
              help =
                  "Allowed lets it pass, Audit only raises an alert, Warn lets the user decide,"
                      + " Block stops it, BlockAndRemediate also cleans up.",
              required = true,
              example = "Audit")
          IndicatorAction action,
      @Input(
              value = "severity",
              label = "Severity",
              help = "The severity of the alerts that the indicators raise.")
          IndicatorSeverity severity,
      @Input(
              value = "expirationTime",
              label = "Expires at the latest",
              help =
                  "When the indicators end. One whose valid_until is earlier ends then. Empty means"
                      + " at valid_until, or never.",
              shape = DATE_TIME,
              example = "2030-01-01T00:00:00Z")
          String expirationTime,
      @Input(
              value = "application",
              label = "Application",
              help =
                  "Marks the indicators as made by this program. Revoked ones are removed only if"
                      + " they have the same mark. Empty means Defenderflow.",
              example = "Defenderflow")
          String application) {
    return new StixImport(
            indicators,
            action,
            severity,
            expirationTime,
            application == null ? "Defenderflow" : application)
        .run(bundle);
  }
}
