package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.action.endpoint.MachineAction;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Operation.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for the actions on one machine, newest first. */
final class MachineActionSearch {
  /**
   * Generous, so that a clock that is wrong by hours does not hide the action: what was found is
   * told apart by its marker, not by its time.
   */
  private static final int HOURS_BEFORE = 24;

  private static final int MOST = 1_000;

  private final ActionEntry list;

  MachineActionSearch(Catalogue catalogue) {
    list = catalogue.find("machineAction.list").orElseThrow();
  }

  /** The actions that may have been created by a request that was sent after the given time. */
  List<MachineAction> since(Calls calls, String machineId, String type, Instant started) {
    String from =
        started.minus(HOURS_BEFORE, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS) + "";
    return find(calls, filter(machineId, type) + " and creationDateTimeUtc ge " + from);
  }

  /** The action that Defender is at, if there is one. */
  Optional<MachineAction> running(Calls calls, String machineId, String type) {
    return find(calls, filter(machineId, type)).stream()
        .filter(action -> action.progress() == Progress.RUNNING)
        .findFirst();
  }

  /** Every action that Defender still lists for the machine. */
  List<MachineAction> all(Calls calls, String machineId) {
    return find(calls, "machineId eq '" + machineId + "'");
  }

  private static String filter(String machineId, String type) {
    return "machineId eq '" + machineId + "' and type eq '" + type + "'";
  }

  private List<MachineAction> find(Calls calls, String filter) {
    JsonNode found =
        list.call(calls, list.bind(Map.of("filter", filter, ActionEntry.MAX_ITEMS, MOST)))
            .json()
            .path("value");
    List<MachineAction> actions = new ArrayList<>();
    found.forEach(json -> actions.add(new MachineAction(json)));
    actions.sort(
        Comparator.comparing(
                (MachineAction action) -> action.json().path("creationDateTimeUtc").asText())
            .reversed());
    return actions;
  }
}
