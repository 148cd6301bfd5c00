package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ID;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/**
 * Scans in which a scanner machine logs on to Windows machines or network devices to look for
 * weaknesses.
 */
@Resource(service = Service.ENDPOINT, area = "Authenticated scans")
public interface AuthenticatedScans {

  @Action(
      id = "scan.definition.list",
      label = "List scan definitions",
      summary =
          "Returns the authenticated scans that are defined, each with its targets, interval,"
              + " scanner and last result.",
      permissions = "Machine.Read.All",
      returns = "scanDefinition collection",
      keywords = {"authenticated scan", "network scan", "inventory"},
      docs = "defender-endpoint/api/get-all-scan-definitions")
  @RequestLine("GET /api/DeviceAuthenticatedScanDefinitions")
  Page listDefinitions();

  @Action(
      id = "scan.definition.create",
      label = "Create scan definition",
      summary =
          "Defines an authenticated scan that a scanner machine repeats on the targets, and returns"
              + " it. Needs Defender Vulnerability Management.",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "Machine.ReadWrite.All",
      returns = "scanDefinition",
      keywords = {"authenticated scan", "network scan", "add", "schedule"},
      docs = "defender-endpoint/api/add-a-new-scan-definition")
  @RequestLine("POST /api/DeviceAuthenticatedScanDefinitions")
  JsonNode createDefinition(
      @Input(
              value = "scanType",
              label = "Scan type",
              help =
                  "Windows looks at Windows machines, Network at switches, routers and the like.",
              required = true,
              example = "Windows")
          AuthenticatedScanType scanType,
      @Input(
              value = "scanName",
              label = "Name",
              help = "The name of the scan in the portal.",
              required = true,
              example = "Servers of the east quay")
          String scanName,
      @Input(
              value = "isActive",
              label = "Active",
              help = "Choose true to have the scan run.",
              required = true)
          Boolean isActive,
      @Input(
              value = "target",
              label = "Targets",
              help = "The IP addresses or host names to scan, separated by commas.",
              required = true,
              example = "10.20.30.40,10.20.30.41")
          String target,
      @Input(
              value = "intervalInHours",
              label = "Interval in hours",
              help = "The hours from one run of the scan to the next.",
              required = true,
              example = "24")
          Integer intervalInHours,
      @Input(
              value = "targetType",
              label = "Kind of targets",
              help = "Write Ip for addresses, Hostname for host names.",
              required = true,
              example = "Ip")
          String targetType,
      @Input(
              value = "scannerMachineId",
              label = "Scanner machine",
              help = "The id of the machine on which the scanner is installed.",
              shape = MACHINE_ID,
              required = true,
              field = "scannerAgent/machineId")
          String scannerMachineId,
      @Input(
              value = "scanAuthenticationParams",
              label = "Sign-in",
              help =
                  "How the scanner signs in to the targets, as a JSON object. Use a group managed"
                      + " service account, or keyVaultUrl and keyVaultSecretName; never write a"
                      + " password here, it would stay in the engine's history.",
              required = true,
              example =
                  "{\"@odata.type\":\"#microsoft.windowsDefenderATP.api.WindowsAuthParams\",\"type\":\"Kerberos\",\"username\":\"svc-scan\",\"domain\":\"northwharf.example\",\"isGmsaUser\":true}")
          JsonNode scanAuthenticationParams);

  @Action(
      id = "scan.definition.update",
      label = "Update scan definition",
      summary =
          "Changes the named fields of an authenticated scan and returns it. Empty fields stay as"
              + " they are.",
      effect = CHANGE,
      permissions = "Machine.ReadWrite.All",
      returns = "scanDefinition",
      keywords = {"authenticated scan", "network scan", "pause", "schedule"},
      docs = "defender-endpoint/api/add-a-new-scan-definition")
  @RequestLine("PATCH /api/DeviceAuthenticatedScanDefinitions/{scanDefinitionId}")
  JsonNode updateDefinition(
      @Input(
              value = "scanDefinitionId",
              label = "Scan definition",
              help = "The id of the scan definition. \"List scan definitions\" returns it.",
              shape = GUID,
              required = true,
              example = "289224fb-1686-472c-9751-5555960854ca")
          String scanDefinitionId,
      @Input(
              value = "scanType",
              label = "Scan type",
              help =
                  "Windows looks at Windows machines, Network at switches, routers and the like.",
              example = "Windows")
          AuthenticatedScanType scanType,
      @Input(
              value = "scanName",
              label = "Name",
              help = "The name of the scan in the portal.",
              example = "Servers of the east quay")
          String scanName,
      @Input(
              value = "isActive",
              label = "Active",
              help = "Choose true to have the scan run, false to pause it.")
          Boolean isActive,
      @Input(
              value = "target",
              label = "Targets",
              help =
                  "The IP addresses or host names to scan, separated by commas. They replace the"
                      + " present ones.",
              example = "10.20.30.40,10.20.30.41")
          String target,
      @Input(
              value = "intervalInHours",
              label = "Interval in hours",
              help = "The hours from one run of the scan to the next.",
              example = "24")
          Integer intervalInHours,
      @Input(
              value = "targetType",
              label = "Kind of targets",
              help = "Write Ip for addresses, Hostname for host names.",
              example = "Ip")
          String targetType,
      @Input(
              value = "scannerMachineId",
              label = "Scanner machine",
              help = "The id of the machine on which the scanner is installed.",
              shape = MACHINE_ID,
              field = "scannerAgent/machineId")
          String scannerMachineId,
      @Input(
              value = "scanAuthenticationParams",
              label = "Sign-in",
              help =
                  "How the scanner signs in to the targets, as a JSON object. Use a group managed"
                      + " service account, or keyVaultUrl and keyVaultSecretName; never write a"
                      + " password here, it would stay in the engine's history.",
              example =
                  "{\"@odata.type\":\"#microsoft.windowsDefenderATP.api.WindowsAuthParams\",\"type\":\"Kerberos\",\"username\":\"svc-scan\",\"domain\":\"northwharf.example\",\"isGmsaUser\":true}")
          JsonNode scanAuthenticationParams);

