package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Shape.DATE_TIME;
import static io.defenderflow.catalogue.Shape.GUID;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;
import static io.defenderflow.catalogue.Shape.MACHINE_REFERENCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.IpAddress;
import io.defenderflow.catalogue.Quotes;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Composite actions on machines. */
@Resource(service = Service.ENDPOINT, area = "Machines")
public final class MachineRecipes {
  private final Machines machines;

  public MachineRecipes(Calls calls) {
    this.machines = calls.of(Machines.class);
  }

  @Action(
      id = "machine.resolve",
      label = "Resolve machine",
      summary =
          "Finds the one machine that has exactly this machine id, Entra device id, DNS name or IP"
              + " address, and returns it. No machine ends in MACHINE_NOT_FOUND, several in"
              + " MACHINE_AMBIGUOUS with all of them in the details.",
      uses = {"machine.get", "machine.list", "machine.findByIp"},
      returns = "machine",
      keywords = {"device", "find", "look up", "hostname"},
      docs = "defender-endpoint/api/get-machines")
  public JsonNode resolve(
      @Input(
              value = "machine",
              label = "Machine",
              help = "A machine id, an Entra device id, a full DNS name or an internal IP address.",
              shape = MACHINE_REFERENCE,
              required = true)
          String machine,
      @Input(
              value = "timestamp",
              label = "Point in time",
              help =
                  "For an IP address: when the machine used it. Empty means now. It may be 30 days"
                      + " ago at most.",
              shape = DATE_TIME)
          String timestamp) {
    try {
      return find(machine, timestamp);
    } catch (Fault fault) {
      // Defender answers 404 for a list as well, where no machine was seen of late.
      if (fault.code() == ErrorCode.NOT_FOUND || fault.code() == ErrorCode.MACHINE_NOT_FOUND) {
        throw notFound(machine);
      }
      throw fault;
    }
  }

  private JsonNode find(String machine, String timestamp) {
    if (machine.matches(MACHINE_ID.pattern())) {
      return machines.get(machine);
    }
    if (machine.matches(GUID.pattern())) {
      return only(
          machine,
          machines
              .list("aadDeviceId eq " + machine.toLowerCase(java.util.Locale.ROOT), null, null)
              .value());
    }
    if (IpAddress.isValid(machine)) {
      String when =
          timestamp == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toString() : timestamp;
      return only(machine, machines.findByIp(machine, when).value());
    }
    return only(
        machine,
        machines.list("computerDnsName eq " + Quotes.odata(machine), null, null).value().stream()
            .filter(found -> found.path("computerDnsName").asText().equalsIgnoreCase(machine))
            .toList());
  }

  private static JsonNode only(String reference, List<JsonNode> found) {
    if (found.isEmpty()) {
      throw notFound(reference);
    }
    if (found.size() > 1) {
      ArrayNode candidates = JsonNodeFactory.instance.arrayNode();
      found.forEach(
          machine ->
              candidates
                  .addObject()
                  .put("id", machine.path("id").asText())
                  .put("computerDnsName", machine.path("computerDnsName").asText())
                  .put("lastSeen", machine.path("lastSeen").asText())
                  .put("healthStatus", machine.path("healthStatus").asText()));
      throw Fault.of(
              ErrorCode.MACHINE_AMBIGUOUS,
              found.size()
                  + " machines match \""
                  + reference
                  + "\": "
                  + String.join(
                      ", ",
                      found.stream()
                          .limit(5)
                          .map(
                              m -> m.path("computerDnsName").asText() + " " + m.path("id").asText())
                          .toList())
                  + ". Choose one and pass its machine id.")
          .withDetails(candidates);
    }
    return found.get(0);
  }

  private static Fault notFound(String reference) {
    return Fault.of(
        ErrorCode.MACHINE_NOT_FOUND,
        "No machine in Defender has exactly the id, name or address \""
            + reference
            + "\". Check the spelling; a name must be the full DNS name.");
  }
}
