package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.Effect.CONTAIN;
import static io.defenderflow.catalogue.LostAnswer.FIND_MACHINE_ACTION;
import static io.defenderflow.catalogue.LostAnswer.FIND_OR_ASK;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;
import static io.defenderflow.catalogue.Shape.SHA1;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.ForEach;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;
import io.defenderflow.catalogue.TargetOutcomes;
import io.defenderflow.fault.Fault;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/**
 * The same action on many machines. A step treats each machine as an operation of its own, see
 * {@link ForEach}; what stands here is how the action is called by itself, without waiting.
 */
@Resource(service = Service.ENDPOINT, area = "Machines")
public final class ManyMachines {
  private final Machines machines;

  public ManyMachines(Calls calls) {
    this.machines = calls.of(Machines.class);
  }

  @Action(
      id = "machine.isolateMany",
      label = "Isolate machines",
      summary =
          "Cuts machines off the network. The result tells the outcome of each machine: succeeded,"
              + " running, failed or unknown. One that fails does not stop the rest; only where all"
              + " end with the same error, the step ends with it.",
      effect = CONTAIN,
      undo = "machine.unisolateMany",
      lostAnswer = FIND_MACHINE_ACTION,
      uses = {"machine.isolate", "machineAction.get"},
      returns = "outcome of each machine",
      keywords = {"contain", "network", "devices", "bulk"},
      docs = "defender-endpoint/api/isolate-machine")
  @ForEach(action = "machine.isolate", over = "machineIds", as = "machineId")
  @LongRunning(poll = "machineAction.get", type = "Isolate")
  public JsonNode isolate(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, as a list or separated by commas; 500 at most. A machine that"
                      + " is named twice counts once.",
              shape = MACHINE_ID,
              required = true,
              max = 500)
          List<String> machineIds,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the machines are isolated. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: credential theft.")
          String comment,
      @Input(
              value = "IsolationType",
              label = "Isolation type",
              help =
                  "Full cuts everything. Selective keeps Outlook, Teams and Skype. UnManagedDevice"
                      + " contains devices that have no Defender sensor.",
              required = true)
          IsolationType isolationType) {
    return each(machineIds, id -> machines.isolate(id, comment, isolationType));
  }

  @Action(
      id = "machine.unisolateMany",
      label = "Release machines from isolation",
      summary =
          "Lets isolated machines back to the network. The result tells the outcome of each"
              + " machine: succeeded, running, failed or unknown. One that fails does not stop the"
              + " rest; only where all end with the same error, the step ends with it.",
      effect = CONTAIN,
      releases = true,
      undo = "machine.isolateMany",
      lostAnswer = FIND_MACHINE_ACTION,
      uses = {"machine.unisolate", "machineAction.get"},
      returns = "outcome of each machine",
      keywords = {"release", "reconnect", "devices", "bulk"},
      docs = "defender-endpoint/api/unisolate-machine")
  @ForEach(action = "machine.unisolate", over = "machineIds", as = "machineId")
  @LongRunning(poll = "machineAction.get", type = "Unisolate")
  public JsonNode unisolate(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, as a list or separated by commas; 500 at most. A machine that"
                      + " is named twice counts once.",
              shape = MACHINE_ID,
              required = true,
              max = 500)
          List<String> machineIds,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the machines are released. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: the machines are clean.")
          String comment) {
    return each(machineIds, id -> machines.unisolate(id, comment));
  }

  @Action(
      id = "machine.restrictCodeExecutionMany",
      label = "Restrict app execution on machines",
      summary =
          "Lets only programs run on machines that are signed by Microsoft. The result tells the"
              + " outcome of each machine: succeeded, running, failed or unknown. One that fails"
              + " does not stop the rest; only where all end with the same error, the step ends"
              + " with it.",
      effect = CONTAIN,
      undo = "machine.unrestrictCodeExecutionMany",
      lostAnswer = FIND_MACHINE_ACTION,
      uses = {"machine.restrictCodeExecution", "machineAction.get"},
      returns = "outcome of each machine",
      keywords = {"contain", "block", "programs", "devices", "bulk"},
      docs = "defender-endpoint/api/restrict-code-execution")
  @ForEach(action = "machine.restrictCodeExecution", over = "machineIds", as = "machineId")
  @LongRunning(poll = "machineAction.get", type = "RestrictCodeExecution")
  public JsonNode restrictCodeExecution(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, as a list or separated by commas; 500 at most. A machine that"
                      + " is named twice counts once.",
              shape = MACHINE_ID,
              required = true,
              max = 500)
          List<String> machineIds,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why programs are restricted. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: unknown program.")
          String comment) {
    return each(machineIds, id -> machines.restrictCodeExecution(id, comment));
  }

  @Action(
      id = "machine.unrestrictCodeExecutionMany",
      label = "Remove app restriction on machines",
      summary =
          "Lets all programs run again on restricted machines. The result tells the outcome of each"
              + " machine: succeeded, running, failed or unknown. One that fails does not stop the"
              + " rest; only where all end with the same error, the step ends with it.",
      effect = CONTAIN,
      releases = true,
      undo = "machine.restrictCodeExecutionMany",
      lostAnswer = FIND_MACHINE_ACTION,
      uses = {"machine.unrestrictCodeExecution", "machineAction.get"},
      returns = "outcome of each machine",
      keywords = {"release", "unrestrict", "devices", "bulk"},
      docs = "defender-endpoint/api/unrestrict-code-execution")
  @ForEach(action = "machine.unrestrictCodeExecution", over = "machineIds", as = "machineId")
  @LongRunning(poll = "machineAction.get", type = "UnrestrictCodeExecution")
  public JsonNode unrestrictCodeExecution(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, as a list or separated by commas; 500 at most. A machine that"
                      + " is named twice counts once.",
              shape = MACHINE_ID,
              required = true,
              max = 500)
          List<String> machineIds,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the restriction is lifted. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: the machines are clean.")
          String comment) {
    return each(machineIds, id -> machines.unrestrictCodeExecution(id, comment));
  }

  @Action(
      id = "machine.runAntiVirusScanMany",
      label = "Run antivirus scan on machines",
      summary =
          "Starts a Microsoft Defender Antivirus scan on machines. The result tells the outcome of"
              + " each machine: succeeded, running, failed or unknown. One that fails does not stop"
              + " the rest; only where all end with the same error, the step ends with it.",
      effect = CHANGE,
      lostAnswer = FIND_MACHINE_ACTION,
      uses = {"machine.runAntiVirusScan", "machineAction.get"},
      returns = "outcome of each machine",
      keywords = {"malware", "devices", "bulk"},
      docs = "defender-endpoint/api/run-av-scan")
  @ForEach(action = "machine.runAntiVirusScan", over = "machineIds", as = "machineId")
  @LongRunning(poll = "machineAction.get", type = "RunAntiVirusScan")
  public JsonNode runAntiVirusScan(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, as a list or separated by commas; 500 at most. A machine that"
                      + " is named twice counts once.",
              shape = MACHINE_ID,
              required = true,
              max = 500)
          List<String> machineIds,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the machines are scanned. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: scan after isolation.")
          String comment,
      @Input(
              value = "ScanType",
              label = "Scan type",
              help = "Quick looks at the usual places, Full at all files.",
              required = true)
          ScanType scanType) {
    return each(machineIds, id -> machines.runAntiVirusScan(id, comment, scanType));
  }

  @Action(
      id = "machine.collectInvestigationPackageMany",
      label = "Collect investigation packages",
      summary =
          "Collects forensic data on machines into one package each. The result tells the outcome"
              + " of each machine: succeeded, running, failed or unknown. One that fails does not"
              + " stop the rest; only where all end with the same error, the step ends with it.",
      effect = CHANGE,
      lostAnswer = FIND_MACHINE_ACTION,
      uses = {"machine.collectInvestigationPackage", "machineAction.get"},
      returns = "outcome of each machine",
      keywords = {"forensics", "evidence", "devices", "bulk"},
      docs = "defender-endpoint/api/collect-investigation-package")
  @ForEach(action = "machine.collectInvestigationPackage", over = "machineIds", as = "machineId")
  @LongRunning(poll = "machineAction.get", type = "CollectInvestigationPackage")
  public JsonNode collectInvestigationPackages(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, as a list or separated by commas; 500 at most. A machine that"
                      + " is named twice counts once.",
              shape = MACHINE_ID,
              required = true,
              max = 500)
          List<String> machineIds,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the packages are collected. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: forensics.")
          String comment) {
    return each(machineIds, id -> machines.collectInvestigationPackage(id, comment));
  }

  @Action(
      id = "machine.stopAndQuarantineFileMany",
      label = "Stop and quarantine file on machines",
      summary =
          "Stops the processes of a file on machines and moves it to quarantine there. There is no"
              + " call that takes it back. The result tells the outcome of each machine: succeeded,"
              + " running, failed or unknown. One that fails does not stop the rest; only where all"
              + " end with the same error, the step ends with it.",
      effect = CONTAIN,
      lostAnswer = FIND_OR_ASK,
      uses = {"machine.stopAndQuarantineFile", "machineAction.get"},
      returns = "outcome of each machine",
      keywords = {"malware", "hash", "kill", "devices", "bulk"},
      docs = "defender-endpoint/api/stop-and-quarantine-file")
  @ForEach(action = "machine.stopAndQuarantineFile", over = "machineIds", as = "machineId")
  @LongRunning(poll = "machineAction.get", type = "StopAndQuarantineFile")
  public JsonNode stopAndQuarantineFile(
      @Input(
              value = "machineIds",
              label = "Machines",
              help =
                  "The machine ids, as a list or separated by commas; 500 at most. A machine that"
                      + " is named twice counts once.",
              shape = MACHINE_ID,
              required = true,
              max = 500)
          List<String> machineIds,
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
          String sha1) {
    return each(machineIds, id -> machines.stopAndQuarantineFile(id, comment, sha1));
  }

  private static JsonNode each(List<String> machineIds, Function<String, MachineAction> start) {
    TargetOutcomes outcomes = new TargetOutcomes("machineId");
    for (String id : new LinkedHashSet<>(machineIds)) {
      try {
        outcomes.answered(id, start.apply(id));
      } catch (Fault fault) {
        outcomes.ended(id, fault);
      }
    }
    return outcomes.result();
  }
}
