package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.guard.Targets.Kind;
import java.util.Map;

/**
 * Refuses to contain what an administrator protects. What is known of a target is read anew each
 * time; where it cannot be read, nothing is contained.
 */
final class Protection {
  private final Catalogue catalogue;
  private final ProtectedMachines machines;
  private final ProtectedPeople people;
  private final ProtectedApplications applications;
  private final ProtectedIndicators indicators;

  Protection(Catalogue catalogue, ProtectionSettings settings) {
    this.catalogue = catalogue;
    this.machines = new ProtectedMachines(settings);
    this.people = new ProtectedPeople(settings);
    this.applications = new ProtectedApplications(settings);
    this.indicators = new ProtectedIndicators(settings.indicators());
  }

  /**
   * Looks at everything that the step would contain.
   *
   * @return the machines that were read, by id
   * @throws Fault with PROTECTED_ASSET, or where it cannot be read whether something is protected
   */
  Map<String, JsonNode> check(Write write, Calls reading) {
    Lookup lookup = new Lookup(catalogue, reading);
    if (!write.contains()) {
      machines.checkLift(write, lookup);
      return Map.of();
    }
    Targets targets = Targets.of(write);
    if (ProtectedIndicators.concerns(write)) {
      indicators.check(write, targets, lookup);
    }
    Map<String, JsonNode> read = machines.check(targets, lookup);
    people.check(targets, lookup);
    applications.check(targets, lookup);
    if (!(machines.areNone() && people.areNone() && applications.areNone())) {
      targets.ids(Kind.DIRECTORY_OBJECT).forEach(id -> checkObject(id, lookup));
    }
    return read;
  }

  /** A group may hold anybody, so that it is not taken for harmless. */
  private void checkObject(String id, Lookup lookup) {
    boolean known =
        people.checkIfUser(id, lookup)
            || machines.checkIfDevice(id, lookup)
            || applications.checkIfApplication(id, lookup);
    if (!known) {
      throw Fault.of(
              ErrorCode.PROTECTED_ASSET,
              "The object "
                  + id
                  + " is no user, device or service principal that can be read, so that it cannot"
                  + " be told whether a protected one is in it. Nothing was sent. Handle it by"
                  + " hand.")
          .withDetails(JsonNodeFactory.instance.objectNode().put("memberId", id));
    }
  }

  static Fault refused(String what, String setting, String input, String id) {
    return Fault.of(
            ErrorCode.PROTECTED_ASSET,
            "The "
                + what
                + " is protected by the setting defender.protection."
                + setting
                + ". Nothing was sent. Handle it by hand; where the protection is wrong, an"
                + " administrator changes the setting.")
        .withDetails(
            JsonNodeFactory.instance
                .objectNode()
                .put(input, id)
                .put("setting", "defender.protection." + setting));
  }
}
