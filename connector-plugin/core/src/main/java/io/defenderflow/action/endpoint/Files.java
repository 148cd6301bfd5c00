package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.SHA1;
import static io.defenderflow.catalogue.Shape.SHA1_OR_SHA256;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** What Defender for Endpoint knows about files. */
@Resource(service = Service.ENDPOINT, area = "Files")
public interface Files {

  @Action(
      id = "file.get",
      label = "Get file",
      summary = "Returns what Defender knows about a file: names, publisher, verdict, prevalence.",
      permissions = "File.Read.All",
      returns = "file",
      keywords = {"hash", "reputation", "verdict"},
      docs = "defender-endpoint/api/get-file-information")
  @RequestLine("GET /api/files/{fileId}")
  JsonNode get(
      @Input(
              value = "fileId",
              label = "File hash",
              help = "The SHA-1 or the SHA-256 of the file.",
              shape = SHA1_OR_SHA256,
              required = true)
          String fileId);

  @Action(
      id = "file.stats.get",
      label = "Get file statistics",
      summary = "Returns how often a file was seen in this organization and in the world.",
      permissions = "File.Read.All",
      returns = "InOrgFileStats",
      keywords = {"hash", "prevalence"},
      docs = "defender-endpoint/api/get-file-statistics")
  @RequestLine("GET /api/files/{fileId}/stats?lookBackHours={lookBackHours}")
  JsonNode getStats(
      @Input(
              value = "fileId",
              label = "File hash",
              help = "The SHA-1 or the SHA-256 of the file.",
              shape = SHA1_OR_SHA256,
              required = true)
          String fileId,
      @Input(
              value = "lookBackHours",
              label = "Hours to look back",
              help = "At most 720, which is also what an empty field means.",
              max = 720,
              example = "24")
          Integer lookBackHours);

  @Action(
      id = "file.alerts.list",
      label = "List alerts of file",
      summary =
          "Returns the alerts of Defender for Endpoint in which a file occurs; none where it was"
              + " never seen.",
      permissions = "Alert.Read.All",
      returns = "alert collection",
      keywords = {"hash", "sha1"},
      docs = "defender-endpoint/api/get-file-related-alerts")
  @RequestLine("GET /api/files/{sha1}/alerts")
  Page listAlerts(
      @Input(
              value = "sha1",
              label = "SHA-1 of the file",
              help =
                  "The SHA-1 of the file. A SHA-256 is not accepted here; \"Get file\" returns"
                      + " both.",
              shape = SHA1,
              required = true)
          String sha1);

  @Action(
      id = "file.machines.list",
      label = "List machines with file",
      summary = "Returns the machines on which a file was seen; none where it was never seen.",
      permissions = "Machine.Read.All",
      returns = "machine collection",
      keywords = {"hash", "sha1", "device", "spread"},
      docs = "defender-endpoint/api/get-file-related-machines")
  @RequestLine("GET /api/files/{sha1}/machines")
  Page listMachines(
      @Input(
              value = "sha1",
              label = "SHA-1 of the file",
              help =
                  "The SHA-1 of the file. A SHA-256 is not accepted here; \"Get file\" returns"
                      + " both.",
              shape = SHA1,
              required = true)
          String sha1);
}
