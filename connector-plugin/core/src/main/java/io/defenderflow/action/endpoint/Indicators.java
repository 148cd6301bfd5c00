package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.NUMBER_ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.URL;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Custom indicators: files, addresses, domains and URLs that Defender allows or blocks. */
@Resource(service = Service.ENDPOINT, area = "Indicators")
public interface Indicators {

  @Action(
      id = "indicator.list",
      label = "List indicators",
      summary =
          "Returns the custom indicators that match the filter. With Ti.ReadWrite only those that"
              + " this app created.",
      permissions = "Ti.ReadWrite",
      returns = "indicator collection",
      keywords = {"ioc", "block list", "allow list"},
      docs = "defender-endpoint/api/get-ti-indicators-collection")
  @RequestLine("GET /api/indicators?$filter={filter}&$top={top}&$skip={skip}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on application, createdByDisplayName, expirationTime,"
                      + " generateAlert, title, rbacGroupNames, rbacGroupIds, indicatorValue,"
                      + " indicatorType, creationTimeDateTimeUtc, createdBy, action or severity.",
              shape = ODATA_FILTER,
              example = "indicatorType eq 'IpAddress'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many indicators Microsoft sends at a time.",
              max = 10_000,
              example = "100")
          Integer top,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many indicators to leave out from the start.",
              example = "0")
          Integer skip);

  @Action(
      id = "indicator.submit",
      label = "Submit indicator",
      summary =
          "Creates an indicator, or changes the one that has the same value, and returns it."
              + " Defender then allows, audits, warns of or blocks it on the machines of the named"
              + " groups.",
      effect = CONTAIN,
      undo = "indicator.delete",
      permissions = "Ti.ReadWrite",
      returns = "indicator",
      keywords = {"ioc", "block", "allow", "hash", "domain", "url", "ip"},
      docs = "defender-endpoint/api/post-ti-indicator")
  @RequestLine("POST /api/indicators")
  JsonNode submit(
      @Input(
              value = "indicatorValue",
              label = "Value",
              help = "The hash, address, domain or URL. Address ranges are not possible.",
              required = true,
              max = 2_048,
              example = "203.0.113.77")
          String indicatorValue,
      @Input(
              value = "indicatorType",
              label = "Type",
              help = "What the value is.",
              required = true,
              example = "IpAddress")
          IndicatorType indicatorType,
      @Input(
              value = "action",
              label = "What Defender does",
              help =
                  "Allowed lets it pass, Audit only raises an alert, Warn lets the user decide,"
                      + " Block stops it, BlockAndRemediate also cleans up.",
              required = true,
              example = "Block")
          IndicatorAction action,
      @Input(
              value = "title",
              label = "Title",
              help = "The title of the alerts that the indicator raises.",
              required = true,
              example = "Address from incident 1042")
          String title,
      @Input(
              value = "description",
              label = "Description",
              help = "Why the indicator exists.",
              required = true,
              example = "Command and control address seen in incident 1042.")
          String description,
      @Input(
              value = "application",
              label = "Application",
              help = "The program that the indicator belongs to. It is kept only when it is new.",
              example = "Defenderflow")
          String application,
      @Input(
              value = "expirationTime",
              label = "Expires at",
              help = "When the indicator ends. Empty means never.",
              shape = DATE_TIME,
              example = "2030-01-01T00:00:00Z")
          String expirationTime,
      @Input(
              value = "severity",
              label = "Severity",
              help = "The severity of the alerts that the indicator raises.")
          IndicatorSeverity severity,
      @Input(
              value = "recommendedActions",
              label = "Recommended actions",
              help = "What an analyst should do when the indicator raises an alert.",
              example = "Look at the process that opened the connection.")
          String recommendedActions,
      @Input(
              value = "rbacGroupNames",
              label = "Machine groups",
              help = "The names of the machine groups it applies to. Empty means all.",
              example = "Workstations")
          List<String> rbacGroupNames,
      @Input(
              value = "educateUrl",
              label = "Page for the user",
              help = "Where a blocked or warned user can read more. Only for URLs and domains.",
              shape = URL,
              example = "https://help.northwharf.example/blocked")
          String educateUrl,
      @Input(
              value = "generateAlert",
              label = "Raise an alert",
              help = "Whether an alert is raised. It must be true when Defender only audits.")
          Boolean generateAlert);

  @Action(
      id = "indicator.delete",
      label = "Delete indicator",
      summary =
          "Deletes a custom indicator. Defender then no longer acts on its value. It cannot be"
              + " taken back; submit the indicator again where it is needed after all.",
      effect = CONTAIN,
      releases = true,
      lostAnswer = GONE_IS_DONE,
      permissions = "Ti.ReadWrite",
      returns = "nothing",
      keywords = {"ioc", "remove", "unblock"},
      docs = "defender-endpoint/api/delete-ti-indicator-by-id")
  @RequestLine("DELETE /api/indicators/{indicatorId}")
  void delete(
      @Input(
              value = "indicatorId",
              label = "Indicator",
              help = "The id of the indicator, a number that the submit step returned.",
              shape = NUMBER_ID,
              required = true,
              example = "995")
          String indicatorId);

  @Action(
      id = "indicator.import",
      label = "Import indicators",
      summary =
          "Creates or changes up to 500 indicators in one call, and returns for each whether it"
              + " failed and why: look at isFailed of every one. An organization can have 15,000"
              + " active indicators. Microsoft allows 30 calls a minute.",
      effect = CONTAIN,
      undo = "indicator.batchDelete",
      permissions = "Ti.ReadWrite",
      returns = "collection of {id, indicator, isFailed, failureReason}",
      keywords = {"ioc", "block", "allow", "bulk", "batch", "hash", "domain", "url", "ip"},
      docs = "defender-endpoint/api/import-ti-indicators")
  @RequestLine("POST /api/indicators/import")
  Page importMany(
      @Input(
              value = "Indicators",
              label = "Indicators",
              help =
                  "The indicators as a JSON array; 500 at most. Each has the fields of \"Submit"
                      + " indicator\": indicatorValue, indicatorType, action, title, description"
                      + " and, if you like, the others.",
              required = true,
              max = 500,
              example =
                  "[{\"indicatorValue\":\"203.0.113.77\",\"indicatorType\":\"IpAddress\",\"action\":\"Block\",\"title\":\"Address"
                      + " from incident 1042\",\"description\":\"Command and control address seen"
                      + " in incident 1042.\",\"severity\":\"High\",\"generateAlert\":true}]")
          List<JsonNode> indicators);

  @Action(
      id = "indicator.batchDelete",
      label = "Delete several indicators",
      summary =
          "Deletes up to 500 custom indicators in one call. Defender then no longer acts on their"
              + " values. It cannot be taken back; import the indicators again where they are"
              + " needed after all.",
      effect = CONTAIN,
      releases = true,
      permissions = "Ti.ReadWrite",
      returns = "nothing",
      keywords = {"ioc", "remove", "unblock", "bulk"},
      docs = "defender-endpoint/api/batch-delete-ti-indicators")
  @RequestLine("POST /api/indicators/BatchDelete")
  void deleteMany(
      @Input(
              value = "IndicatorIds",
              label = "Indicators",
              help =
                  "The ids of the indicators, separated by commas or as a JSON array; 500 at most.",
              shape = NUMBER_ID,
              required = true,
              max = 500,
              example = "995,996")
          List<String> indicatorIds);
}
