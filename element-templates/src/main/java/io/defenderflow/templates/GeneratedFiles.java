package io.defenderflow.templates;

import io.defenderflow.catalogue.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every file that is made from the catalogue, by its path below the root of the repository. */
final class GeneratedFiles {
  static final String LOCK = "element-templates/templates.lock";
  static final String TEMPLATES = "element-templates/templates";
  static final String REFERENCE = "docs/reference";
  static final String ANSWERS = "docs/answers.md";

  private GeneratedFiles() {}

  /**
   * @param lock the committed lock, which knows the released versions; empty where there is none
   */
  static SortedMap<String, String> of(Catalogue catalogue, String lock) {
    TemplateLock released = TemplateLock.parse(lock);
    TemplateLock current = TemplateLock.parse("");
    catalogue
        .actions()
        .forEach(
            action -> current.put(Template.of(action, released.versionOf(Template.of(action, 1)))));
    current.put(ApprovalTemplate.of(released.versionOf(ApprovalTemplate.of(1))));
    SortedMap<String, String> files = new TreeMap<>();
    new ElementTemplates(released)
        .files(catalogue.actions())
        .forEach((path, content) -> files.put("element-templates/" + path, content));
    files.put(LOCK, current.text());
    files.putAll(ActionReference.pages(catalogue));
    files.put(REFERENCE + "/permissions.md", PermissionReference.byAction(catalogue));
    files.put(
        REFERENCE + "/actions-by-permission.md",
        PermissionReference.actionsByPermission(catalogue));
    files.put(REFERENCE + "/left-out.md", LeftOutReference.page(catalogue));
    files.put("docs/error-codes.md", ErrorCodeReference.page());
    files.put(ANSWERS, AnswerReference.page());
    return files;
  }

  /** The generated files that are there, among them those that should no longer be there. */
  static SortedMap<String, String> committed(Path root) {
    SortedMap<String, String> files = new TreeMap<>();
    List<Path> found = new ArrayList<>();
    try {
      for (String folder : List.of(TEMPLATES, REFERENCE)) {
        if (Files.isDirectory(root.resolve(folder))) {
          try (Stream<Path> tree = Files.walk(root.resolve(folder))) {
            tree.filter(Files::isRegularFile).forEach(found::add);
          }
        }
      }
      for (String file :
          List.of(
              LOCK,
              "element-templates/index.json",
              "element-templates/" + ElementTemplates.APPROVAL_FORM,
              "element-templates/defenderflow-templates.json",
              "docs/error-codes.md",
              ANSWERS)) {
        if (Files.exists(root.resolve(file))) {
          found.add(root.resolve(file));
        }
      }
      for (Path file : found) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The generated files cannot be read below " + root, e);
    }
    return files;
  }

  /** Makes the tree below the root equal to the given files. */
  static void write(Path root, SortedMap<String, String> files) {
    try {
      for (String old : committed(root).keySet()) {
        if (!files.containsKey(old)) {
          Files.delete(root.resolve(old));
        }
      }
      for (var file : files.entrySet()) {
        Path target = root.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.writeString(target, file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The generated files cannot be written below " + root, e);
    }
  }
}
