package io.defenderflow.guard;

import java.util.List;

/**
 * The settings {@code defender.protection.*}: what no step may contain. Actions that take a
 * containment back are exempt. In names, tags and groups {@code *} stands for any text and {@code
 * ?} for one character; case does not matter. A machine is the same one whether a step names it by
 * its id in Defender, in Intune or in Entra ID.
 *
 * @param machineIds machine ids of Defender for Endpoint
 * @param machineNames patterns of DNS names; the name without its domain is compared too, and so is
 *     the device name in Intune and Entra ID
 * @param machineTags patterns of tags
 * @param machineValues device values, for example High
 * @param machineGroups patterns of device group names, or device group ids
 * @param users patterns of user principal names, or object ids
 * @param userGroups object ids or patterns of names of groups and roles that users belong to, also
 *     through other groups
 * @param deviceIds device ids of Entra ID, which Intune and Defender for Endpoint know as well; for
 *     devices without a sensor, such as phones
 * @param servicePrincipals object ids, app ids or patterns of display names of service principals
 * @param indicators what no indicator may block
 */
public record ProtectionSettings(
    List<String> machineIds,
    List<String> machineNames,
    List<String> machineTags,
    List<String> machineValues,
    List<String> machineGroups,
    List<String> users,
    List<String> userGroups,
    List<String> deviceIds,
    List<String> servicePrincipals,
    IndicatorProtection indicators) {

  /** Nothing is protected but what no indicator may ever block. */
  public static final ProtectionSettings NONE =
      new ProtectionSettings(null, null, null, null, null, null, null, null, null, null);

  public ProtectionSettings {
    machineIds = written(machineIds);
    machineNames = written(machineNames);
    machineTags = written(machineTags);
    machineValues = written(machineValues);
    machineGroups = written(machineGroups);
    users = written(users);
    userGroups = written(userGroups);
    deviceIds = written(deviceIds);
    servicePrincipals = written(servicePrincipals);
    indicators = indicators == null ? IndicatorProtection.DEFAULT : indicators;
  }

  /** An empty entry protects nothing; it is what an unset variable in a settings file leaves. */
  static List<String> written(List<String> entries) {
    return entries == null
        ? List.of()
        : entries.stream().map(String::strip).filter(entry -> !entry.isEmpty()).toList();
  }
}
