package io.defenderflow.action.endpoint;

import static io.defenderflow.catalogue.Effect.CHANGE;
import static io.defenderflow.catalogue.LostAnswer.FIND_MACHINE_ACTION;
import static io.defenderflow.catalogue.Shape.MACHINE_ID;

import io.defenderflow.catalogue.Action;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.LongRunning;
import io.defenderflow.catalogue.Resource;
import io.defenderflow.catalogue.Service;

/** Investigation packages from the start to the file. */
@Resource(service = Service.ENDPOINT, area = "Machine actions")
public final class InvestigationPackageRecipes {
  private final Machines machines;

  public InvestigationPackageRecipes(Calls calls) {
    this.machines = calls.of(Machines.class);
  }

  @Action(
      id = "package.collectAndDownload",
      label = "Collect and download package",
      summary =
          "Collects forensic data on a machine into a package, waits for its end, and returns the"
              + " zip file with its size and SHA-256. A machine that is offline collects it when it"
              + " comes back within three days.",
      effect = CHANGE,
      lostAnswer = FIND_MACHINE_ACTION,
      uses = {"machine.collectInvestigationPackage", "machineAction.get", "package.download"},
      returns = "files, each with name, size, sha256 and the variable or path",
      keywords = {"forensics", "zip", "evidence", "device"},
      docs = "defender-endpoint/api/collect-investigation-package")
  @LongRunning(
      poll = "machineAction.get",
      type = "CollectInvestigationPackage",
      result = "package.download")
  public MachineAction collectAndDownload(
      @Input(
              value = "machineId",
              label = "Machine",
              help = "The machine id. Use \"Resolve machine\" to get it from a name.",
              shape = MACHINE_ID,
              required = true)
          String machineId,
      @Input(
              value = "Comment",
              label = "Reason",
              help = "Why the package is collected. It shows in the action center.",
              required = true,
              max = 4_000,
              example = "Incident 1042: forensics.")
          String comment) {
    return machines.collectInvestigationPackage(machineId, comment);
  }
}
