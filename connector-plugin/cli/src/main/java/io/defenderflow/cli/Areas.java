package io.defenderflow.cli;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.templates.ElementTemplates;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The option that narrows the catalogue to areas. */
final class Areas {
  @Option(
      names = "--area",
      split = ",",
      paramLabel = "AREA",
      description = {
        "Only the actions of this area, by its name or its folder (\"Machine actions\" or",
        "machine-actions). May be given several times."
      })
  private List<String> names = List.of();

  List<ActionEntry> of(Catalogue catalogue) {
    List<String> unknown =
        names.stream()
            .filter(name -> catalogue.actions().stream().noneMatch(action -> is(name, action)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new Refusal(
          ErrorCode.INPUT_INVALID.name(),
          "There is no area \""
              + String.join("\", \"", unknown)
              + "\". The areas are: "
              + catalogue.actions().stream()
                  .map(ActionEntry::area)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return catalogue.actions().stream()
        .filter(action -> names.isEmpty() || names.stream().anyMatch(name -> is(name, action)))
        .toList();
  }

  private static boolean is(String name, ActionEntry action) {
    return name.strip().equalsIgnoreCase(action.area())
        || name.strip().equalsIgnoreCase(ElementTemplates.folderOf(action.area()));
  }
}
