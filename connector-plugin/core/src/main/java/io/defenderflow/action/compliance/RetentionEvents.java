package io.defenderflow.action.compliance;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/**
 * Events that start the retention of labelled content in Purview, such as the departure of an
 * employee, through Microsoft Graph.
 */
@Resource(service = Service.GRAPH, area = "Retention events")
public interface RetentionEvents {
  @Action(
      id = "retentionEvent.list",
      label = "List retention events",
      summary = "Returns the retention events of the tenant and how far each is carried out.",
      permissions = "RecordsManagement.Read.All",
      returns = "retentionEvent collection",
      keywords = {"purview", "records management", "trigger"},
      docs = "graph/api/security-retentionevent-list")
  @RequestLine("GET /v1.0/security/triggers/retentionEvents")
  Page list();

  @Action(
      id = "retentionEvent.get",
      label = "Get retention event",
      summary =
          "Returns one retention event; eventPropagationResults tells how far each service carried"
              + " it out.",
      permissions = "RecordsManagement.Read.All",
      returns = "retentionEvent",
      keywords = {"purview", "records management", "trigger"},
      docs = "graph/api/security-retentionevent-get")
  @RequestLine("GET /v1.0/security/triggers/retentionEvents/{retentionEventId}")
  JsonNode get(
      @Input(
              value = "retentionEventId",
              label = "Retention event",
              help = "The id of the event. The step \"List retention events\" returns it.",
              shape = GUID,
              required = true,
              example = "a4d5e6f7-0819-4a2b-8c3d-4e5f60718293")
          String retentionEventId);

  @Action(
      id = "retentionEvent.create",
      label = "Create retention event",
      summary =
          "Starts the retention period of content whose label waits for events of this type, and"
              + " returns the event. The services take up to seven days to carry it out. A period"
              + " that has begun stays so even when the event is deleted.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "RecordsManagement.ReadWrite.All",
      returns = "retentionEvent",
      keywords = {"purview", "records management", "trigger"},
      docs = "graph/api/security-retentionevent-post")
  @RequestLine("POST /v1.0/security/triggers/retentionEvents")
  JsonNode create(
      @Input(
              value = "displayName",
              label = "Name",
              help = "A name that tells what happened.",
              required = true,
              max = 256,
              example = "Mira Solberg left")
          String displayName,
      @Input(
              value = "retentionEventTypeId",
              label = "Event type",
              help =
                  "The id of the event type. The step \"List retention event types\" returns it.",
              shape = GUID,
              required = true,
              field = "retentionEventType@odata.bind",
              link = "/v1.0/security/triggerTypes/retentionEventTypes/",
              example = "b5e6f708-192a-4b3c-8d4e-5f6071829304")
          String retentionEventTypeId,
      @Input(
              value = "eventTriggerDateTime",
              label = "Happened at",
              help = "The date and time from which the retention period counts.",
              shape = DATE_TIME,
              required = true)
          String eventTriggerDateTime,
      @Input(
              value = "eventQueries",
              label = "Content",
              help =
                  "A JSON list of searches that say which content is meant, each with queryType"
                      + " (files or messages) and query. Without it the event reaches all content"
                      + " under labels of its type.",
              example = "[{\"queryType\":\"files\",\"query\":\"ComplianceAssetID:1042\"}]")
          List<JsonNode> eventQueries,
      @Input(
              value = "description",
              label = "Description",
              help = "What happened, for those who look at the event later.",
              example = "Retention starts for the files of the project.")
          String description);

  @Action(
      id = "retentionEvent.delete",
      label = "Delete retention event",
      summary =
          "Removes the event from the list. Retention periods that it started go on, and the event"
              + " cannot be taken back.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "RecordsManagement.ReadWrite.All",
      returns = "nothing",
      keywords = {"purview", "records management", "trigger", "remove"},
      docs = "graph/api/security-retentionevent-delete")
  @RequestLine("DELETE /v1.0/security/triggers/retentionEvents/{retentionEventId}")
  void delete(
      @Input(
              value = "retentionEventId",
              label = "Retention event",
              help = "The id of the event. The step \"List retention events\" returns it.",
              shape = GUID,
              required = true,
              example = "a4d5e6f7-0819-4a2b-8c3d-4e5f60718293")
          String retentionEventId);
}
