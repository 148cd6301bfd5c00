package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The devices, people and old incidents of the invented company a tenant starts with. */
public final class SeedData {

  /** Windows 11 laptop of the finance team; the script's first victim. */
  public static final String FINANCE_LAPTOP = "1a0c5d7e9f2b4c6d8e0f1a2b3c4d5e6f70819201";

  /** Windows 11 laptop of the sales team. */
  public static final String SALES_LAPTOP = "2b1d6e8fa03c5d7e9f1a2b3c4d5e6f7081920312";

  /** Domain controller of high value, tagged tier0. */
  public static final String DOMAIN_CONTROLLER = "3c2e7f90b14d6e8fa02b3c4d5e6f708192031423";

  /** Hyper-V host; cutting it off cuts its guests off. */
  public static final String HYPERVISOR = "4d3f80a1c25e7f90b13c4d5e6f70819203142534";

  /** Linux web server on which machine actions are not supported. */
  public static final String WEB_SERVER = "5e4091b2d36f80a1c24d5e6f7081920314253645";

  /** Field laptop that is switched off. */
  public static final String OFFLINE_LAPTOP = "6f51a2c3e47091b2d35e6f708192031425364756";

  /** Label printer without a sensor. */
  public static final String UNMANAGED_PRINTER = "7062b3d4f581a2c3e46f70819203142536475867";

  /** Windows 11 workstation whose id stands in the documentation's examples. */
  public static final String WORKSTATION = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07";

  /** SHA-256 of a file that Microsoft signed; every Windows needs it. */
  public static final String MICROSOFT_FILE =
      "643ec58e82e0272c97c2a59f6020970d881af19c0ad5029db9c958c13b6558c7";

  public static final String FINANCE_USER = "a1f0c3b2-0d5e-4a6b-9c7d-0e1f2a3b4c01";
  public static final String SALES_USER = "b2e1d4c3-1e6f-4b7c-8d8e-1f2a3b4c5d02";
  public static final String ADMIN_USER = "c3d2e5f4-2f70-4c8d-9e9f-2a3b4c5d6e03";
  public static final String FIELD_USER = "d4c3f6a5-3081-4d9e-8fa0-3b4c5d6e7f04";
  public static final String ANALYST_USER = "e5b4a7c6-4192-4eaf-90b1-4c5d6e7f8005";

  /** The shared mailbox from which people are told what happened. */
  public static final String SECURITY_MAILBOX = "f6a5b8d7-52a3-4fb0-81c2-5d6e7f809106";

  /** The person whose name and id stand in the documentation's examples. */
  public static final String EXAMPLE_USER = "5382f7ea-7557-4ab7-9782-d50480024a4e";

  private static final Duration YEAR = Duration.ofDays(365);

  private SeedData() {}

  static void fill(Tenant tenant, Instant now) {
    machines(tenant, now);
    users(tenant);
    oldIncidents(tenant, now);
  }

  private static void machines(Tenant tenant, Instant now) {
    tenant.addMachine(
        machine(FINANCE_LAPTOP, "nw-fin-lt-014", "Windows11", "10.20.4.14", now)
            .set("machineTags", Json.array(List.of("finance", "laptop"))));
    tenant.addMachine(
        machine(SALES_LAPTOP, "nw-sal-lt-031", "Windows11", "10.20.4.31", now)
            .set("machineTags", Json.array(List.of("sales", "laptop"))));
    tenant.addMachine(
        machine(DOMAIN_CONTROLLER, "nw-dc-01", "WindowsServer2022", "10.20.1.10", now)
            .put("deviceValue", "High")
            .put("exposureLevel", "Low")
            .put("riskScore", "None")
            .set("machineTags", Json.array(List.of("tier0", "domain-controller"))));
    tenant.addMachine(
        machine(HYPERVISOR, "nw-hv-02", "WindowsServer2022", "10.20.1.22", now)
            .put("deviceValue", "High")
            .set("machineTags", Json.array(List.of("hyper-v", "server"))));
    ObjectNode web = machine(WEB_SERVER, "nw-web-03", "Linux", "10.20.8.3", now);
    web.set("machineTags", Json.array(List.of("web", "server")));
    tenant.addMachine(web);
    tenant.setActionsSupported(WEB_SERVER, false);
    ObjectNode field = machine(OFFLINE_LAPTOP, "nw-fld-lt-022", "Windows10", "10.20.6.22", now);
    field
        .put("healthStatus", "Inactive")
        .put("lastSeen", Json.time(now.minus(Duration.ofDays(9))))
        .set("machineTags", Json.array(List.of("field", "laptop")));
    tenant.addMachine(field);
    tenant.setOnline(OFFLINE_LAPTOP, false);
    tenant.addMachine(
        machine(UNMANAGED_PRINTER, "nw-prt-05", "Other", "10.20.9.5", now)
            .put("onboardingStatus", "CanBeOnboarded")
            .put("healthStatus", "Unknown")
            .put("deviceValue", "Low")
            .putNull("aadDeviceId"));
    tenant.addMachine(
        machine(WORKSTATION, "ws-0417", "Windows11", "10.20.30.40", now)
            .set("machineTags", Json.array(List.of("harbour", "workstation"))));
  }

