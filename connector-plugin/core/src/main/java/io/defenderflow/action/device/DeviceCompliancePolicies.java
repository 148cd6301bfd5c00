package io.defenderflow.action.device;

import static io.defenderflow.catalogue.Shape.GUID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** What a device must fulfil to count as compliant in Intune, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Compliance policies")
public interface DeviceCompliancePolicies {
  @Action(
      id = "compliancePolicy.list",
      label = "List compliance policies",
      summary =
          "Returns the compliance policies of Intune. The property @odata.type tells the platform.",
      permissions = "DeviceManagementConfiguration.Read.All",
      returns = "deviceCompliancePolicy collection",
      keywords = {"intune", "mdm", "rules"},
      docs = "graph/api/intune-deviceconfig-devicecompliancepolicy-list")
  @RequestLine("GET /v1.0/deviceManagement/deviceCompliancePolicies")
  Page list();

  @Action(
      id = "compliancePolicy.get",
      label = "Get compliance policy",
      summary = "Returns one compliance policy of Intune with its settings.",
      permissions = "DeviceManagementConfiguration.Read.All",
      returns = "deviceCompliancePolicy",
      keywords = {"intune", "mdm", "rules"},
      docs = "graph/api/intune-deviceconfig-devicecompliancepolicy-get")
  @RequestLine("GET /v1.0/deviceManagement/deviceCompliancePolicies/{policyId}")
  JsonNode get(
      @Input(
              value = "policyId",
              label = "Compliance policy",
              help = "The id of the policy. The step \"List compliance policies\" returns it.",
              shape = GUID,
              required = true,
              example = "1f8e7d6c-5b4a-4392-8170-6f5e4d3c2b1a")
          String policyId);
}