  @Action(
      id = "scan.definition.batchDelete",
      label = "Delete scan definitions",
      summary =
          "Deletes authenticated scans. It cannot be taken back; define a scan again where it is"
              + " needed after all.",
      effect = CHANGE,
      permissions = "Machine.ReadWrite.All",
      returns = "nothing",
      keywords = {"authenticated scan", "network scan", "remove"},
      docs = "defender-endpoint/api/add-a-new-scan-definition")
  @RequestLine("POST /api/DeviceAuthenticatedScanDefinitions/BatchDelete")
  void deleteDefinitions(
      @Input(
              value = "ScanDefinitionIds",
              label = "Scan definitions",
              help = "The ids of the scan definitions, separated by commas or as a JSON array.",
              shape = GUID,
              required = true,
              example = "289224fb-1686-472c-9751-5555960854ca")
          List<String> scanDefinitionIds);

  @Action(
      id = "scan.agent.list",
      label = "List scanner machines",
      summary =
          "Returns the machines on which a scanner for authenticated scans is installed, each with"
              + " its version and when it was last seen.",
      permissions = "Machine.Read.All",
      returns = "scanAgent collection",
      keywords = {"authenticated scan", "agent"},
      docs = "defender-endpoint/api/get-all-scan-agents")
  @RequestLine("GET /api/DeviceAuthenticatedScanAgents")
  Page listAgents();

  @Action(
      id = "scan.agent.get",
      label = "Get scanner machine",
      summary =
          "Returns one scanner for authenticated scans with its machine, version and when it was"
              + " last seen.",
      permissions = "Machine.Read.All",
      returns = "scanAgent (sample wraps it in value[])",
      keywords = {"authenticated scan", "agent", "read"},
      docs = "defender-endpoint/api/get-agent-details")
  @RequestLine("GET /api/DeviceAuthenticatedScanAgents/{scanAgentId}")
  JsonNode getAgent(
      @Input(
              value = "scanAgentId",
              label = "Scanner",
              help = "The id of the scanner. \"List scanner machines\" returns it.",
              shape = ID,
              required = true,
              example =
                  "0335a792-18d2-424b-aeed-559567054570_1e5bc9d7e413ddd7902c2932e418702b84d0cc07")
          String scanAgentId);

  @Action(
      id = "scan.history.byDefinition",
      label = "List scan history by definition",
      summary =
          "Returns the past sessions of authenticated scans, each with its start, end and result.",
      permissions = "Machine.Read.All",
      returns = "scan history collection",
      keywords = {"authenticated scan", "session", "result"},
      docs = "defender-endpoint/api/get-scan-history-by-definition")
  @RequestLine(
      "POST /api/DeviceAuthenticatedScanDefinitions/GetScanHistoryByScanDefinitionId"
          + "?$skip={skip}&$top={top}")
  Page listHistoryByDefinition(
      @Input(
              value = "ScanDefinitionIds",
              label = "Scan definitions",
              help = "The ids of the scan definitions, separated by commas or as a JSON array.",
              shape = GUID,
              required = true,
              example = "289224fb-1686-472c-9751-5555960854ca")
          List<String> scanDefinitionIds,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many sessions to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many sessions Microsoft sends at a time; 4,096 at most.",
              max = 4096,
              example = "100")
          Integer top);

  @Action(
      id = "scan.history.bySession",
      label = "List scan history by session",
      summary = "Returns what authenticated scans found at each target in the named sessions.",
      permissions = "Machine.Read.All",
      returns = "scan session collection",
      keywords = {"authenticated scan", "target", "result"},
      docs = "defender-endpoint/api/get-scan-history-by-session")
  @RequestLine("POST /api/DeviceAuthenticatedScanDefinitions/GetScanHistoryBySessionId")
  Page listHistoryBySession(
      @Input(
              value = "SessionIds",
              label = "Sessions",
              help =
                  "The ids of the sessions, separated by commas or as a JSON array. \"List scan"
                      + " history by definition\" returns them.",
              shape = GUID,
              required = true,
              example = "01decc90-41d5-4b46-8a67-f17a1a7f6c71")
          List<String> sessionIds);
}