  private static ObjectNode machine(
      String id, String name, String osPlatform, String ip, Instant now) {
    ObjectNode machine =
        Json.object()
            .put("id", id)
            .putNull("mergedIntoMachineId")
            .put("isPotentialDuplication", false)
            .put("isExcluded", false)
            .putNull("exclusionReason")
            .put("computerDnsName", name + ".northwharf.example")
            .put("firstSeen", Json.time(now.minus(YEAR)))
            .put("lastSeen", Json.time(now))
            .put("osPlatform", osPlatform)
            .putNull("osVersion")
            .put("osProcessor", "x64")
            .put("version", osPlatform.startsWith("Windows") ? "23H2" : "Other")
            .put("lastIpAddress", ip)
            .put("lastExternalIpAddress", "198.51.100.24")
            .put("agentVersion", "10.8760.22631.4317")
            .put("osBuild", 22631)
            .put("healthStatus", "Active")
            .put("deviceValue", "Normal")
            .put("rbacGroupId", 17)
            .put("rbacGroupName", "Northwharf devices")
            .put("riskScore", "Medium")
            .put("exposureLevel", "Medium")
            .put("isAadJoined", true)
            .put("aadDeviceId", "00000000-1111-4222-8333-" + id.substring(0, 12))
            .put("defenderAvStatus", "Updated")
            .put("onboardingStatus", "Onboarded")
            .put("osArchitecture", "64-bit")
            .put("managedBy", "Intune")
            .put("managedByStatus", "Success")
            .putNull("vmMetadata");
    machine.putArray("machineTags");
    machine
        .putArray("ipAddresses")
        .addObject()
        .put("ipAddress", ip)
        .put("macAddress", "02005E10" + id.substring(0, 4).toUpperCase(Locale.ROOT))
        .put("type", "Ethernet")
        .put("operationalStatus", "Up");
    return machine;
  }

  private static void users(Tenant tenant) {
    tenant.addUser(user(FINANCE_USER, "Alva", "Rinne", "Accounts clerk", "Finance", 1101));
    tenant.addUser(user(SALES_USER, "Bendik", "Soll", "Account manager", "Sales", 1102));
    tenant.addUser(user(ADMIN_USER, "Corin", "Tavish", "Domain administrator", "IT", 500));
    tenant.addUser(user(FIELD_USER, "Dorte", "Ulvang", "Service engineer", "Field service", 1104));
    tenant.addUser(user(ANALYST_USER, "Eskil", "Marn", "Security analyst", "Security", 1105));
    tenant.addUser(user(EXAMPLE_USER, "Mira", "Solberg", "Harbour master", "Harbour", 1106));
    // Nobody signs in to a shared mailbox, so its account is disabled.
    tenant.addUser(
        user(SECURITY_MAILBOX, "Northwharf", "Security", "Shared mailbox", "Security", 1107)
            .put("accountEnabled", false)
            .put("mail", "security@northwharf.example")
            .put("userPrincipalName", "security@northwharf.example"));
  }

  private static ObjectNode user(
      String id, String givenName, String surname, String jobTitle, String department, int rid) {
    String upn = (givenName + "." + surname).toLowerCase(Locale.ROOT) + "@northwharf.example";
    ObjectNode user =
        Json.object()
            .put("id", id)
            .put("displayName", givenName + " " + surname)
            .put("givenName", givenName)
            .put("surname", surname)
            .put("jobTitle", jobTitle)
            .put("department", department)
            .put("mail", upn)
            .putNull("mobilePhone")
            .put("officeLocation", "Quay 4")
            .put("preferredLanguage", "en-GB")
            .put("userPrincipalName", upn)
            .put("userType", "Member")
            .put("accountEnabled", true)
            .put("companyName", "Northwharf")
            .put("onPremisesSyncEnabled", false)
            .put("createdDateTime", "2024-02-01T08:00:00Z")
            .put("signInSessionsValidFromDateTime", "2024-02-01T08:00:00Z")
            .put("lastPasswordChangeDateTime", "2026-02-01T08:00:00Z")
            .put("securityIdentifier", "S-1-5-21-1004336348-1177238915-682003330-" + rid);
    user.putArray("businessPhones");
    return user;
  }

  private static void oldIncidents(Tenant tenant, Instant now) {
    tenant.addOldIncident(
        "1039",
        "Unwanted software on one device",
        "low",
        SALES_LAPTOP,
        SALES_USER,
        now.minus(Duration.ofDays(12)));
    tenant.addOldIncident(
        "1040",
        "Password spray against one account",
        "medium",
        DOMAIN_CONTROLLER,
        ADMIN_USER,
        now.minus(Duration.ofDays(6)));
    tenant.addOldIncident(
        "1041",
        "Suspicious script was blocked",
        "medium",
        OFFLINE_LAPTOP,
        FIELD_USER,
        now.minus(Duration.ofDays(2)));
  }
}
