package io.defenderflow.action.enrichment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which machines an action works on, as Microsoft's pages about responding on devices say. */
public enum MachinePrerequisites {
  ISOLATE(
      "machine.isolate",
      "Isolate",
      EnumSet.of(Os.CLIENT, Os.SERVER, Os.OLD_SERVER, Os.MAC, Os.LINUX)),
  UNISOLATE(
      "machine.unisolate",
      "Unisolate",
      EnumSet.of(Os.CLIENT, Os.SERVER, Os.OLD_SERVER, Os.MAC, Os.LINUX)),
  RESTRICT(
      "machine.restrictCodeExecution", "RestrictCodeExecution", EnumSet.of(Os.CLIENT, Os.SERVER)),
  UNRESTRICT(
      "machine.unrestrictCodeExecution",
      "UnrestrictCodeExecution",
      EnumSet.of(Os.CLIENT, Os.SERVER)),
  SCAN(
      "machine.runAntiVirusScan",
      "RunAntiVirusScan",
      EnumSet.of(Os.CLIENT, Os.SERVER, Os.OLD_SERVER, Os.MAC, Os.LINUX)),
  PACKAGE(
      "machine.collectInvestigationPackage",
      "CollectInvestigationPackage",
      EnumSet.of(Os.CLIENT, Os.SERVER, Os.OLD_SERVER, Os.MAC, Os.LINUX)),
  QUARANTINE(
      "machine.stopAndQuarantineFile",
      "StopAndQuarantineFile",
      EnumSet.of(Os.CLIENT, Os.SERVER, Os.OLD_SERVER)),
  LIVE_RESPONSE(
      "machine.runLiveResponse",
      "LiveResponse",
      EnumSet.of(Os.CLIENT, Os.SERVER, Os.OLD_SERVER, Os.MAC, Os.LINUX)),
  INVESTIGATION("machine.startInvestigation", "", EnumSet.of(Os.CLIENT, Os.SERVER)),
  OFFBOARD("machine.offboard", "Offboard", EnumSet.of(Os.CLIENT, Os.SERVER, Os.OLD_SERVER));

  /** The families of operating systems that the pages tell apart. */
  private enum Os {
    /** Windows 10 and 11. */
    CLIENT,
    /** Windows Server 2019 and later. */
    SERVER,
    /** Windows Server 2012 R2 and 2016. */
    OLD_SERVER,
    MAC,
    LINUX,
    OTHER;

    static Os of(String platform) {
      String name = platform.toLowerCase(Locale.ROOT).replace(" ", "");
      if (name.startsWith("windowsserver2012") || name.startsWith("windowsserver2016")) {
        return OLD_SERVER;
      }
      if (name.startsWith("windowsserver20")) {
        return SERVER;
      }
      if (name.startsWith("windows10") || name.startsWith("windows11")) {
        return CLIENT;
      }
      if (name.startsWith("mac")) {
        return MAC;
      }
      return name.matches(
              ".*(linux|ubuntu|debian|centos|redhat|rhel|suse|sles|fedora|rocky|alma).*")
          ? LINUX
          : OTHER;
    }
  }

  private final String action;
  private final String type;
  private final Set<Os> systems;

  MachinePrerequisites(String action, String type, Set<Os> systems) {
    this.action = action;
    this.type = type;
    this.systems = systems;
  }

  /**
   * Whether Microsoft's pages leave the system of the machine out. A system that they do not know
   * yet is left to Microsoft's own answer.
   */
  public static boolean excludes(String action, JsonNode machine) {
    Os system = Os.of(machine.path("osPlatform").asText(""));
    for (MachinePrerequisites known : values()) {
      if (known.action.equals(action)) {
        return system != Os.OTHER && !known.systems.contains(system);
      }
    }
    return false;
  }

  static ArrayNode actions(JsonNode machine, ArrayNode open) {
    ArrayNode actions = JsonNodeFactory.instance.arrayNode();
    for (MachinePrerequisites action : values()) {
      List<String> reasons = action.reasons(machine, open);
      ObjectNode entry =
          actions.addObject().put("action", action.action).put("possible", reasons.isEmpty());
      ArrayNode texts = entry.putArray("reasons");
      reasons.forEach(texts::add);
      entry.put("waits", reasons.isEmpty() && isAway(machine));
    }
    return actions;
  }

  private List<String> reasons(JsonNode machine, ArrayNode open) {
    List<String> reasons = new ArrayList<>();
    String onboarding = machine.path("onboardingStatus").asText("");
    if (!onboarding.isEmpty() && !onboarding.equalsIgnoreCase("onboarded")) {
      reasons.add(
          "The machine is not onboarded to Defender for Endpoint ("
              + onboarding
              + "). It can only be contained, by isolating it as UnManagedDevice.");
    }
    String platform = machine.path("osPlatform").asText("");
    if (!systems.contains(Os.of(platform))) {
      reasons.add("Microsoft does not document this action for " + platform + ".");
    }
    for (JsonNode running : open) {
      String other = running.path("type").asText();
      if (!type.isEmpty() && other.equals(type)) {
        reasons.add("The same action is still open: " + running.path("id").asText() + ".");
      } else if (!type.isEmpty() && isOpposite(other)) {
        reasons.add("The opposite action is still open: " + running.path("id").asText() + ".");
      }
    }
    return reasons;
  }

  private boolean isOpposite(String other) {
    return other.equalsIgnoreCase("un" + type) || type.equalsIgnoreCase("un" + other);
  }

  /** An action on a machine that does not report waits for it, for three days at most. */
  private static boolean isAway(JsonNode machine) {
    return !machine.path("healthStatus").asText("Active").equals("Active");
  }
}
