package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.USER_REFERENCE;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** User accounts as the sensors of Defender for Endpoint saw them. */
@Resource(service = Service.ENDPOINT, area = "Endpoint users")
public interface EndpointUsers {

  @Action(
      id = "mde.user.alerts.list",
      label = "List endpoint alerts of user",
      summary =
          "Returns the alerts of Defender for Endpoint that belong to a user account; none where it"
              + " was never seen.",
      permissions = "Alert.Read.All",
      returns = "alert collection",
      keywords = {"mde", "account", "person"},
      docs = "defender-endpoint/api/get-user-related-alerts")
  @RequestLine("GET /api/users/{accountName}/alerts")
  Page listAlerts(
      @Input(
              value = "accountName",
              label = "Account name",
              help =
                  "The name of the account without its domain: mira.solberg, not"
                      + " mira.solberg@northwharf.example.",
              shape = USER_REFERENCE,
              required = true,
              example = "mira.solberg")
          String accountName);

  @Action(
      id = "mde.user.machines.list",
      label = "List machines of user",
      summary =
          "Returns the machines on which a user account was seen; none where it was never seen."
              + " Microsoft names no permission that reads only.",
      permissions = "Machine.ReadWrite.All",
      returns = "machine collection",
      keywords = {"mde", "account", "person", "device", "logon"},
      docs = "defender-endpoint/api/get-user-related-machines")
  @RequestLine("GET /api/users/{accountName}/machines")
  Page listMachines(
      @Input(
              value = "accountName",
              label = "Account name",
              help =
                  "The name of the account without its domain: mira.solberg, not"
                      + " mira.solberg@northwharf.example.",
              shape = USER_REFERENCE,
              required = true,
              example = "mira.solberg")
          String accountName);
}
