package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Quotes;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Targets.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The machines and devices that are not contained. A machine has an id in Defender for Endpoint,
 * another in Intune and a third in Entra ID; the device id of Entra ID joins them, and its name
 * where there is none.
 */
final class ProtectedMachines {
  private static final String NO_DEVICE = "00000000-0000-0000-0000-000000000000";

  private final Patterns ids;
  private final Patterns names;
  private final Patterns tags;
  private final Patterns values;
  private final Patterns devices;
  private final List<Rule> rules;

  /**
   * A setting, and what of a machine it is compared with.
   *
   * @param known what is compared of a machine of Defender for Endpoint
   */
  private record Rule(String setting, Patterns patterns, Function<JsonNode, List<String>> known) {}

  ProtectedMachines(ProtectionSettings settings) {
    ids = Patterns.of(settings.machineIds());
    names = Patterns.of(settings.machineNames());
    tags = Patterns.of(settings.machineTags());
    values = Patterns.of(settings.machineValues());
    devices = Patterns.of(settings.deviceIds());
    rules =
        List.of(
            // An old record of a machine that was onboarded again names the new one.
            new Rule("machine-ids", ids, fields("id", "mergedIntoMachineId")),
            new Rule("machine-names", names, machine -> names(machine.path("computerDnsName"))),
            new Rule("machine-tags", tags, ProtectedMachines::tags),
            new Rule("machine-values", values, fields("deviceValue")),
            new Rule(
                "machine-groups",
                Patterns.of(settings.machineGroups()),
                fields("rbacGroupName", "rbacGroupId")),
            new Rule("device-ids", devices, fields("aadDeviceId")));
  }

  boolean areNone() {
    return rules.stream().allMatch(rule -> rule.patterns().isEmpty());
  }

  /**
   * Looks at every machine and device that a step names.
   *
   * @return the machines that were read, by id
   * @throws Fault with PROTECTED_ASSET, or where it cannot be read whether one is protected
   */
  Map<String, JsonNode> check(Targets targets, Lookup lookup) {
    Map<String, JsonNode> read = new LinkedHashMap<>();
    if (areNone()) {
      return read;
    }
    for (String name : targets.machinesByName()) {
      throw byName(name);
    }
    for (String id : targets.ids(Kind.MACHINE)) {
      checkId(id);
      machine(id, targets.byPath(), lookup).ifPresent(machine -> read.put(id, machine));
    }
    read.forEach((id, machine) -> checkMachine(machine, new Named("machineId", id)));
    for (String id : targets.ids(Kind.MANAGED_DEVICE)) {
      device("Intune device " + id, "managedDevice.get", "managedDeviceId", id, targets, lookup)
          .ifPresent(
              device ->
                  checkDevice(
                      device.path("deviceName"),
                      device.path("azureADDeviceId").asText(),
                      new Named("managedDeviceId", id),
                      lookup));
    }
    for (String id : targets.ids(Kind.DEVICE)) {
      Optional<JsonNode> device =
          device("Entra device " + id, "device.get", "deviceObjectId", id, targets, lookup);
      Named named = new Named("deviceObjectId", id);
      if (device.isPresent()) {
        checkDevice(
            device.get().path("displayName"),
            device.get().path("deviceId").asText(),
            named,
            lookup);
      } else {
        // A path can name a device by its device id as well.
        machinesWithDeviceId(id, lookup).forEach(machine -> checkMachine(machine, named));
        checkDeviceId(id, named);
      }
    }
    return read;
  }

  /** Looks at an object of Entra ID that may be a device. */
  boolean checkIfDevice(String id, Lookup lookup) {
    Optional<JsonNode> device =
        lookup.find("the object " + id, "device.get", Map.of("deviceObjectId", id));
    device.ifPresent(
        found ->
            checkDevice(
                found.path("displayName"),
                found.path("deviceId").asText(),
                new Named("memberId", id),
                lookup));
    return device.isPresent();
  }

  /**
   * Refuses what would take away by what a machine is protected.
   *
   * @throws Fault with PROTECTED_ASSET, or where the machine cannot be read
   */
  void checkLift(Write write, Lookup lookup) {
    switch (write.action().id()) {
      case "machine.tag.set", "machine.tag.setMany" -> {
        boolean removes = write.inputs().text("Action").filter("Remove"::equals).isPresent();
        String tag = write.inputs().text("Value").orElse("");
        if (removes && tags.matches(tag)) {
          throw lift("The tag \"" + tag + "\"", "machine-tags");
        }
      }
      case "machine.setDeviceValue" ->
          checkNewValue(write, write.inputs().text("DeviceValue"), lookup);
      case "machine.update" -> {
        checkNewValue(write, write.inputs().text("deviceValue"), lookup);
        checkNewTags(write, lookup);
      }
      default -> {
        // Nothing else that only changes records can make a machine another one.
      }
    }
  }

  private void checkNewValue(Write write, Optional<String> value, Lookup lookup) {
    if (value.isPresent() && !values.isEmpty() && !values.matches(value.get())) {
      String present = machineOf(write, lookup).path("deviceValue").asText();
      if (values.matches(present)) {
        throw lift("The device value \"" + present + "\"", "machine-values");
      }
    }
  }

