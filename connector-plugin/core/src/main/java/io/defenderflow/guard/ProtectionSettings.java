package io.defenderflow.guard;

import java.util.List;

/**
 * The settings {@code defender.protection.*}: what no step may contain. Actions that take a
 * containment back are exempt. In names, tags and groups {@code *} stands for any text and {@code
 * ?} for one character; case does not matter.
 *
 * @param machineIds machine ids of Defender for Endpoint
 * @param machineNames patterns of DNS names; the name without its domain is compared too
 * @param machineTags patterns of tags
 * @param machineValues device values, for example High
 * @param machineGroups patterns of device group names, or device group ids
 * @param users patterns of user principal names, or object ids
 * @param userGroups object ids or patterns of names of groups and roles that users belong to, also
 *     through other groups
 */
public record ProtectionSettings(
    List<String> machineIds,
    List<String> machineNames,
    List<String> machineTags,
    List<String> machineValues,
    List<String> machineGroups,
    List<String> users,
    List<String> userGroups) {

  /** Nothing is protected. */
  public static final ProtectionSettings NONE =
      new ProtectionSettings(null, null, null, null, null, null, null);

  public ProtectionSettings {
    machineIds = written(machineIds);
    machineNames = written(machineNames);
    machineTags = written(machineTags);
    machineValues = written(machineValues);
    machineGroups = written(machineGroups);
    users = written(users);
    userGroups = written(userGroups);
  }

  /** An empty entry protects nothing; it is what an unset variable in a settings file leaves. */
  private static List<String> written(List<String> entries) {
    return entries == null
        ? List.of()
        : entries.stream().map(String::strip).filter(entry -> !entry.isEmpty()).toList();
  }
}
