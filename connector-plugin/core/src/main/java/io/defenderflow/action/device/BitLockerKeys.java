package io.defenderflow.action.device;

import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** BitLocker recovery keys that Entra ID keeps, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "BitLocker recovery keys")
public interface BitLockerKeys {
  @Action(
      id = "bitlockerKey.list",
      label = "List BitLocker key records",
      summary =
          "Returns which BitLocker recovery keys Entra ID keeps for a device. It never returns a"
              + " key.",
      permissions = "BitlockerKey.ReadBasic.All",
      returns = "bitlockerRecoveryKey collection (no key)",
      keywords = {"bitlocker", "encryption", "recovery"},
      docs = "graph/api/bitlocker-list-recoverykeys")
  @RequestLine("GET /v1.0/informationProtection/bitlocker/recoveryKeys?$filter={filter}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help = "An OData filter on deviceId, the Entra device id.",
              shape = ODATA_FILTER,
              example = "deviceId eq '3b1f6d0c-5d2e-4e1b-9a3f-6c7d8e9f0a1b'")
          String filter);

  @Action(
      id = "bitlockerKey.get",
      label = "Get BitLocker key record",
      summary =
          "Returns when a BitLocker recovery key was stored and for which volume. The key itself"
              + " comes only if select names key: it then ends in the process history, where"
              + " everybody with the right to read the history can unlock the disk. Let a person"
              + " read it in the Entra portal instead. Where a playbook must have it, rotate the"
              + " key right after use.",
      anyPermission = {"BitlockerKey.ReadBasic.All", "BitlockerKey.Read.All"},
      alsoNeeds =
          "With key in the selection the app needs BitlockerKey.Read.All; without,"
              + " BitlockerKey.ReadBasic.All suffices.",
      returns = "bitlockerRecoveryKey",
      keywords = {"bitlocker", "encryption", "recovery", "secret"},
      docs = "graph/api/bitlockerrecoverykey-get")
  @RequestLine("GET /v1.0/informationProtection/bitlocker/recoveryKeys/{keyId}?$select={select}")
  JsonNode get(
      @Input(
              value = "keyId",
              label = "BitLocker key",
              help = "The id of the record. The step \"List BitLocker key records\" returns it.",
              shape = GUID,
              required = true,
              example = "b465e4e8-e4e8-b465-e8e4-65b4e8e465b4")
          String keyId,
      @Input(
              value = "select",
              label = "Select",
              help =
                  "The properties to return, separated by commas. Naming key returns the recovery"
                      + " key and is audited; leave it out unless the playbook needs it.",
              shape = ODATA_LIST,
              example = "id,createdDateTime,deviceId,volumeType")
          String select);
}
