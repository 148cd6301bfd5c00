package io.defenderflow.action.compliance;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/**
 * Kinds of retention events, to which retention labels refer in Purview, through Microsoft Graph.
 */
@Resource(service = Service.GRAPH, area = "Retention event types")
public interface RetentionEventTypes {
  @Action(
      id = "retentionEventType.list",
      label = "List retention event types",
      summary = "Returns the retention event types of the tenant.",
      permissions = "RecordsManagement.Read.All",
      returns = "retentionEventType collection",
      keywords = {"purview", "records management"},
      docs = "graph/api/security-retentioneventtype-list")
  @RequestLine("GET /v1.0/security/triggerTypes/retentionEventTypes")
  Page list();

  @Action(
      id = "retentionEventType.get",
      label = "Get retention event type",
      summary = "Returns one retention event type.",
      permissions = "RecordsManagement.Read.All",
      returns = "retentionEventType",
      keywords = {"purview", "records management"},
      docs = "graph/api/security-retentioneventtype-get")
  @RequestLine("GET /v1.0/security/triggerTypes/retentionEventTypes/{retentionEventTypeId}")
  JsonNode get(
      @Input(
              value = "retentionEventTypeId",
              label = "Event type",
              help =
                  "The id of the event type. The step \"List retention event types\" returns it.",
              shape = GUID,
              required = true,
              example = "b5e6f708-192a-4b3c-8d4e-5f6071829304")
          String retentionEventTypeId);

  @Action(
      id = "retentionEventType.create",
      label = "Create retention event type",
      summary =
          "Creates a retention event type and returns it. It has an effect once a retention label"
              + " refers to it.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "RecordsManagement.ReadWrite.All",
      returns = "retentionEventType",
      keywords = {"purview", "records management"},
      docs = "graph/api/security-retentioneventtype-post")
  @RequestLine("POST /v1.0/security/triggerTypes/retentionEventTypes")
  JsonNode create(
      @Input(
              value = "displayName",
              label = "Name",
              help = "A name that tells what kind of event it is.",
              required = true,
              max = 256,
              example = "Employee left")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "What the events of this type have in common.",
              example = "An employee left the organization.")
          String description);

  @Action(
      id = "retentionEventType.update",
      label = "Update retention event type",
      summary =
          "Changes name and description of a retention event type and returns it. What is left"
              + " empty stays as it is.",
      effect = CHANGE,
      permissions = "RecordsManagement.ReadWrite.All",
      returns = "retentionEventType",
      keywords = {"purview", "records management"},
      docs = "graph/api/security-retentioneventtype-update")
  @RequestLine("PATCH /v1.0/security/triggerTypes/retentionEventTypes/{retentionEventTypeId}")
  JsonNode update(
      @Input(
              value = "retentionEventTypeId",
              label = "Event type",
              help =
                  "The id of the event type. The step \"List retention event types\" returns it.",
              shape = GUID,
              required = true,
              example = "b5e6f708-192a-4b3c-8d4e-5f6071829304")
          String retentionEventTypeId,
      @Input(
              value = "displayName",
              label = "Name",
              help = "The new name.",
              max = 256,
              example = "Employee left")
          String displayName,
      @Input(
              value = "description",
              label = "Description",
              help = "The new description.",
              example = "An employee left the organization.")
          String description);

  @Action(
      id = "retentionEventType.delete",
      label = "Delete retention event type",
      summary =
          "Deletes a retention event type for good. Microsoft refuses it while a retention label or"
              + " an event refers to it.",
      effect = CHANGE,
      lostAnswer = GONE_IS_DONE,
      permissions = "RecordsManagement.ReadWrite.All",
      returns = "nothing",
      keywords = {"purview", "records management", "remove"},
      docs = "graph/api/security-retentioneventtype-delete")
  @RequestLine("DELETE /v1.0/security/triggerTypes/retentionEventTypes/{retentionEventTypeId}")
  void delete(
      @Input(
              value = "retentionEventTypeId",
              label = "Event type",
              help =
                  "The id of the event type. The step \"List retention event types\" returns it.",
              shape = GUID,
              required = true,
              example = "b5e6f708-192a-4b3c-8d4e-5f6071829304")
          String retentionEventTypeId);
}
