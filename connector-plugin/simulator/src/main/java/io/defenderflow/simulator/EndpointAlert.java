package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/** An alert, which is kept as Graph writes it, in the words of Defender for Endpoint. */
final class EndpointAlert {

  /** Where the two services do not only differ in the first letter's case. */
  private static final Map<String, String> TO_GRAPH =
      Map.of(
          "CompromisedUser", "compromisedAccount",
          "InsufficientData", "notEnoughDataToValidate",
          "ConfirmedUserActivity", "confirmedActivity",
          "Clean", "notMalicious");

  private static final Map<String, String> FROM_GRAPH =
      Map.of(
          "compromisedAccount", "CompromisedUser",
          "notEnoughDataToValidate", "InsufficientData");

  private EndpointAlert() {}

  static ObjectNode shown(ObjectNode alert) {
    JsonNode device = evidence(alert, "deviceEvidence");
    JsonNode user = evidence(alert, "userEvidence").path("userAccount");
    ObjectNode shown =
        Json.object()
            .put("id", alert.path("id").asText())
            .put("incidentId", alert.path("incidentId").asLong())
            .putNull("investigationId")
            .put("assignedTo", alert.path("assignedTo").textValue())
            .put("severity", word(alert.path("severity").asText()))
            .put("status", word(alert.path("status").asText()))
            .put("classification", word(alert.path("classification").asText()))
            .put("determination", word(alert.path("determination").asText()))
            .put("investigationState", "UnsupportedAlertType")
            .put("detectionSource", "WindowsDefenderAtp")
            .put("detectorId", alert.path("detectorId").asText())
            .put("category", alert.path("category").asText())
            .putNull("threatFamilyName")
            .put("title", alert.path("title").asText())
            .put("description", alert.path("description").asText())
            .put("alertCreationTime", alert.path("createdDateTime").asText())
            .put("firstEventTime", alert.path("firstActivityDateTime").asText())
            .put("lastEventTime", alert.path("lastActivityDateTime").asText())
            .put("lastUpdateTime", alert.path("lastUpdateDateTime").asText())
            .put("resolvedTime", alert.path("resolvedDateTime").textValue())
            .put("machineId", device.path("mdeDeviceId").asText())
            .put("computerDnsName", device.path("deviceDnsName").asText())
            .put("rbacGroupName", device.path("rbacGroupName").textValue())
            .put("aadTenantId", alert.path("tenantId").asText());
    shown.set("mitreTechniques", alert.path("mitreTechniques").deepCopy());
    shown
        .putObject("relatedUser")
        .put("userName", user.path("accountName").asText())
        .put("domainName", user.path("domainName").asText());
    shown.putArray("loggedOnUsers");
    ArrayNode comments = shown.putArray("comments");
    for (JsonNode comment : alert.path("comments")) {
      comments
          .addObject()
          .put("comment", comment.path("comment").asText())
          .put("createdBy", comment.path("createdByDisplayName").asText())
          .put("createdTime", comment.path("createdDateTime").asText());
    }
    shown.putArray("evidence");
    return shown;
  }

  /** The alert's evidence as Defender for Endpoint writes it, for {@code $expand=evidence}. */
  static ArrayNode evidenceOf(ObjectNode alert) {
    ArrayNode evidence = Json.array();
    for (JsonNode own : alert.path("evidence")) {
      String type = own.path("@odata.type").asText().replaceFirst(".*\\.", "");
      JsonNode file =
          own.path("fileDetails").isObject() ? own.path("fileDetails") : own.path("imageFile");
      evidence
          .addObject()
          .put("entityType", word(type.replace("Evidence", "")))
          .put("evidenceCreationTime", own.path("createdDateTime").asText())
          .put("sha1", file.path("sha1").textValue())
          .put("sha256", file.path("sha256").textValue())
          .put("fileName", file.path("fileName").textValue())
          .put("filePath", file.path("filePath").textValue())
          .put("processCommandLine", own.path("processCommandLine").textValue())
          .put("ipAddress", own.path("ipAddress").textValue())
          .put("url", own.path("url").textValue())
          .put("accountName", own.path("userAccount").path("accountName").textValue())
          .put("userSid", own.path("userAccount").path("userSid").textValue())
          .put("aadUserId", own.path("userAccount").path("azureAdUserId").textValue())
          .put("userPrincipalName", own.path("userAccount").path("userPrincipalName").textValue())
          .put("detectionStatus", "Detected");
    }
    return evidence;
  }

  static JsonNode evidence(ObjectNode alert, String type) {
    for (JsonNode evidence : alert.path("evidence")) {
      if (evidence.path("@odata.type").asText().endsWith("." + type)) {
        return evidence;
      }
    }
    return Json.object();
  }

  static String toGraph(String value) {
    return TO_GRAPH.getOrDefault(
        value, value.substring(0, 1).toLowerCase(Locale.ROOT) + value.substring(1));
  }

  private static String word(String graphValue) {
    if (graphValue.isEmpty()) {
      return graphValue;
    }
    return FROM_GRAPH.getOrDefault(
        graphValue, graphValue.substring(0, 1).toUpperCase(Locale.ROOT) + graphValue.substring(1));
  }
}
