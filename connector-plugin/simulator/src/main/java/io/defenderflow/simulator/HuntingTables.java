package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The advanced hunting tables: their columns, and a few rows made from the tenant's state. */
final class HuntingTables {

  /** Column names and types of every table. */
  private static final Map<String, Map<String, String>> COLUMNS = readColumns();

  private final Tenant tenant;

  HuntingTables(Tenant tenant) {
    this.tenant = tenant;
  }

  /** The columns of a table with their types, or null when there is no such table. */
  static Map<String, String> columns(String table) {
    return COLUMNS.get(table);
  }

  /** The rows of a table, with null in the columns nothing is known about. */
  List<ObjectNode> rows(String table) {
    List<ObjectNode> rows = new ArrayList<>();
    for (StoredMachine machine : tenant.storedMachines()) {
      deviceRow(table, machine, rows);
    }
    for (ObjectNode alert : tenant.alertsNewestFirst()) {
      alertRow(table, alert, rows);
    }
    for (User user : tenant.users()) {
      userRow(table, user, rows);
    }
    return rows.stream().map(row -> complete(table, row)).toList();
  }

  private void deviceRow(String table, StoredMachine machine, List<ObjectNode> rows) {
    Instant seen = tenant.now().minusSeconds(600);
    ObjectNode row =
        Json.object()
            .put("Timestamp", Json.time(seen))
            .put("DeviceId", machine.id())
            .put("DeviceName", machine.json.path("computerDnsName").asText())
            .put("ReportId", 4021);
    switch (table) {
      case "DeviceInfo" ->
          rows.add(
              row.put("OSPlatform", machine.json.path("osPlatform").asText())
                  .put("OSVersion", machine.json.path("version").asText())
                  .put("PublicIP", machine.json.path("lastExternalIpAddress").asText())
                  .put("OnboardingStatus", machine.json.path("onboardingStatus").asText())
                  .put("SensorHealthState", machine.json.path("healthStatus").asText())
                  .put("ExposureLevel", machine.json.path("exposureLevel").asText())
                  .put("AssetValue", machine.json.path("deviceValue").asText())
                  .put("AadDeviceId", machine.json.path("aadDeviceId").textValue())
                  .put("DeviceManualTags", machine.json.path("machineTags").toString())
                  .put("MachineGroup", machine.json.path("rbacGroupName").asText())
                  .put("IsInternetFacing", false));
      case "DeviceNetworkEvents" ->
          rows.add(
              row.put("ActionType", "ConnectionSuccess")
                  .put("LocalIP", machine.json.path("lastIpAddress").asText())
                  .put("LocalPort", 51_224)
                  .put("RemoteIP", "203.0.113.77")
                  .put("RemotePort", 443)
                  .put("RemoteUrl", "ledger-sync.example")
                  .put("Protocol", "Tcp")
                  .put("InitiatingProcessFileName", "invoice-viewer.exe")
                  .put("InitiatingProcessSHA1", Evidence.MALWARE_SHA1));
      case "DeviceRegistryEvents" ->
          rows.add(
              row.put("ActionType", "RegistryValueSet")
                  .put(
                      "RegistryKey",
                      "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run")
                  .put("RegistryValueName", "InvoiceViewer")
                  .put("RegistryValueType", "String")
                  .put("RegistryValueData", "C:\\Users\\Public\\stage\\invoice-viewer.exe")
                  .put("InitiatingProcessFileName", "invoice-viewer.exe")
                  .put("InitiatingProcessSHA1", Evidence.MALWARE_SHA1));
      case "DeviceEvents" ->
          rows.add(
              row.put("ActionType", "ScheduledTaskCreated")
                  .put("FileName", "invoice-viewer.exe")
                  .put("SHA1", Evidence.MALWARE_SHA1)
                  .put("InitiatingProcessFileName", "invoice-viewer.exe")
                  .put("AdditionalFields", "{\"TaskName\":\"\\\\InvoiceViewer\"}"));
      case "DeviceImageLoadEvents" ->
          rows.add(
              row.put("ActionType", "ImageLoaded")
                  .put("FileName", "ledger.dll")
                  .put("FolderPath", "C:\\Users\\Public\\stage\\ledger.dll")
                  .put("InitiatingProcessFileName", "invoice-viewer.exe")
                  .put("InitiatingProcessSHA1", Evidence.MALWARE_SHA1));
      case "DeviceNetworkInfo" ->
          rows.add(
              row.put("NetworkAdapterName", "Ethernet")
                  .put("NetworkAdapterStatus", "Up")
                  .put(
                      "IPAddresses",
                      "[{\"IPAddress\":\"%s\"}]"
                          .formatted(machine.json.path("lastIpAddress").asText())));
      case "DeviceTvmSoftwareInventory" ->
          rows.add(
              row.put("SoftwareVendor", "microsoft")
                  .put("SoftwareName", "edge")
                  .put("SoftwareVersion", "120.0.2210.91"));
      case "DeviceTvmSoftwareVulnerabilities" ->
          rows.add(
              row.put("SoftwareVendor", "microsoft")
                  .put("SoftwareName", "edge")
                  .put("SoftwareVersion", "120.0.2210.91")
                  .put("CveId", "CVE-2026-12345")
                  .put("VulnerabilitySeverityLevel", "High"));
      default -> {
        // The other tables have no row for every device.
      }
    }
  }

