package io.defenderflow.action.device;

import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Applications that Intune brings to devices, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Apps that Intune hands out")
public interface MobileApps {
  @Action(
      id = "mobileApp.list",
      label = "List Intune apps",
      summary =
          "Returns the applications that Intune can bring to devices. The property @odata.type"
              + " tells the kind.",
      permissions = "DeviceManagementApps.Read.All",
      returns = "mobileApp collection",
      keywords = {"intune", "software", "deployment"},
      docs = "graph/api/intune-apps-mobileapp-list")
  @RequestLine("GET /v1.0/deviceAppManagement/mobileApps")
  Page list();

  @Action(
      id = "mobileApp.get",
      label = "Get Intune app",
      summary = "Returns one application that Intune can bring to devices.",
      permissions = "DeviceManagementApps.Read.All",
      returns = "mobileApp",
      keywords = {"intune", "software", "deployment"},
      docs = "graph/api/intune-apps-mobileapp-get")
  @RequestLine("GET /v1.0/deviceAppManagement/mobileApps/{mobileAppId}")
  JsonNode get(
      @Input(
              value = "mobileAppId",
              label = "App",
              help = "The id of the application. The step \"List Intune apps\" returns it.",
              shape = GUID,
              required = true,
              example = "3b0a9f8e-7d6c-4b5a-8493-82716f5e4d3c")
          String mobileAppId);
}
