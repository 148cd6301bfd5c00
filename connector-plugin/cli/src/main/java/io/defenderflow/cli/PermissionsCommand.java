package io.defenderflow.cli;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.permission.AppManifest;
import io.defenderflow.permission.AzureCommands;
import io.defenderflow.permission.PermissionPlan;
import io.defenderflow.permission.PermissionTable;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
    name = "permissions",
    description = {
      "Tells the least application permissions that playbooks or actions need, among them those"
          + " with which a step looks at what it started.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class)
final class PermissionsCommand implements Runnable {
  private final Terminal terminal;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Mixin private UsedActions used;

  @Option(
      names = "--format",
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = {
        "table: for people. manifest: requiredResourceAccess of an Entra app manifest. az: a script"
            + " for",
        "the Azure command line. Default: ${DEFAULT-VALUE}."
      })
  private Format format;

  @Option(
      names = "--split",
      description = "For two registrations: one that reads, one that changes and contains.")
  private boolean split;

  /** How the permissions are written. */
  enum Format {
    TABLE,
    MANIFEST,
    AZ;

    @Override
    public String toString() {
      return ActionJson.lower(this);
    }
  }

  PermissionsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (used.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Name BPMN files, or actions with --actions.");
    }
    Catalogue catalogue = Catalogue.load();
    Collection<ActionEntry> actions = used.of(catalogue, terminal);
    PermissionPlan plan =
        split ? PermissionPlan.ofTwo(catalogue, actions) : PermissionPlan.ofOne(catalogue, actions);
    terminal
        .out()
        .println(
            (switch (format) {
                  case TABLE -> PermissionTable.text(plan);
                  case MANIFEST -> Json.pretty(AppManifest.json(plan));
                  case AZ -> AzureCommands.script(plan);
                })
                .stripTrailing());
  }
}
