package io.defenderflow.action.device;

import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Settings that Intune brings to devices, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Device configurations")
public interface DeviceConfigurations {
  @Action(
      id = "deviceConfiguration.list",
      label = "List device configurations",
      summary =
          "Returns the configuration profiles of Intune that are made from templates. Profiles of"
              + " the settings catalogue are missing.",
      permissions = "DeviceManagementConfiguration.Read.All",
      returns = "deviceConfiguration collection",
      keywords = {"intune", "mdm", "profile", "settings"},
      docs = "graph/api/intune-deviceconfig-deviceconfiguration-list")
  @RequestLine("GET /v1.0/deviceManagement/deviceConfigurations")
  Page list();

  @Action(
      id = "deviceConfiguration.get",
      label = "Get device configuration",
      summary = "Returns one configuration profile of Intune with its settings.",
      permissions = "DeviceManagementConfiguration.Read.All",
      returns = "deviceConfiguration",
      keywords = {"intune", "mdm", "profile", "settings"},
      docs = "graph/api/intune-deviceconfig-deviceconfiguration-get")
  @RequestLine("GET /v1.0/deviceManagement/deviceConfigurations/{configurationId}")
  JsonNode get(
      @Input(
              value = "configurationId",
              label = "Device configuration",
              help = "The id of the profile. The step \"List device configurations\" returns it.",
              shape = GUID,
              required = true,
              example = "2a9f8e7d-6c5b-4a39-9281-706f5e4d3c2b")
          String configurationId);
}
