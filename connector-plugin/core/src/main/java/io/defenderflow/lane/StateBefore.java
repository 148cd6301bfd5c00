package io.defenderflow.lane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.action.endpoint.MachineAction;
import io.defenderflow.action.enrichment.MachinePrerequisites;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Operation.Progress;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import io.defenderflow.journal.Entry;
import io.defenderflow.journal.Journal;
import io.defenderflow.journal.RecordedOutcome;
import io.defenderflow.journal.State;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a machine before an action is started on it: what is there already needs no request, and
 * what runs against it makes the request dangerous. Everything is read anew.
 */
final class StateBefore {
  /** Actions that put a machine into a state which its opposite ends. */
  private static final Map<String, String> OPPOSITES =
      Map.of(
          "Isolate", "Unisolate",
          "Unisolate", "Isolate",
          "RestrictCodeExecution", "UnrestrictCodeExecution",
          "UnrestrictCodeExecution", "RestrictCodeExecution");

  /** Live response is not among them: two sessions with the same type do different things. */
  private static final Set<String> TYPES =
      Set.of(
          "Isolate",
          "Unisolate",
          "RestrictCodeExecution",
          "UnrestrictCodeExecution",
          "RunAntiVirusScan",
          "CollectInvestigationPackage",
          "StopAndQuarantineFile",
          "Offboard");

  private static final String UNMANAGED = "UnManagedDevice";

  private final Catalogue catalogue;
  private final ActionEntry action;
  private final BoundInputs inputs;
  private final Journal journal;
  private final TaskQueue queue;

  /** What makes a request needless. */
  sealed interface Found {
    /** The machine is in the wanted state since this action. */
    record AlreadyDone(MachineAction by) implements Found {}

    /** The same is going on. */
    record Running(MachineAction work) implements Found {}
  }

  StateBefore(
      Catalogue catalogue,
      ActionEntry action,
      BoundInputs inputs,
      Journal journal,
      TaskQueue queue) {
    this.catalogue = catalogue;
    this.action = action;
    this.inputs = inputs;
    this.journal = journal;
    this.queue = queue;
  }

  /** Whether the action is one whose machine is looked at. */
  boolean applies() {
    return inputs.text("machineId").isPresent()
        && action.longRunning().filter(work -> TYPES.contains(work.type())).isPresent();
  }

  /**
   * Looks at the machine.
   *
   * @param known the machine, where it was read just now
   * @param own the operation, whose former work does not count
   * @throws Fault where the request must not be sent, or where the machine cannot be read
   */
  Optional<Found> look(Calls calls, Optional<JsonNode> known, Entry own) {
    JsonNode machine = known.orElseGet(() -> read(calls));
    checkOnboarded(machine);
    checkSystem(machine);
    List<MachineAction> actions =
        new MachineActionSearch(catalogue)
            .all(calls, machineId()).stream()
                .filter(found -> !own.workId().equals(Optional.of(found.id())))
                .toList();
    Optional<MachineAction> against =
        actions.stream()
            .filter(found -> isRunning(found) && found.type().equals(OPPOSITES.get(type())))
            .findFirst();
    if (against.isPresent()) {
      throw conflict(against.get());
    }
    Optional<MachineAction> same =
        actions.stream()
            .filter(found -> isRunning(found) && found.type().equals(type()))
            .findFirst();
    if (same.isPresent()) {
      if (!covers(same.get())) {
        throw conflict(same.get());
      }
      return Optional.of(new Found.Running(same.get()));
    }
    Optional<MachineAction> last = lastOfPair(actions).filter(this::coversState);
    if (last.isPresent()) {
      return Optional.of(new Found.AlreadyDone(last.get()));
    }
    checkHolders(own);
    return Optional.empty();
  }

  private JsonNode read(Calls calls) {
    ActionEntry get = catalogue.find("machine.get").orElseThrow();
    return get.call(calls, get.bind(Map.of("machineId", machineId()))).json();
  }

  private void checkOnboarded(JsonNode machine) {
    String onboarding = machine.path("onboardingStatus").asText("");
    boolean managed = onboarding.isEmpty() || onboarding.equalsIgnoreCase("Onboarded");
    boolean unmanagedIsMeant =
        type().equals("Unisolate") || scopeAsked().filter(UNMANAGED::equals).isPresent();
    if (!managed && !unmanagedIsMeant) {
      throw Fault.of(
              ErrorCode.MACHINE_NOT_ONBOARDED,
              "The machine "
                  + name(machine)
                  + " is not onboarded to Defender for Endpoint ("
                  + Texts.excerpt(onboarding)
                  + "), so that no sensor can carry out \""
                  + action.label()
                  + "\". Nothing was sent. "
                  + ErrorCode.MACHINE_NOT_ONBOARDED.remedy())
          .withDetails(details().put("onboardingStatus", onboarding));
    }
  }

  private void checkSystem(JsonNode machine) {
    if (MachinePrerequisites.excludes(action.id(), machine)) {
      String platform = machine.path("osPlatform").asText();
      throw Fault.of(
              ErrorCode.OS_NOT_SUPPORTED,
              "Microsoft does not offer \""
                  + action.label()
                  + "\" for "
                  + Texts.excerpt(platform)
                  + ", which the machine "
                  + name(machine)
                  + " runs. Nothing was sent. "
                  + ErrorCode.OS_NOT_SUPPORTED.remedy())
          .withDetails(details().put("osPlatform", platform));
    }
  }

