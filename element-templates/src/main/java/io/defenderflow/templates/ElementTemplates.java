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
import io.defenderflow.guard.ApprovalTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The element templates of some actions, laid out by area as a modeler and a platform team want
 * them.
 */
public final class ElementTemplates {
  /** The folder with one file per template. It alone goes into a modeler. */
  public static final String FOLDER = "templates";

  /** All templates of the folder in one file, for modelers that read a single one. */
  public static final String BUNDLE = "defenderflow-templates.json";

  public static final String INDEX = "index.json";

  /** The form of the approval task, to be deployed to the engine. */
  public static final String APPROVAL_FORM = "forms/approve-containment.form";

  private static final String APPROVAL = FOLDER + "/approval/containment.approve.json";

  private static final String INPUT_PARAMETER = "camunda:inputParameter";

  private static final ObjectWriter JSON = new ObjectMapper().writer(prettyPrinter());

  private final TemplateLock released;

  ElementTemplates(TemplateLock released) {
    this.released = released;
  }

  /** The templates with the versions that this build released. */
  public static ElementTemplates ofThisVersion() {
    try (InputStream lock = ElementTemplates.class.getResourceAsStream("templates.lock")) {
      if (lock == null) {
        throw new IllegalStateException("The jar of the element templates has no templates.lock.");
      }
      return new ElementTemplates(
          TemplateLock.parse(new String(lock.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("The versions of the templates cannot be read.", e);
    }
  }

  /**
   * The content of every file by its path with {@code /}: a file per template below {@link
   * #FOLDER}, among them the approval that any of them may need, its form, {@link #INDEX} and
   * {@link #BUNDLE}.
   */
  public SortedMap<String, String> files(Collection<ActionEntry> actions) {
    SortedMap<String, String> files = new TreeMap<>();
    ArrayNode index = JsonNodeFactory.instance.arrayNode();
    ArrayNode bundle = JsonNodeFactory.instance.arrayNode();
    ObjectNode approval = ApprovalTemplate.of(released.versionOf(ApprovalTemplate.of(1)));
    files.put(APPROVAL, json(approval));
    files.put(APPROVAL_FORM, ApprovalTask.form());
    bundle.add(approval);
    index
        .addObject()
        .put("id", approval.get("id").asText())
        .put("version", approval.get("version").asInt())
        .put("name", ApprovalTemplate.NAME)
        .put("area", "Approval")
        .put("file", APPROVAL);
    for (ActionEntry action : actions) {
      ObjectNode template = Template.of(action, released.versionOf(Template.of(action, 1)));
      String file = FOLDER + "/" + folderOf(action.area()) + "/" + action.id() + ".json";
      files.put(file, json(template));
      bundle.add(template);
      index
          .addObject()
          .put("id", template.get("id").asText())
          .put("version", template.get("version").asInt())
          .put("name", action.label())
          .put("area", action.area())
          .put("topic", action.lane().topic())
          .put("file", file);
    }
    files.put(INDEX, json(index));
    files.put(BUNDLE, json(bundle));
    return files;
  }

  /** The names of all input parameters that the template of an action has. */
  public static Set<String> inputParameters(ActionEntry action) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode property : Template.of(action, 1).get("properties")) {
      JsonNode binding = property.path("binding");
      if (INPUT_PARAMETER.equals(binding.path("type").asText())) {
        names.add(binding.path("name").asText());
      }
    }
    return names;
  }

  /** The name of the folder of an area, for example {@code machine-actions}. */
  public static String folderOf(String area) {
    return Template.slug(area);
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
