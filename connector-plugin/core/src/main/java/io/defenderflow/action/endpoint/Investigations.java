package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Automated investigations that Defender for Endpoint runs on machines. */
@Resource(service = Service.ENDPOINT, area = "Automated investigations")
public interface Investigations {

  @Action(
      id = "investigation.list",
      label = "List automated investigations",
      summary =
          "Returns the automated investigations that match the filter, each with its machine,"
              + " trigger and state.",
      permissions = "Alert.Read.All",
      returns = "investigation collection",
      keywords = {"air", "mde", "search", "find"},
      docs = "defender-endpoint/api/get-investigation-collection")
  @RequestLine("GET /api/investigations?$filter={filter}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on startTime, id, state, machineId or triggeringAlertId.",
              shape = ODATA_FILTER,
              example =
                  "machineId eq '1e5bc9d7e413ddd7902c2932e418702b84d0cc07' and state eq 'Running'")
          String filter,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many investigations to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many investigations Microsoft sends at a time; 10,000 at most.",
              max = 10000,
              example = "100")
          Integer top);

  @Action(
      id = "investigation.get",
      label = "Get automated investigation",
      summary =
          "Returns one automated investigation with its state. One that waits for an approval in"
              + " the action center counts as running.",
      permissions = "Alert.Read.All",
      returns = "investigation",
      keywords = {"air", "mde", "state", "read"},
      docs = "defender-endpoint/api/get-investigation-object")
  @RequestLine("GET /api/investigations/{investigationId}")
  Investigation get(
      @Input(
              value = "investigationId",
              label = "Investigation",
              help = "The id of the investigation, or of the alert that started it.",
              shape = ID,
              required = true,
              example = "63017")
          String investigationId);
}