  /** The action that brought the machine into its present state, if it is of the wanted type. */
  private Optional<MachineAction> lastOfPair(List<MachineAction> actions) {
    String opposite = OPPOSITES.get(type());
    if (opposite == null) {
      return Optional.empty();
    }
    return actions.stream()
        .filter(found -> found.progress() == Progress.SUCCEEDED)
        .filter(found -> found.type().equals(type()) || found.type().equals(opposite))
        .max(Comparator.comparing(StateBefore::endedAt))
        .filter(last -> last.type().equals(type()));
  }

  /** Actions may end in another order than they were started. Samples differ in the name. */
  private static String endedAt(MachineAction found) {
    JsonNode json = found.json();
    String updated =
        json.path("lastUpdateDateTimeUtc").asText(json.path("lastUpdateTimeUtc").asText(""));
    return updated.isEmpty() ? json.path("creationDateTimeUtc").asText() : updated;
  }

  /** Whether work of the same type does what is asked for. */
  private boolean covers(MachineAction found) {
    if (type().equals("StopAndQuarantineFile")) {
      String file = found.json().at("/relatedFileInfo/fileIdentifier").asText();
      return inputs.text("Sha1").filter(file::equalsIgnoreCase).isPresent();
    }
    return coversState(found);
  }

  /** A full isolation is more than a selective one, and a full scan more than a quick one. */
  private boolean coversState(MachineAction found) {
    String scope = found.json().path("scope").asText("");
    Optional<String> asked = scopeAsked();
    return asked.isEmpty()
        || scope.isEmpty()
        || scope.equalsIgnoreCase(asked.get())
        || (scope.equalsIgnoreCase("Full") && !asked.get().equals(UNMANAGED));
  }

  private Optional<String> scopeAsked() {
    return inputs.text("IsolationType").or(() -> inputs.text("ScanType"));
  }

  private Fault conflict(MachineAction running) {
    return Fault.of(
            ErrorCode.CONFLICTING_ACTION,
            "On the machine "
                + machineId()
                + " the action "
                + running.type()
                + " "
                + running.id()
                + " is "
                + running.status()
                + ", so that \""
                + action.label()
                + "\" could end before or after it. Nothing was sent. Wait for that action, or"
                + " cancel it with \"Cancel machine action\", and repeat the step.")
        .withDetails(
            details()
                .put("machineActionId", running.id())
                .put("type", running.type())
                .put("status", running.status())
                .put("requestor", running.json().path("requestor").asText())
                .put("requestorComment", running.requestorComment()));
  }

  /** Refuses to release what another running playbook contained and did not release itself. */
  private void checkHolders(Entry own) {
    Optional<String> undone = action.undo().filter(id -> action.releases());
    if (undone.isEmpty()) {
      return;
    }
    Map<String, Entry> lastByInstance = new LinkedHashMap<>();
    for (Entry entry : journal.about(machineId(), List.of(undone.get(), action.id()))) {
      if (tookEffect(entry)) {
        lastByInstance.put(entry.processInstanceId(), entry);
      }
    }
    Optional<RunningPlaybook> ours = Optional.empty();
    for (Entry last : lastByInstance.values()) {
      if (last.actionId().equals(undone.get())) {
        Optional<RunningPlaybook> holder = queue.playbookOf(last.processInstanceId());
        if (holder.isPresent()) {
          ours = ours.or(() -> queue.playbookOf(own.processInstanceId()));
          if (!isSame(holder.get(), ours)) {
            throw held(last, holder.get());
          }
        }
      }
    }
  }

  private static boolean isSame(RunningPlaybook holder, Optional<RunningPlaybook> ours) {
    return ours.map(RunningPlaybook::processInstanceId)
        .filter(holder.processInstanceId()::equals)
        .isPresent();
  }

  private static boolean tookEffect(Entry entry) {
    return entry.state() != State.INTENT
        && entry.outcome().flatMap(RecordedOutcome::fault).isEmpty();
  }

  private Fault held(Entry by, RunningPlaybook holder) {
    String known = holder.businessKey().map(key -> " (" + Texts.excerpt(key) + ")").orElse("");
    ObjectNode details =
        details()
            .put("processInstanceId", by.processInstanceId())
            .put("rootProcessInstanceId", holder.processInstanceId())
            .put("action", by.actionId())
            .put("since", by.startedAt().toString());
    holder.businessKey().ifPresent(key -> details.put("businessKey", key));
    return Fault.of(
            ErrorCode.HELD_BY_PLAYBOOK,
            "The running playbook with the process instance "
                + holder.processInstanceId()
                + known
                + " has done "
                + by.actionId()
                + " on the machine "
                + machineId()
                + " at "
                + by.startedAt()
                + " and has not taken it back. Nothing was sent. Ask the people who handle that"
                + " playbook; the machine can be released when it has released it or has ended.")
        .withDetails(details);
  }

  private ObjectNode details() {
    return JsonNodeFactory.instance.objectNode().put("machineId", machineId());
  }

  private static boolean isRunning(MachineAction found) {
    return found.progress() == Progress.RUNNING;
  }

  private String name(JsonNode machine) {
    String name = machine.path("computerDnsName").asText();
    return name.isEmpty() ? machineId() : name;
  }

  private String type() {
    return action.longRunning().orElseThrow().type();
  }

  private String machineId() {
    return inputs.text("machineId").orElseThrow();
  }
}
