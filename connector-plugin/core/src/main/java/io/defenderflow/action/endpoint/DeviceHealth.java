package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.ODATA_FILTER;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** The state of Microsoft Defender Antivirus on machines. */
@Resource(service = Service.ENDPOINT, area = "Device health")
public interface DeviceHealth {

  @Action(
      id = "deviceHealth.antivirus.list",
      label = "List antivirus health",
      summary =
          "Returns the state of Microsoft Defender Antivirus on the machines that match the filter,"
              + " with its mode, versions and the results of its last scans.",
      permissions = "Machine.Read.All",
      returns = "DeviceAvInfo collection",
      keywords = {"defender", "signature", "engine", "mode", "device"},
      docs = "defender-endpoint/api/device-health-export-antivirus-health-report-api")
  @RequestLine("GET /api/deviceavinfo?$filter={filter}&$skip={skip}&$top={top}")
  Page listAntivirus(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on machineId, computerDnsName, osKind, osPlatform, osVersion,"
                      + " avMode, avSignatureVersion, avEngineVersion, avPlatformVersion,"
                      + " quickScanResult, quickScanError, fullScanResult, fullScanError,"
                      + " avIsSignatureUpToDate, avIsEngineUpToDate, avIsPlatformUpToDate or"
                      + " rbacGroupId.",
              shape = ODATA_FILTER,
              example = "machineId eq '1e5bc9d7e413ddd7902c2932e418702b84d0cc07'")
          String filter,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many machines to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many machines Microsoft sends at a time: 20 where empty, 10,000 at most.",
              max = 10000,
              example = "100")
          Integer top);

  @Action(
      id = "deviceHealth.antivirus.export",
      label = "Export antivirus health",
      summary =
          "Returns links to compressed files with the state of Microsoft Defender Antivirus on all"
              + " machines. Each link opens without signing in, so treat it as a secret. Microsoft"
              + " allows 5 exports a minute and 20 an hour.",
      permissions = "Vulnerability.Read.All",
      returns = "file links: exportFiles[], generatedTime",
      keywords = {"defender", "signature", "engine", "download", "file"},
      docs = "defender-endpoint/api/device-health-export-antivirus-health-report-api")
  @RequestLine("GET /api/machines/InfoGatheringExport?sasValidHours={sasValidHours}")
  JsonNode exportAntivirus(
      @Input(
              value = "sasValidHours",
              label = "Link life in hours",
              help =
                  "How long the download links live. Microsoft's pages name 6 hours and 24 hours as"
                      + " the most; up to 6 is safe.",
              max = 24,
              example = "1")
          Integer sasValidHours);
}