  private void checkNewTags(Write write, Lookup lookup) {
    if (tags.isEmpty()
        || !(write.inputs().get("machineTags").orElse(null) instanceof List<?> kept)) {
      return;
    }
    for (String tag : tags(machineOf(write, lookup))) {
      if (tags.matches(tag) && !kept.contains(tag)) {
        throw lift("The tag \"" + tag + "\"", "machine-tags");
      }
    }
  }

  private static JsonNode machineOf(Write write, Lookup lookup) {
    String id = write.inputs().text("machineId").orElseThrow();
    return lookup.present("machine " + id, "machine.get", Map.of("machineId", id));
  }

  private void checkId(String id) {
    if (ids.matches(id)) {
      throw Protection.refused("machine " + id, "machine-ids", "machineId", id);
    }
  }

  private Optional<JsonNode> machine(String id, boolean byPath, Lookup lookup) {
    String what = "machine " + id;
    Map<String, Object> inputs = Map.of("machineId", id);
    return byPath
        ? lookup.find(what, "machine.get", inputs)
        : Optional.of(lookup.present(what, "machine.get", inputs));
  }

  private static Optional<JsonNode> device(
      String what, String action, String input, String id, Targets targets, Lookup lookup) {
    return targets.byPath()
        ? lookup.find(what, action, Map.of(input, id))
        : Optional.of(lookup.present(what, action, Map.of(input, id)));
  }

  private void checkDevice(JsonNode name, String deviceId, Named named, Lookup lookup) {
    for (String known : names(name)) {
      if (names.matches(known)) {
        throw Protection.refused(
            "device " + known + " (" + named.id() + ")",
            "machine-names",
            named.input(),
            named.id());
      }
    }
    checkDeviceId(deviceId, named);
    List<JsonNode> machines = machinesWithDeviceId(deviceId, lookup);
    if (machines.isEmpty()) {
      machines = machinesWithName(name.asText(), lookup);
    }
    machines.forEach(machine -> checkMachine(machine, named));
  }

  private void checkDeviceId(String deviceId, Named named) {
    if (devices.matches(deviceId)) {
      throw Protection.refused("device " + deviceId, "device-ids", named.input(), named.id());
    }
  }

  private static List<JsonNode> machinesWithDeviceId(String deviceId, Lookup lookup) {
    return deviceId.isEmpty() || deviceId.equals("null") || deviceId.equals(NO_DEVICE)
        ? List.of()
        : machines("device " + deviceId, "aadDeviceId eq " + deviceId, lookup);
  }

  private static List<JsonNode> machinesWithName(String name, Lookup lookup) {
    if (name.isBlank() || name.equals("null")) {
      return List.of();
    }
    return machines(
            "device " + name, "startswith(computerDnsName," + Quotes.odata(name) + ")", lookup)
        .stream()
        .filter(
            machine ->
                names(machine.path("computerDnsName")).contains(name.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static List<JsonNode> machines(String what, String filter, Lookup lookup) {
    List<JsonNode> found = new ArrayList<>();
    lookup
        .find(what, "machine.list", Map.of("filter", filter))
        .ifPresent(page -> page.path("value").forEach(found::add));
    return found;
  }

  private void checkMachine(JsonNode machine, Named named) {
    for (Rule rule : rules) {
      if (rule.known().apply(machine).stream().anyMatch(rule.patterns()::matches)) {
        String id = machine.path("id").asText();
        String name = machine.path("computerDnsName").asText();
        throw Protection.refused(
            "machine " + (name.isEmpty() ? id : name + " (" + id + ")"),
            rule.setting(),
            named.input(),
            named.id());
      }
    }
  }

  /** How the step named the machine. */
  private record Named(String input, String id) {}

  private static Fault byName(String name) {
    return Fault.of(
        ErrorCode.INPUT_INVALID,
        "The request names a machine by \""
            + name.replaceAll("\\p{Cntrl}", " ")
            + "\" instead of by its machine id of 40 characters, so that it cannot be read whether"
            + " it is protected. Nothing was sent. Use the machine id; \"Resolve machine\" finds"
            + " it.");
  }

  private static Fault lift(String what, String setting) {
    return Fault.of(
        ErrorCode.PROTECTED_ASSET,
        what
            + " protects the machine by the setting defender.protection."
            + setting
            + ", so that no step may take it away. Nothing was sent. Where the protection is wrong,"
            + " an administrator takes it away in the Microsoft portal or changes the setting.");
  }

  private static Function<JsonNode, List<String>> fields(String... fields) {
    return machine -> {
      List<String> known = new ArrayList<>();
      for (String field : fields) {
        if (machine.path(field).isValueNode() && !machine.path(field).isNull()) {
          known.add(machine.path(field).asText());
        }
      }
      return known;
    };
  }

  /** A DNS name, and the same without its domain. */
  private static List<String> names(JsonNode dnsName) {
    String name = dnsName.isTextual() ? dnsName.asText().toLowerCase(Locale.ROOT) : "";
    int dot = name.indexOf('.');
    return dot < 0 ? List.of(name) : List.of(name, name.substring(0, dot));
  }

  private static List<String> tags(JsonNode machine) {
    List<String> tags = new ArrayList<>();
    machine.path("machineTags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }
}
