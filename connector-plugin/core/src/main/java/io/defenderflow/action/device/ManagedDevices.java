package io.defenderflow.action.device;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.ASK;
import static io.defenderflow.catalogue.LostAnswer.GONE_IS_DONE;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.ODATA_FILTER;
import static io.defenderflow.catalogue.Shape.ODATA_LIST;

import com.fasterxml.jackson.databind.JsonNode;
import feign.RequestLine;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Page;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Devices that Intune manages, and what Intune can do to them, through Microsoft Graph. */
@Resource(service = Service.GRAPH, area = "Intune devices")
public interface ManagedDevices {
  @Action(
      id = "managedDevice.list",
      label = "List managed devices",
      summary =
          "Returns the devices that Intune manages. To find the one of a Defender machine, filter"
              + " azureADDeviceId by the aadDeviceId of the machine.",
      permissions = "DeviceManagementManagedDevices.Read.All",
      returns = "managedDevice collection",
      keywords = {"intune", "mdm", "computer", "phone", "find"},
      docs = "graph/api/intune-devices-manageddevice-list")
  @RequestLine(
      "GET /v1.0/deviceManagement/managedDevices?$count={count}&$filter={filter}&$select={select}&$skip={skip}&$top={top}")
  Page list(
      @Input(
              value = "count",
              label = "Count",
              help = "Choose true to get the total number of matching devices as well.")
          Boolean count,
      @Input(
              value = "filter",
              label = "Filter",
              help =
                  "An OData filter on properties such as azureADDeviceId, deviceName,"
                      + " operatingSystem, complianceState or userPrincipalName.",
              shape = ODATA_FILTER,
              example = "deviceName eq 'WS-0417'")
          String filter,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,deviceName,azureADDeviceId,complianceState")
          String select,
      @Input(
              value = "skip",
              label = "Skip",
              help = "How many items to leave out from the start.",
              example = "0")
          Integer skip,
      @Input(
              value = "top",
              label = "Page size",
              help = "How many devices Microsoft sends at a time; 1,000 at most.",
              max = 1000,
              example = "100")
          Integer top);

  @Action(
      id = "managedDevice.get",
      label = "Get managed device",
      summary =
          "Returns one device of Intune. After a step that acts on the device, actionState in"
              + " deviceActionResults tells how far it came: pending, active, done or failed.",
      permissions = "DeviceManagementManagedDevices.Read.All",
      returns = "managedDevice",
      keywords = {"intune", "mdm", "computer", "phone", "compliance", "status"},
      docs = "graph/api/intune-devices-manageddevice-get")
  @RequestLine(
      "GET /v1.0/deviceManagement/managedDevices/{managedDeviceId}?$expand={expand}&$select={select}")
  JsonNode get(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId,
      @Input(
              value = "expand",
              label = "Expand",
              help =
                  "A related collection to return as well, such as deviceCompliancePolicyStates.",
              shape = ODATA_LIST,
              example = "deviceCompliancePolicyStates")
          String expand,
      @Input(
              value = "select",
              label = "Select",
              help = "The properties to return, separated by commas. Empty returns the usual ones.",
              shape = ODATA_LIST,
              example = "id,deviceName,complianceState,deviceActionResults")
          String select);

