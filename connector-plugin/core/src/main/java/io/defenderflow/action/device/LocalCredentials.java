package io.defenderflow.action.device;

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

/** Local administrator passwords that Windows LAPS keeps in Entra ID, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Local administrator passwords")
public interface LocalCredentials {
  @Action(
      id = "deviceLocalCredential.list",
      label = "List local administrator records",
      summary =
          "Returns for which devices Windows LAPS keeps a local administrator password, and when it"
              + " was stored. It never returns a password.",
      permissions = "DeviceLocalCredential.ReadBasic.All",
      returns = "deviceLocalCredentialInfo collection",
      keywords = {"laps", "windows laps", "backup"},
      docs = "graph/api/directory-list-devicelocalcredentials")
  @RequestLine(
      "GET /v1.0/directory/deviceLocalCredentials?$count={count}&$filter={filter}&$orderby={orderby}&$search={search}&$select={select}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of records as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on deviceName, lastBackupDateTime or refreshDateTime.",
              shape = ODATA_FILTER,
              example = "deviceName eq 'WS-0417'")
          String filter,
      @Input(
              value = "orderby",
              label = "Order by",
              help =
                  "The property to sort by, such as refreshDateTime; add desc for the newest"
                      + " first.",
              shape = ODATA_LIST,
              example = "deviceName")
          String orderby,
      @Input(
              value = "search",
              label = "Search",
              help = "Words to look for in deviceName, in double quotes.",
              shape = ODATA_SEARCH,
              example = "\"deviceName:WS-0417\"")
          String search,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,deviceName,lastBackupDateTime,refreshDateTime")
          String select,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many records Microsoft sends at a time.",
              example = "100")
          Integer top);

  @Action(
      id = "deviceLocalCredential.get",
      label = "Get local administrator record",
      summary =
          "Returns when the local administrator password of a device was stored. The password comes"
              + " only if select names credentials, in base64 and not encrypted: it then ends in"
              + " the process history, where everybody with the right to read the history sees it."
              + " Let a person read it in the Entra portal instead. Where a playbook must have it,"
              + " rotate the password right after use.",
      anyPermission = {"DeviceLocalCredential.ReadBasic.All", "DeviceLocalCredential.Read.All"},
      alsoNeeds =
          "With credentials in the selection the app needs DeviceLocalCredential.Read.All; without,"
              + " DeviceLocalCredential.ReadBasic.All suffices.",
      returns = "deviceLocalCredentialInfo",
      keywords = {"laps", "windows laps", "password", "secret"},
      docs = "graph/api/devicelocalcredentialinfo-get")
  @RequestLine("GET /v1.0/directory/deviceLocalCredentials/{deviceId}?$select={select}")
  JsonNode get(
      @Input(
              value = "deviceId",
              label = "Device",
              help =
                  "The Entra device id: deviceId in \"List Entra devices\", aadDeviceId of a"
                      + " Defender machine.",
              shape = GUID,
              required = true,
              example = "3b1f6d0c-5d2e-4e1b-9a3f-6c7d8e9f0a1b")
          String deviceId,
      @Input(
              value = "select",
              label = "Select",
              help =
                  "The properties to return, separated by commas. Naming credentials returns the"
                      + " password and is audited; leave it out unless the playbook needs it.",
              shape = ODATA_LIST,
              example = "id,deviceName,lastBackupDateTime,refreshDateTime")
          String select);
}