  private static void alertRow(String table, ObjectNode alert, List<ObjectNode> rows) {
    ObjectNode row = Json.object().put("Timestamp", alert.path("createdDateTime").asText());
    if (table.equals("AlertInfo")) {
      rows.add(
          row.put("AlertId", alert.path("id").asText())
              .put("Title", alert.path("title").asText())
              .put("Category", alert.path("category").asText())
              .put("Severity", alert.path("severity").asText())
              .put("ServiceSource", "Microsoft Defender for Endpoint"));
      return;
    }
    JsonNode device = evidence(alert, "deviceEvidence");
    JsonNode account = evidence(alert, "userEvidence").path("userAccount");
    row.put("DeviceId", device.path("mdeDeviceId").asText())
        .put("DeviceName", device.path("deviceDnsName").asText())
        .put("AccountName", account.path("accountName").asText())
        .put("AccountDomain", "northwharf")
        .put("AccountSid", account.path("userSid").asText());
    switch (table) {
      case "DeviceProcessEvents" ->
          rows.add(
              row.put("ActionType", "ProcessCreated")
                  .put("FileName", "invoice-viewer.exe")
                  .put("FolderPath", "C:\\Users\\Public\\stage\\invoice-viewer.exe")
                  .put("SHA1", Evidence.MALWARE_SHA1)
                  .put("SHA256", Evidence.MALWARE_SHA256)
                  .put("MD5", Evidence.MALWARE_MD5)
                  .put("ProcessId", 4312)
                  .put(
                      "ProcessCommandLine",
                      "invoice-viewer.exe --sync \"C:\\Users\\Public\\stage\"")
                  .put("AccountUpn", account.path("userPrincipalName").asText())
                  .put("AccountObjectId", account.path("azureAdUserId").asText())
                  .put("InitiatingProcessFileName", "explorer.exe")
                  .put("ReportId", 4022));
      case "DeviceFileEvents" ->
          rows.add(
              row.put("ActionType", "FileCreated")
                  .put("FileName", "invoice-viewer.exe")
                  .put("FolderPath", "C:\\Users\\Public\\stage\\invoice-viewer.exe")
                  .put("SHA1", Evidence.MALWARE_SHA1)
                  .put("SHA256", Evidence.MALWARE_SHA256)
                  .put("ReportId", 4023));
      case "DeviceLogonEvents" ->
          rows.add(
              row.put("ActionType", "LogonSuccess")
                  .put("LogonType", "Interactive")
                  .put("IsLocalAdmin", false)
                  .put("RemoteIP", "10.20.4.31")
                  .put("ReportId", 4024));
      default -> {
        // The other tables have no row for every alert.
      }
    }
  }