  @Action(
      id = "managedDevice.sync",
      label = "Sync managed device",
      summary =
          "Makes the device check in with Intune, so that it gets changed policies and waiting"
              + " actions. Microsoft accepts the request at once; how far it came shows in"
              + " deviceActionResults of \"Get managed device\".",
      effect = CHANGE,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "check in", "refresh"},
      docs = "graph/api/intune-devices-manageddevice-syncdevice")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/syncDevice")
  void sync(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.remoteLock",
      label = "Lock managed device",
      summary =
          "Locks the screen of the device; on a Mac a PIN is needed that Intune shows. Microsoft"
              + " accepts the request at once; how far it came shows in deviceActionResults of"
              + " \"Get managed device\". There is no call that takes it back; the person unlocks"
              + " the device with its passcode.",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "lost", "stolen", "screen"},
      docs = "graph/api/intune-devices-manageddevice-remotelock")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/remoteLock")
  void remoteLock(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.wipe",
      label = "Wipe managed device",
      summary =
          "Resets the device to factory settings and removes company data and personal data, unless"
              + " you choose to keep them. The data cannot be taken back, and traces that an"
              + " investigation needs are gone: collect an investigation package first. Microsoft"
              + " accepts the request at once; how far it came shows in deviceActionResults of"
              + " \"Get managed device\". A device that is off is wiped when it comes online.",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.ReadWrite.All",
      returns = "nothing",
      keywords = {"intune", "factory reset", "erase", "lost", "stolen"},
      docs = "graph/api/intune-devices-manageddevice-wipe")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/wipe")
  void wipe(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId,
      @Input(
              value = "keepEnrollmentData",
              label = "Keep enrollment",
              help = "Choose true so that the device stays enrolled in Intune. Windows only.",
              example = "false")
          Boolean keepEnrollmentData,
      @Input(
              value = "keepUserData",
              label = "Keep user data",
              help =
                  "Choose true to keep the files of the person. Windows only, and not for a machine"
                      + " with malware.",
              example = "false")
          Boolean keepUserData,
      @Input(
              value = "macOsUnlockCode",
              label = "Unlock code for macOS",
              help =
                  "The six digits that unlock the Mac afterwards. Leave it empty for other devices."
                      + " It ends in the process history.",
              max = 6,
              example = "471142")
          String macOsUnlockCode,
      @Input(
              value = "persistEsimDataPlan",
              label = "Keep eSIM plan",
              help = "Choose true to keep the mobile data plan of the device.",
              example = "false")
          Boolean persistEsimDataPlan);

  @Action(
      id = "managedDevice.retire",
      label = "Retire managed device",
      summary =
          "Removes company data, apps and policies from the device and takes it out of Intune;"
              + " personal data stays. It cannot be taken back; the device must enroll again."
              + " Microsoft accepts the request at once; how far it came shows in"
              + " deviceActionResults of \"Get managed device\".",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "unenroll", "remove company data"},
      docs = "graph/api/intune-devices-manageddevice-retire")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/retire")
  void retire(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.rebootNow",
      label = "Restart managed device",
      summary =
          "Restarts the device without asking the person; work that is not saved is lost, and so is"
              + " what an attacker holds in memory only. It cannot be taken back. Microsoft accepts"
              + " the request at once; how far it came shows in deviceActionResults of \"Get"
              + " managed device\".",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "reboot"},
      docs = "graph/api/intune-devices-manageddevice-rebootnow")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/rebootNow")
  void rebootNow(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.shutDown",
      label = "Shut down managed device",
      summary =
          "Switches the device off without asking the person; work that is not saved is lost, and"
              + " Defender no longer sees the machine. There is no call that takes it back;"
              + " somebody must switch it on. Microsoft accepts the request at once; how far it"
              + " came shows in deviceActionResults of \"Get managed device\".",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "power off"},
      docs = "graph/api/intune-devices-manageddevice-shutdown")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/shutDown")
  void shutDown(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.resetPasscode",
      label = "Reset passcode of managed device",
      summary =
          "Removes or replaces the passcode of a phone or tablet; a new one shows in Intune. The"
              + " old passcode cannot be taken back. Microsoft accepts the request at once; how far"
              + " it came shows in deviceActionResults of \"Get managed device\".",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "pin", "phone"},
      docs = "graph/api/intune-devices-manageddevice-resetpasscode")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/resetPasscode")
  void resetPasscode(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.locate",
      label = "Locate managed device",
      summary =
          "Asks a lost device where it is; the person sees on some devices that it was asked. Use"
              + " it only as the rules of your organization for watching people allow. Microsoft"
              + " accepts the request at once; the place shows in deviceActionResults of \"Get"
              + " managed device\" once the device has answered.",
      effect = CHANGE,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "lost", "stolen", "location"},
      docs = "graph/api/intune-devices-manageddevice-locatedevice")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/locateDevice")
  void locate(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.cleanWindows",
      label = "Clean Windows of managed device",
      summary =
          "Reinstalls Windows and removes apps that came with the device or were installed. What is"
              + " removed cannot be taken back, traces for an investigation included. Microsoft"
              + " accepts the request at once; how far it came shows in deviceActionResults of"
              + " \"Get managed device\".",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "fresh start", "reinstall", "erase"},
      docs = "graph/api/intune-devices-manageddevice-cleanwindowsdevice")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/cleanWindowsDevice")
  void cleanWindows(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId,
      @Input(
              value = "keepUserData",
              label = "Keep user data",
              help =
                  "Choose true to keep the files of the person, false to delete them as well. Not"
                      + " true for a machine with malware.",
              required = true,
              example = "false")
          Boolean keepUserData);

  @Action(
      id = "managedDevice.defenderScan",
      label = "Scan managed device",
      summary =
          "Makes Microsoft Defender Antivirus scan a Windows device through Intune, also where the"
              + " device is not onboarded to Defender for Endpoint. Microsoft accepts the request"
              + " at once; how far it came shows in deviceActionResults of \"Get managed device\".",
      effect = CHANGE,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "antivirus", "malware", "windows"},
      docs = "graph/api/intune-devices-manageddevice-windowsdefenderscan")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/windowsDefenderScan")
  void defenderScan(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId,
      @Input(
              value = "quickScan",
              label = "Quick scan",
              help =
                  "Choose true to scan where malware usually starts, false to scan the whole disk,"
                      + " which can take hours.",
              required = true)
          Boolean quickScan);

  @Action(
      id = "managedDevice.defenderUpdateSignatures",
      label = "Update signatures of managed device",
      summary =
          "Makes Microsoft Defender Antivirus on a Windows device fetch the newest signatures. Use"
              + " it before a scan. Microsoft accepts the request at once; how far it came shows in"
              + " deviceActionResults of \"Get managed device\".",
      effect = CHANGE,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "antivirus", "security intelligence", "windows"},
      docs = "graph/api/intune-devices-manageddevice-windowsdefenderupdatesignatures")
  @RequestLine(
      "POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/windowsDefenderUpdateSignatures")
  void defenderUpdateSignatures(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.disableLostMode",
      label = "End lost mode of managed device",
      summary =
          "Ends the lost mode of a supervised iPhone or iPad, so that the person can use it again."
              + " In this catalogue there is no call that takes it back; an administrator switches"
              + " lost mode on in Intune. Microsoft accepts the request at once; how far it came"
              + " shows in deviceActionResults of \"Get managed device\".",
      effect = CONTAIN,
      releases = true,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "ios", "lost", "release"},
      docs = "graph/api/intune-devices-manageddevice-disablelostmode")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/disableLostMode")
  void disableLostMode(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.bypassActivationLock",
      label = "Bypass Activation Lock of device",
      summary =
          "Removes Apple's Activation Lock from a supervised device, so that it can be set up"
              + " without the Apple account of the person who had it. It cannot be taken back. Have"
              + " the device in your hands first, since a thief could set it up too. Microsoft"
              + " accepts the request at once; how far it came shows in deviceActionResults of"
              + " \"Get managed device\".",
      effect = CONTAIN,
      lostAnswer = ASK,
      permissions = "DeviceManagementManagedDevices.PrivilegedOperations.All",
      returns = "nothing",
      keywords = {"intune", "ios", "apple", "icloud"},
      docs = "graph/api/intune-devices-manageddevice-bypassactivationlock")
  @RequestLine("POST /v1.0/deviceManagement/managedDevices/{managedDeviceId}/bypassActivationLock")
  void bypassActivationLock(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);

  @Action(
      id = "managedDevice.delete",
      label = "Delete managed device",
      summary =
          "Removes the device from Intune; it loses access that depends on being compliant, and is"
              + " retired when it next checks in. It cannot be taken back; the device must enroll"
              + " again. Wipe or retire it first where company data must go.",
      effect = CONTAIN,
      lostAnswer = GONE_IS_DONE,
      permissions = "DeviceManagementManagedDevices.ReadWrite.All",
      returns = "nothing",
      keywords = {"intune", "remove", "unenroll"},
      docs = "graph/api/intune-devices-manageddevice-delete")
  @RequestLine("DELETE /v1.0/deviceManagement/managedDevices/{managedDeviceId}")
  void delete(
      @Input(
              value = "managedDeviceId",
              label = "Managed device",
              help =
                  "The id of the device in Intune. The step \"List managed devices\" returns it.",
              shape = GUID,
              required = true,
              example = "c1a2b3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d")
          String managedDeviceId);
}
