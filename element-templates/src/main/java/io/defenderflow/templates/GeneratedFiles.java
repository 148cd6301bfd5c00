package io.defenderflow.templates;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
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

  private static final ObjectWriter JSON = new ObjectMapper().writer(prettyPrinter());

  private GeneratedFiles() {}

  /**
   * @param lock the committed lock, which knows the released versions; empty where there is none
   */
  static SortedMap<String, String> of(Catalogue catalogue, String lock) {
    SortedMap<String, String> files = new TreeMap<>();
    TemplateLock released = TemplateLock.parse(lock);
    TemplateLock current = TemplateLock.parse("");
    ArrayNode index = JsonNodeFactory.instance.arrayNode();
    ArrayNode bundle = JsonNodeFactory.instance.arrayNode();
    for (ActionEntry action : catalogue.actions()) {
      ObjectNode template = Template.of(action, released.versionOf(Template.of(action, 1)));
      String file = Template.slug(action.area()) + "/" + action.id() + ".json";
      files.put(TEMPLATES + "/" + file, json(template));
      current.put(template);
      bundle.add(template);
      index
          .addObject()
          .put("id", template.get("id").asText())
          .put("version", template.get("version").asInt())
          .put("name", action.label())
          .put("area", action.area())
          .put("topic", action.lane().topic())
          .put("file", "templates/" + file);
    }
    files.put(LOCK, current.text());
    files.put("element-templates/index.json", json(index));
    files.put("element-templates/defenderflow-templates.json", json(bundle));
    files.putAll(ActionReference.pages(catalogue));
    files.put(REFERENCE + "/permissions.md", PermissionReference.page(catalogue));
    files.put("docs/error-codes.md", ErrorCodeReference.page());
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
              "element-templates/defenderflow-templates.json",
              "docs/error-codes.md")) {
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

  private static String json(JsonNode node) {
    try {
      return JSON.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A template cannot be written as JSON.", e);
    }
  }

  /** Line feeds on every system, so that a checkout on Windows compares equal. */
  private static DefaultPrettyPrinter prettyPrinter() {
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(indent)
        .withArrayIndenter(indent);
  }
}