  private void userRow(String table, User user, List<ObjectNode> rows) {
    ObjectNode row = Json.object().put("Timestamp", Json.time(tenant.now().minusSeconds(900)));
    switch (table) {
      case "EmailEvents" ->
          rows.add(
              row.put("NetworkMessageId", messageId(user))
                  .put("SenderFromAddress", "billing@ledger-sync.example")
                  .put("SenderFromDomain", "ledger-sync.example")
                  .put("RecipientEmailAddress", user.userPrincipalName())
                  .put("RecipientObjectId", user.id())
                  .put("Subject", "Your invoice is ready")
                  .put("EmailDirection", "Inbound")
                  .put("DeliveryAction", "Delivered")
                  .put("DeliveryLocation", "Inbox/folder")
                  .put("ThreatTypes", "Phish")
                  .put("AttachmentCount", 1)
                  .put("ReportId", "email-4025"));
      case "IdentityLogonEvents" ->
          rows.add(
              row.put("ActionType", "LogonSuccess")
                  .put("AccountUpn", user.userPrincipalName())
                  .put("AccountObjectId", user.id())
                  .put("AccountDisplayName", user.displayName())
                  .put("IPAddress", "198.51.100.24")
                  .put("Application", "Active Directory")
                  .put("LogonType", "Interactive"));
      case "UrlClickEvents" ->
          rows.add(
              row.put("Url", "https://ledger-sync.example/invoice")
                  .put("ActionType", "ClickAllowed")
                  .put("AccountUpn", user.userPrincipalName())
                  .put("Workload", "Email")
                  .put("NetworkMessageId", messageId(user))
                  .put("IPAddress", "198.51.100.24")
                  .put("IsClickedThrough", true)
                  .put("ReportId", "click-4026"));
      case "EmailUrlInfo" ->
          rows.add(
              row.put("NetworkMessageId", messageId(user))
                  .put("Url", "https://ledger-sync.example/invoice")
                  .put("UrlDomain", "ledger-sync.example")
                  .put("UrlLocation", "Body"));
      case "EmailAttachmentInfo" ->
          rows.add(
              row.put("NetworkMessageId", messageId(user))
                  .put("SenderFromAddress", "billing@ledger-sync.example")
                  .put("RecipientEmailAddress", user.userPrincipalName())
                  .put("FileName", "invoice-viewer.zip")
                  .put("FileType", "zip")
                  .put("SHA256", Evidence.MALWARE_SHA256));
      case "EmailPostDeliveryEvents" ->
          rows.add(
              row.put("NetworkMessageId", messageId(user))
                  .put("RecipientEmailAddress", user.userPrincipalName())
                  .put("Action", "Moved to quarantine")
                  .put("ActionType", "Phish ZAP")
                  .put("DeliveryLocation", "Quarantine"));
      case "CloudAppEvents" ->
          rows.add(
              row.put("ActionType", "New-InboxRule")
                  .put("Application", "Microsoft Exchange Online")
                  .put("AccountObjectId", user.id())
                  .put("AccountDisplayName", user.displayName())
                  .put("IPAddress", "203.0.113.77"));
      default -> {
        // The other tables have no row for every person.
      }
    }
  }

  private static String messageId(User user) {
    return "7d1e0c55-0000-4000-8000-" + user.id().substring(24);
  }

  private static JsonNode evidence(ObjectNode alert, String type) {
    for (JsonNode evidence : alert.path("evidence")) {
      if (evidence.path("@odata.type").asText().endsWith(type)) {
        return evidence;
      }
    }
    return Json.object();
  }

  private static ObjectNode complete(String table, ObjectNode row) {
    ObjectNode complete = Json.object();
    for (String column : COLUMNS.get(table).keySet()) {
      complete.set(column, row.get(column));
    }
    return complete;
  }

  private static Map<String, Map<String, String>> readColumns() {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    try (InputStream stream = HuntingTables.class.getResourceAsStream("hunting-columns.csv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", -1);
        tables
            .computeIfAbsent(cells[0], table -> new LinkedHashMap<>())
            .put(cells[1], graphType(cells[2]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tables;
  }

  private static String graphType(String kustoType) {
    return switch (kustoType) {
      case "datetime" -> "DateTime";
      case "bool" -> "SByte";
      case "int" -> "Int32";
      case "long" -> "Int64";
      case "real" -> "Double";
      case "dynamic" -> "Object";
      default -> "String";
    };
  }
}
