package io.defenderflow.action.device;

import static io.defenderflow.catalogue.Shape.ID;

import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Applications that Intune found on the devices it manages, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Apps that Intune found")
public interface DetectedApps {
  @Action(
      id = "detectedApp.list",
      label = "List detected apps",
      summary =
          "Returns the applications that Intune found on managed devices, each version on its own,"
              + " with the number of devices. The inventory is up to a week old.",
      permissions = "DeviceManagementManagedDevices.Read.All",
      returns = "detectedApp collection",
      keywords = {"intune", "inventory", "software"},
      docs = "graph/api/intune-devices-detectedapp-list")
  @RequestLine("GET /v1.0/deviceManagement/detectedApps")
  Page list();

  @Action(
      id = "detectedApp.devices.list",
      label = "List devices with detected app",
      summary = "Returns the managed devices on which Intune found an application in one version.",
      permissions = "DeviceManagementManagedDevices.Read.All",
      returns = "managedDevice collection",
      keywords = {"intune", "inventory", "software"},
      docs = "graph/api/intune-devices-manageddevice-list")
  @RequestLine("GET /v1.0/deviceManagement/detectedApps/{detectedAppId}/managedDevices")
  Page listDevices(
      @Input(
              value = "detectedAppId",
              label = "Detected app",
              help = "The id of the application. The step \"List detected apps\" returns it.",
              shape = ID,
              required = true,
              example = "0000a1b2c3d4e5f60718293a4b5c6d7e8f900000ffff")
          String detectedAppId);
}
