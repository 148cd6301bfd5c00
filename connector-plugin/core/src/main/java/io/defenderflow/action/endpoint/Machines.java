package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.FIND_MACHINE_ACTION;
import static io.defenderflow.catalogue.LostAnswer.FIND_OR_ASK;
import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.IP;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.SHA1;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import java.util.List;

/** Machines, and the actions that can be started on them. */
@Resource(service = Service.ENDPOINT, area = "Machines")
public interface Machines {

  @Action(
      id = "machine.list",
      label = "List machines",
      summary = "Returns the machines that match the filter.",
      permissions = "Machine.Read.All",
      returns = "machine collection",
      keywords = {"device", "search", "find", "query"},
      docs = "defender-endpoint/api/get-machines")
  @RequestLine("GET /api/machines?$filter={filter}&$top={top}&$skip={skip}")
  Page list(
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on computerDnsName, id, version, deviceValue, aadDeviceId,"
                      + " machineTags, lastSeen, exposureLevel, onboardingStatus, lastIpAddress,"
                      + " healthStatus, osPlatform, riskScore or rbacGroupId.",
              shape = ODATA_FILTER,
              example = "healthStatus eq 'Active' and riskScore eq 'High'")
          String filter,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many machines Microsoft sends at a time.",
              max = 10_000,
              example = "100")
          Integer top,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many machines to leave out from the start.",
              example = "0")
          Integer skip);

  @Action(
      id = "machine.get",
      label = "Get machine",
      summary = "Returns one machine: its name, system, health, risk, tags and value.",
      permissions = "Machine.Read.All",
      returns = "machine",
      keywords = {"device", "read", "details"},
      docs = "defender-endpoint/api/get-machine-by-id")
  @RequestLine("GET /api/machines/{machineId}")
  JsonNode get(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId);

  @Action(
      id = "machine.findByIp",
      label = "Find machines by IP",
      summary =
          "Returns the machines that used an internal address within 15 minutes of a point in time,"
              + " which may be 30 days ago at most.",
      permissions = "Machine.Read.All",
      returns = "machine collection",
      keywords = {"device", "address"},
      docs = "defender-endpoint/api/find-machines-by-ip")
  @RequestLine("GET /api/machines/findbyip(ip='{ip}',timestamp={timestamp})")
  Page findByIp(
      @Input(
              value = "ip",
              label = "IP address",
              help = "The internal address that the machine used.",
              shape = IP,
              required = true)
          String ip,
      @Input(
              value = "timestamp",
              label = "Point in time",
              help = "When the machine used the address.",
              shape = DATE_TIME,
              required = true)
          String timestamp);

  @Action(
      id = "machine.logonUsers.list",
      label = "List logged-on users",
      summary = "Returns the users who logged on to a machine in the last 30 days.",
      permissions = "User.Read.All",
      returns = "user (Defender for Endpoint) collection",
      keywords = {"device", "accounts", "sessions"},
      docs = "defender-endpoint/api/get-machine-log-on-users")
  @RequestLine("GET /api/machines/{machineId}/logonusers")
  Page listLogonUsers(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId);

  @Action(
      id = "machine.alerts.list",
      label = "List alerts of machine",
      summary = "Returns the Defender for Endpoint alerts of one machine.",
      permissions = "Alert.Read.All",
      returns = "alert (Defender for Endpoint) collection",
      keywords = {"device"},
      docs = "defender-endpoint/api/get-machine-related-alerts")
  @RequestLine("GET /api/machines/{machineId}/alerts")
  Page listAlerts(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId);

  @Action(
      id = "machine.isolate",
      label = "Isolate machine",
      summary =
          "Cuts a machine off the network. Defender keeps its own connection to it. A machine that"
              + " is offline is isolated when it comes back within three days.",
      effect = CONTAIN,
      undo = "machine.unisolate",
      lostAnswer = FIND_MACHINE_ACTION,
      permissions = "Machine.Isolate",
      returns = "machineAction",
      keywords = {"contain", "quarantine", "network", "device"},
      docs = "defender-endpoint/api/isolate-machine")
  @LongRunning(poll = "machineAction.get", type = "Isolate")
  @RequestLine("POST /api/machines/{machineId}/isolate")
  MachineAction isolate(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the machine is isolated. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: credential theft.")
          String comment,
      @Input(
              value = "IsolationType",
              label = "Isolation type",
              help =
                  "Full cuts everything. Selective keeps Outlook, Teams and Skype. UnManagedDevice"
                      + " contains a device that has no Defender sensor.",
              required = true)
          IsolationType isolationType);

  @Action(
      id = "machine.unisolate",
      label = "Release machine from isolation",
      summary = "Lets an isolated machine back to the network.",
      effect = CONTAIN,
      releases = true,
      undo = "machine.isolate",
      lostAnswer = FIND_MACHINE_ACTION,
      permissions = "Machine.Isolate",
      returns = "machineAction",
      keywords = {"release", "unisolate", "reconnect", "device"},
      docs = "defender-endpoint/api/unisolate-machine")
  @LongRunning(poll = "machineAction.get", type = "Unisolate")
  @RequestLine("POST /api/machines/{machineId}/unisolate")
  MachineAction unisolate(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the machine is released. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: the machine is clean.")
          String comment);

  @Action(
      id = "machine.restrictCodeExecution",
      label = "Restrict app execution",
      summary = "Lets only programs run on a machine that are signed by Microsoft.",
      effect = CONTAIN,
      undo = "machine.unrestrictCodeExecution",
      lostAnswer = FIND_MACHINE_ACTION,
      permissions = "Machine.RestrictExecution",
      returns = "machineAction",
      keywords = {"contain", "block", "programs", "device"},
      docs = "defender-endpoint/api/restrict-code-execution")
  @LongRunning(poll = "machineAction.get", type = "RestrictCodeExecution")
  @RequestLine("POST /api/machines/{machineId}/restrictCodeExecution")
  MachineAction restrictCodeExecution(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why programs are restricted. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: unknown program.")
          String comment);

  @Action(
      id = "machine.unrestrictCodeExecution",
      label = "Remove app restriction",
      summary = "Lets all programs run again on a restricted machine.",
      effect = CONTAIN,
      releases = true,
      undo = "machine.restrictCodeExecution",
      lostAnswer = FIND_MACHINE_ACTION,
      permissions = "Machine.RestrictExecution",
      returns = "machineAction",
      keywords = {"release", "unrestrict", "device"},
      docs = "defender-endpoint/api/unrestrict-code-execution")
  @LongRunning(poll = "machineAction.get", type = "UnrestrictCodeExecution")
  @RequestLine("POST /api/machines/{machineId}/unrestrictCodeExecution")
  MachineAction unrestrictCodeExecution(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the restriction is lifted. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: the machine is clean.")
          String comment);

  @Action(
      id = "machine.runAntiVirusScan",
      label = "Run antivirus scan",
      summary = "Starts a Microsoft Defender Antivirus scan on a machine.",
      effect = CHANGE,
      lostAnswer = FIND_MACHINE_ACTION,
      permissions = "Machine.Scan",
      returns = "machineAction",
      keywords = {"malware", "device"},
      docs = "defender-endpoint/api/run-av-scan")
  @LongRunning(poll = "machineAction.get", type = "RunAntiVirusScan")
  @RequestLine("POST /api/machines/{machineId}/runAntiVirusScan")
  MachineAction runAntiVirusScan(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the machine is scanned. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: scan after isolation.")
          String comment,
      @Input(
              value = "ScanType",
              label = "Scan type",
              help = "Quick looks at the usual places, Full at all files.",
              required = true)
          ScanType scanType);

  @Action(
      id = "machine.collectInvestigationPackage",
      label = "Collect investigation package",
      summary =
          "Collects forensic data on a machine into a package. Fetch it with \"Get investigation"
              + " package link\" when the action has ended.",
      effect = CHANGE,
      lostAnswer = FIND_MACHINE_ACTION,
      permissions = "Machine.CollectForensics",
      returns = "machineAction",
      keywords = {"forensics", "evidence", "device"},
      docs = "defender-endpoint/api/collect-investigation-package")
  @LongRunning(poll = "machineAction.get", type = "CollectInvestigationPackage")
  @RequestLine("POST /api/machines/{machineId}/collectInvestigationPackage")
  MachineAction collectInvestigationPackage(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the package is collected. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: forensics.")
          String comment);

  @Action(
      id = "machine.stopAndQuarantineFile",
      label = "Stop and quarantine file",
      summary =
          "Stops the processes of a file on a machine and moves the file to quarantine. It works on"
              + " Windows machines. There is no call that takes it back; restore the file on the"
              + " machine itself.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      permissions = "Machine.StopAndQuarantine",
      returns = "machineAction",
      keywords = {"malware", "hash", "kill", "device"},
      docs = "defender-endpoint/api/stop-and-quarantine-file")
  @LongRunning(poll = "machineAction.get", type = "StopAndQuarantineFile")
  @RequestLine("POST /api/machines/{machineId}/StopAndQuarantineFile")
  MachineAction stopAndQuarantineFile(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the file is stopped. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: malicious file.")
          String comment,
      @Input(
              value = "Sha1",
              label = "SHA-1 of the file",
              help = "The SHA-1 of the file that is stopped and quarantined.",
              shape = SHA1,
              required = true)
          String sha1);

  @Action(
      id = "machine.tag.set",
      label = "Set machine tag",
      summary = "Adds a tag to a machine or removes it, and returns the machine.",
      effect = CHANGE,
      permissions = "Machine.ReadWrite.All",
      returns = "machine",
      keywords = {"label", "mark", "device"},
      docs = "defender-endpoint/api/add-or-remove-machine-tags")
  @RequestLine("POST /api/machines/{machineId}/tags")
  JsonNode setTag(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Value",
              label = "Tag",
              help = "The text of the tag.",
              required = true,
              max = 200,
              example = "contained")
          String value,
      @Input(
              value = "Action",
              label = "Add or remove",
              help = "Whether the machine gets or loses the tag.",
              required = true)
          TagChange action);

  @Action(
      id = "machine.update",
      label = "Update machine",
      summary =
          "Replaces the tags of a machine, or sets its value, and returns the machine. To add one"
              + " tag, use \"Set machine tag\".",
      effect = CHANGE,
      permissions = "Machine.ReadWrite.All",
      returns = "machine",
      keywords = {"device", "tag", "value"},
      docs = "defender-endpoint/api/update-machine-method")
  @RequestLine("PATCH /api/machines/{machineId}")
  JsonNode update(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "machineTags",
              label = "Tags",
              help =
                  "All tags that the machine has from now on, separated by commas or as a JSON"
                      + " array. A tag that you leave out is removed; write (clear) to remove all.",
              clearable = true,
              example = "contained,finance")
          List<String> machineTags,
      @Input(
              value = "deviceValue",
              label = "Device value",
              help = "How valuable the machine is to the organization.",
              example = "High")
          DeviceValue deviceValue);

  @Action(
      id = "machine.setDeviceValue",
      label = "Set device value",
      summary =
          "Says how valuable a machine is to the organization, and returns the machine. The value"
              + " weighs in the exposure score.",
      effect = CHANGE,
      permissions = "Machine.ReadWrite.All",
      returns = "machine",
      keywords = {"machine", "criticality", "importance"},
      docs = "defender-endpoint/api/set-device-value")
  @RequestLine("POST /api/machines/{machineId}/setDeviceValue")
  JsonNode setDeviceValue(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "DeviceValue",
              label = "Device value",
              help = "How valuable the machine is to the organization.",
              required = true,
              example = "High")
          DeviceValue deviceValue);

  @Action(
      id = "machine.tag.setMany",
      label = "Set tag on several machines",
      summary =
          "Adds a tag to several machines or removes it, and returns the machines. Up to 500"
              + " machines a call.",
      effect = CHANGE,
      permissions = "Machine.ReadWrite.All",
      returns = "machine collection",
      keywords = {"label", "mark", "device", "bulk"},
      docs = "defender-endpoint/api/add-or-remove-multiple-machine-tags")
  @RequestLine("POST /api/machines/AddOrRemoveTagForMultipleMachines")
  Page setTagOnMany(
      @Input(
              value = "Value",
              label = "Tag",
              help = "The text of the tag.",
              required = true,
              max = 200,
              example = "contained")
          String value,
      @Input(
              value = "Action",
              label = "Add or remove",
              help = "Whether the machines get or lose the tag.",
              required = true)
          TagChange action,
      @Input(
              value = "MachineIds",
              label = "Machines",
              help = "The machine ids, separated by commas or as a JSON array; 500 at most.",
              shape = MACHINE_ID,
              required = true,
              max = 500,
              example =
                  "1e5bc9d7e413ddd7902c2932e418702b84d0cc07,2f6cd0e8f524eee8a13d3a43f529813c95e1dd18")
          List<String> machineIds);

  @Action(
      id = "machine.findByTag",
      label = "Find machines by tag",
      summary = "Returns the machines that have a tag.",
      permissions = "Machine.Read.All",
      returns = "machine collection",
      keywords = {"device", "label", "search"},
      docs = "defender-endpoint/api/find-machines-by-tag")
  @RequestLine("GET /api/machines/findbytag?tag={tag}&useStartsWithFilter={useStartsWithFilter}")
  Page findByTag(
      @Input(
              value = "tag",
              label = "Tag",
              help = "The text of the tag, or its beginning.",
              required = true,
              example = "contained")
          String tag,
      @Input(
              value = "useStartsWithFilter",
              label = "Starts with",
              help =
                  "Choose true to match all tags that start with the text. Empty matches the whole"
                      + " tag only.")
          Boolean useStartsWithFilter);

  @Action(
      id = "machine.findByIpLegacy",
      label = "Find machines by IP (older call)",
      summary =
          "Returns the machines that used an internal address within 16 minutes of a point in time,"
              + " which may be 30 days ago at most. \"Find machines by IP\" is the newer call; use"
              + " this one where that one fails.",
      permissions = "Machine.Read.All",
      returns = "machine collection",
      keywords = {"device", "address"},
      docs = "defender-endpoint/api/find-machine-info-by-ip")
  @RequestLine("GET /api/machines/find(timestamp={timestamp},key='{ip}')")
  Page findByIpLegacy(
      @Input(
              value = "timestamp",
              label = "Point in time",
              help = "When the machine used the address.",
              shape = DATE_TIME,
              required = true)
          String timestamp,
      @Input(
              value = "ip",
              label = "IP address",
              help = "The internal address that the machine used.",
              shape = IP,
              required = true)
          String ip);

  @Action(
      id = "machine.software.list",
      label = "List software of machine",
      summary =
          "Returns the software that is installed on a machine, with the number of weaknesses of"
              + " each.",
      permissions = "Software.Read.All",
      returns = "software collection",
      keywords = {"device", "inventory", "programs", "installed"},
      docs = "defender-endpoint/api/get-installed-software")
  @RequestLine("GET /api/machines/{machineId}/software")
  Page listSoftware(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId);

  @Action(
      id = "machine.vulnerabilities.list",
      label = "List vulnerabilities of machine",
      summary =
          "Returns the vulnerabilities that a machine has, each with its severity and exploit"
              + " state. Microsoft allows 50 calls a minute.",
      permissions = "Vulnerability.Read.All",
      returns = "vulnerability collection",
      keywords = {"device", "cve", "weakness"},
      docs = "defender-endpoint/api/get-discovered-vulnerabilities")
  @RequestLine("GET /api/machines/{machineId}/vulnerabilities")
  Page listVulnerabilities(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId);

  @Action(
      id = "machine.recommendations.list",
      label = "List recommendations of machine",
      summary =
          "Returns the security recommendations that apply to a machine, each with what to do and"
              + " the weaknesses it removes.",
      permissions = "SecurityRecommendation.Read.All",
      returns = "recommendation collection",
      keywords = {"device", "advice", "hardening"},
      docs = "defender-endpoint/api/get-security-recommendations")
  @RequestLine("GET /api/machines/{machineId}/recommendations")
  Page listRecommendations(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId);

  @Action(
      id = "machine.missingKbs.list",
      label = "List missing updates of machine",
      summary =
          "Returns the security updates (KBs) that a machine lacks, with the number of"
              + " vulnerabilities that each fixes.",
      permissions = "Software.Read.All",
      returns = "missing KB collection",
      keywords = {"device", "kb", "patch", "security update"},
      docs = "defender-endpoint/api/get-missing-kbs-machine")
  @RequestLine("GET /api/machines/{machineId}/getmissingkbs")
  Page listMissingKbs(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId);
}
