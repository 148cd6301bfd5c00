package io.defenderflow.cli;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.templates.ElementTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "templates",
    description = {
      "Writes the element templates for Camunda Modeler: templates/AREA/ID.json, index.json, and"
          + " all of them in defenderflow-templates.json.",
      "",
      "Copy the folder templates into the modeler's resources/element-templates folder. With --area"
          + " authors get only what they may use."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Defenderflow.Version.class)
final class TemplatesCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write to. It is created where it does not exist.")
  private Path folder;

  @Mixin private Areas areas;

  TemplatesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    List<ActionEntry> actions = areas.of(Catalogue.load());
    SortedMap<String, String> files = ElementTemplates.ofThisVersion().files(actions);
    try {
      for (var file : files.entrySet()) {
        Path target = folder.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.writeString(target, file.getValue());
      }
      terminal.out().println(actions.size() + " templates are in " + folder + ".");
      tellOthers(files);
    } catch (IOException e) {
      throw new Refusal(
          Refusal.FILE_UNUSABLE,
          "The templates cannot be written to " + folder + ". Check the folder and its rights.");
    }
  }

  /** A template of a former run would reach authors who may not use it any more. */
  private void tellOthers(SortedMap<String, String> files) throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve(ElementTemplates.FOLDER))) {
      List<Path> others =
          tree.filter(Files::isRegularFile)
              .filter(
                  file -> !files.containsKey(folder.relativize(file).toString().replace('\\', '/')))
              .toList();
      if (!others.isEmpty()) {
        terminal
            .err()
            .println(
                others.size()
                    + " more files were there before, for example "
                    + others.get(0)
                    + ". They are left as they are; remove them if authors shall not have them.");
      }
    }
  }
}
