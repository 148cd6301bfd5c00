package io.defenderflow.action.device;

import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;
import static io.defenderflow.catalogue.Shape.ODATA_SEARCH;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/**
 * Devices as Entra ID knows them, through Microsoft Graph. They have other ids than machines of
 * Defender and managed devices of Intune.
 */
@Resource(service = Service.GRAPH, area = "Entra devices")
public interface Devices {
  @Action(
      id = "device.list",
      label = "List Entra devices",
      summary =
          "Returns the devices of Entra ID that match. To find the device of a Defender machine,"
              + " filter deviceId by the aadDeviceId of the machine.",
      permissions = "Device.Read.All",
      returns = "device collection",
      keywords = {"computer", "phone", "find", "search"},
      docs = "graph/api/device-list")
  @RequestLine(
      "GET /v1.0/devices?$count={count}&$expand={expand}&$filter={filter}&$orderby={orderby}&$search={search}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matching devices as well.")
          Boolean count,
      @Input(
              value = "expand",
              label = "Expand",
              help =
                  "One related collection to return as well, such as registeredOwners; 20 entries"
                      + " at most.",
              shape = ODATA_LIST,
              example = "registeredOwners")
          String expand,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on properties such as deviceId, displayName, operatingSystem or"
                      + " accountEnabled.",
              shape = ODATA_FILTER,
              example = "operatingSystem eq 'Windows'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help =
                  "The property to sort by, such as displayName; add desc to turn the order"
                      + " around.",
              shape = ODATA_LIST,
              example = "displayName")
          String orderby,
      @Input(
              value = "search",
              label = "Search",
              help =
                  "Words to look for in displayName, such as \"displayName:WS-04\". Put each clause"
                      + " in double quotes.",
              shape = ODATA_SEARCH,
              example = "\"displayName:WS-04\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,deviceId,displayName,accountEnabled")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many devices Microsoft sends at a time; 999 at most.",
              max = 999,
              example = "100")
          Integer top);

  @Action(
      id = "device.get",
      label = "Get Entra device",
      summary =
          "Returns one device of Entra ID, for example to see whether it is enabled and compliant.",
      permissions = "Device.Read.All",
      returns = "device",
      keywords = {"computer", "phone"},
      docs = "graph/api/device-get")
  @RequestLine("GET /v1.0/devices/{deviceObjectId}?$expand={expand}&$select={select}")
  JsonNode get(
      @Input(
              value = "deviceObjectId",
              label = "Device",
              help =
                  "The object id of the device. It is id in \"List Entra devices\", not deviceId.",
              shape = GUID,
              required = true,
              example = "8e6c2f57-3a4d-4d7d-8d3b-0f1c2b3a4d5e")
          String deviceObjectId,
      @Input(
              value = "expand",
              label = "Expand",
              help = "Related objects to return as well.",
              shape = ODATA_LIST,
              example = "registeredOwners")
          String expand,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,deviceId,displayName,accountEnabled,isCompliant")
          String select);

  @Action(
      id = "device.update",
      label = "Update Entra device",
      summary =
          "Changes a device of Entra ID. With \"Enabled\" false nobody can sign in with the device"
              + " any more, though tokens it holds live on until they expire; the same step with"
              + " true takes it back. On Windows devices only \"Enabled\" can be changed in most"
              + " tenants.",
      effect = CONTAIN,
      undo = "device.update",
      permissions = "Device.ReadWrite.All",
      alsoNeeds =
          "To disable or enable a device, the app also needs the directory role Cloud Device"
              + " Administrator.",
      returns = "nothing",
      keywords = {"disable", "enable", "block", "computer", "phone"},
      docs = "graph/api/device-update")
  @RequestLine("PATCH /v1.0/devices/{deviceObjectId}")
  void update(
      @Input(
              value = "deviceObjectId",
              label = "Device",
              help =
                  "The object id of the device. It is id in \"List Entra devices\", not deviceId.",
              shape = GUID,
              required = true,
              example = "8e6c2f57-3a4d-4d7d-8d3b-0f1c2b3a4d5e")
          String deviceObjectId,
      @Input(
              value = "accountEnabled",
              label = "Enabled",
              help =
                  "Choose false to disable the device, true to enable it. Empty leaves it as it"
                      + " is.",
              example = "false")
          Boolean accountEnabled,
      @Input(
              value = "displayName",
              label = "Display name",
              help = "A new name. Empty keeps the present one.",
              max = 256,
              example = "WS-0417")
          String displayName,
      @Input(
              value = "operatingSystem",
              label = "Operating system",
              help = "The name of the operating system. Empty keeps the present one.",
              example = "Windows")
          String operatingSystem,
      @Input(
              value = "operatingSystemVersion",
              label = "Operating system version",
              help = "The version of the operating system. Empty keeps the present one.",
              example = "10.0.26100.2314")
          String operatingSystemVersion,
      @Input(
              value = "isCompliant",
              label = "Compliant",
              help =
                  "Whether the device meets the rules. Microsoft takes it only from Intune or an"
                      + " approved management product.",
              example = "false")
          Boolean isCompliant,
      @Input(
              value = "isManaged",
              label = "Managed",
              help =
                  "Whether a product manages the device. Microsoft takes it only from Intune or an"
                      + " approved management product.",
              example = "true")
          Boolean isManaged);

  @Action(
      id = "device.delete",
      label = "Delete Entra device",
      summary =
          "Deletes a device from Entra ID. It can no longer sign in, and BitLocker keys that are"
              + " stored with it are lost. It cannot be taken back; the device must join again. To"
              + " block a device for a time, disable it with \"Update Entra device\".",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "Device.ReadWrite.All",
      alsoNeeds = "The app also needs the directory role Cloud Device Administrator.",
      returns = "nothing",
      keywords = {"remove", "computer", "phone"},
      docs = "graph/api/device-delete")
  @RequestLine("DELETE /v1.0/devices/{deviceObjectId}")
  void delete(
      @Input(
              value = "deviceObjectId",
              label = "Device",
              help =
                  "The object id of the device. It is id in \"List Entra devices\", not deviceId.",
              shape = GUID,
              required = true,
              example = "8e6c2f57-3a4d-4d7d-8d3b-0f1c2b3a4d5e")
          String deviceObjectId);

  @Action(
      id = "device.registeredOwners.list",
      label = "List owners of device",
      summary = "Returns the user who joined or registered the device.",
      permissions = "Device.Read.All",
      returns = "directoryObject collection",
      keywords = {"user", "computer", "phone"},
      docs = "graph/api/device-list-registeredowners")
  @RequestLine("GET /v1.0/devices/{deviceObjectId}/registeredOwners")
  Page listRegisteredOwners(
      @Input(
              value = "deviceObjectId",
              label = "Device",
              help =
                  "The object id of the device. It is id in \"List Entra devices\", not deviceId.",
              shape = GUID,
              required = true,
              example = "8e6c2f57-3a4d-4d7d-8d3b-0f1c2b3a4d5e")
          String deviceObjectId);

  @Action(
      id = "device.registeredUsers.list",
      label = "List users of device",
      summary =
          "Returns the users who are registered on the device. For who really signed in, use \"List"
              + " logged-on users\" of the Defender machine.",
      permissions = "Device.Read.All",
      returns = "directoryObject collection",
      keywords = {"computer", "phone"},
      docs = "graph/api/device-list-registeredusers")
  @RequestLine("GET /v1.0/devices/{deviceObjectId}/registeredUsers")
  Page listRegisteredUsers(
      @Input(
              value = "deviceObjectId",
              label = "Device",
              help =
                  "The object id of the device. It is id in \"List Entra devices\", not deviceId.",
              shape = GUID,
              required = true,
              example = "8e6c2f57-3a4d-4d7d-8d3b-0f1c2b3a4d5e")
          String deviceObjectId);

  @Action(
      id = "device.memberOf.list",
      label = "List memberships of device",
      summary =
          "Returns the groups and administrative units of which the device is a direct member.",
      permissions = "Device.Read.All",
      returns = "directoryObject collection",
      keywords = {"groups", "computer", "phone"},
      docs = "graph/api/device-list-memberof")
  @RequestLine("GET /v1.0/devices/{deviceObjectId}/memberOf")
  Page listMemberOf(
      @Input(
              value = "deviceObjectId",
              label = "Device",
              help =
                  "The object id of the device. It is id in \"List Entra devices\", not deviceId.",
              shape = GUID,
              required = true,
              example = "8e6c2f57-3a4d-4d7d-8d3b-0f1c2b3a4d5e")
          String deviceObjectId);
}
