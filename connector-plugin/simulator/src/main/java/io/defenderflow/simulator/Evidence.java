package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The kinds of evidence an alert can carry, in Graph's shapes. */
final class Evidence {

  static final String MALWARE_SHA1 = "5f3a9c0d1e2b4a6978c0d1e2f3a4b5c6d7e8f901";
  static final String MALWARE_SHA256 =
      "9b74c9897bac770ffc029102a200c5de0f3a9c0d1e2b4a6978c0d1e2f3a4b5c6";
  static final String MALWARE_MD5 = "7c0d1e2b4a6978c0d1e2f3a4b5c6d7e8";

  private Evidence() {}

  static ObjectNode device(ObjectNode machine, Instant created) {
    ObjectNode evidence = start("deviceEvidence", created, "attacked");
    String dnsName = machine.path("computerDnsName").asText();
    int dot = dnsName.indexOf('.');
    evidence
        .put("mdeDeviceId", machine.path("id").asText())
        .put("azureAdDeviceId", machine.path("aadDeviceId").textValue())
        .put("deviceDnsName", dnsName)
        .put("hostName", dot < 0 ? dnsName : dnsName.substring(0, dot))
        .put("dnsDomain", dot < 0 ? null : dnsName.substring(dot + 1))
        .put("osPlatform", machine.path("osPlatform").asText())
        .put("osBuild", machine.path("osBuild").asLong())
        .put("version", machine.path("version").asText())
        .put("healthStatus", firstLower(machine.path("healthStatus").asText()))
        .put("riskScore", firstLower(machine.path("riskScore").asText()))
        .put("onboardingStatus", firstLower(machine.path("onboardingStatus").asText()))
        .put("defenderAvStatus", "updated")
        .put("rbacGroupId", machine.path("rbacGroupId").asInt())
        .put("rbacGroupName", machine.path("rbacGroupName").textValue())
        .put("lastIpAddress", machine.path("lastIpAddress").asText())
        .put("lastExternalIpAddress", machine.path("lastExternalIpAddress").asText())
        .put("firstSeenDateTime", machine.path("firstSeen").asText());
    evidence.putArray("ipInterfaces").add(machine.path("lastIpAddress").asText());
    evidence.putArray("loggedOnUsers");
    evidence.putNull("vmMetadata");
    return evidence;
  }

  static ObjectNode user(ObjectNode user, Instant created) {
    ObjectNode evidence = start("userEvidence", created, "compromised");
    evidence.set("userAccount", account(user));
    return evidence;
  }

  static ObjectNode file(String mdeDeviceId, Instant created) {
    ObjectNode evidence = start("fileEvidence", created, "suspicious");
    evidence.put("mdeDeviceId", mdeDeviceId).put("detectionStatus", "detected");
    evidence.set("fileDetails", malware());
    return evidence;
  }

  static ObjectNode process(String mdeDeviceId, ObjectNode user, Instant created) {
    ObjectNode evidence = start("processEvidence", created, "suspicious");
    evidence
        .put("mdeDeviceId", mdeDeviceId)
        .put("detectionStatus", "detected")
        .put("processId", 4312)
        .put("parentProcessId", 2188)
        .put("processCommandLine", "invoice-viewer.exe --sync \"C:\\Users\\Public\\stage\"")
        .put("processCreationDateTime", Json.time(created))
        .put("parentProcessCreationDateTime", Json.time(created.minusSeconds(40)));
    evidence.set("imageFile", malware());
    evidence.set(
        "parentProcessImageFile",
        Json.object().put("fileName", "explorer.exe").put("filePath", "C:\\Windows"));
    evidence.set("userAccount", account(user));
    return evidence;
  }

  static ObjectNode ip(Instant created) {
    return start("ipEvidence", created, "commandAndControl")
        .put("ipAddress", "203.0.113.77")
        .put("countryLetterCode", "ZZ");
  }

  static ObjectNode url(Instant created) {
    return start("urlEvidence", created, "commandAndControl")
        .put("url", "https://ledger-sync.example/beacon");
  }

  private static ObjectNode malware() {
    return Json.object()
        .put("sha1", MALWARE_SHA1)
        .put("sha256", MALWARE_SHA256)
        .put("md5", MALWARE_MD5)
        .put("fileName", "invoice-viewer.exe")
        .put("filePath", "C:\\Users\\Public\\stage")
        .put("fileSize", 482_816)
        .putNull("filePublisher")
        .putNull("signer")
        .putNull("issuer");
  }

  private static ObjectNode account(ObjectNode user) {
    String upn = user.path("userPrincipalName").asText();
    int at = upn.indexOf('@');
    return Json.object()
        .put("accountName", at < 0 ? upn : upn.substring(0, at))
        .put("domainName", "NORTHWHARF")
        .put("displayName", user.path("displayName").asText())
        .put("userPrincipalName", upn)
        .put("azureAdUserId", user.path("id").asText())
        .put("userSid", user.path("securityIdentifier").asText());
  }

  static ObjectNode start(String type, Instant created, String role) {
    ObjectNode evidence =
        Json.object()
            .put("@odata.type", "#microsoft.graph.security." + type)
            .put("createdDateTime", Json.time(created))
            .put("verdict", "suspicious")
            .put("remediationStatus", "none")
            .putNull("remediationStatusDetails");
    evidence.putArray("roles").add(role);
    evidence.putArray("detailedRoles");
    evidence.putArray("tags");
    return evidence;
  }

  private static String firstLower(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
