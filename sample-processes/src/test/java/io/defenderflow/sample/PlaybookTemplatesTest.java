package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The steps of the playbooks are what the modeler writes with the committed templates. */
class PlaybookTemplatesTest {
  private static final Path TEMPLATES =
      Path.of("..", "element-templates", "defenderflow-templates.json");

  @TestFactory
  Stream<DynamicTest> everyStepIsItsTemplate() throws IOException {
    Map<String, JsonNode> templates = new HashMap<>();
    new ObjectMapper()
        .readTree(TEMPLATES.toFile())
        .forEach(template -> templates.put(template.path("id").asText(), template));
    return playbooks().entrySet().stream()
        .flatMap(
            playbook ->
                tasks(playbook.getValue(), Task.class)
                    .filter(task -> templateOf(task) != null)
                    .map(
                        task ->
                            DynamicTest.dynamicTest(
                                playbook.getKey() + " " + task.getId(),
                                () -> compare(task, templates.get(templateOf(task))))));
  }

  @TestFactory
  Stream<DynamicTest> everyServiceTaskHasATemplate() throws IOException {
    return playbooks().entrySet().stream()
        .map(
            playbook ->
                DynamicTest.dynamicTest(
                    playbook.getKey(),
                    () ->
                        assertThat(
                                tasks(playbook.getValue(), ServiceTask.class)
                                    .filter(task -> templateOf(task) == null)
                                    .map(Task::getId))
                            .isEmpty()));
  }

  /** By the names of their files. */
  private static Map<String, BpmnModelInstance> playbooks() throws IOException {
    Map<String, BpmnModelInstance> playbooks = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/processes"))) {
      files
          .filter(file -> file.toString().endsWith(".bpmn"))
          .forEach(
              file ->
                  playbooks.put(
                      file.getFileName().toString(), Bpmn.readModelFromFile(file.toFile())));
    }
    assertThat(playbooks).isNotEmpty();
    return playbooks;
  }

  private static void compare(Task step, JsonNode template) {
    assertThat(template).as("template " + templateOf(step)).isNotNull();
    assertThat(attribute(step, "modelerTemplateVersion"))
        .isEqualTo(template.path("version").asText());
    List<String> expected = new ArrayList<>();
    Map<String, String> inputs = inputsOf(step);
    for (JsonNode property : template.path("properties")) {
      String name = property.path("binding").path("name").asText();
      if (property.path("binding").path("type").asText().equals("property")) {
        String value = attribute(step, name.replace("camunda:", ""));
        if (property.path("type").asText().equals("Hidden")) {
          assertThat(value).as(name).isEqualTo(property.path("value").asText());
        } else {
          check(name, value, property);
        }
        continue;
      }
      if (property.path("binding").path("type").asText().equals("camunda:outputParameter")) {
        assertThat(outputsOf(step)).contains(property.path("binding").path("source").asText());
        continue;
      }
      expected.add(name);
      String value = inputs.getOrDefault(name, "");
      if (property.path("type").asText().equals("Hidden")) {
        assertThat(value).as(name).isEqualTo(property.path("value").asText());
      }
      check(name, value, property);
    }
    assertThat(inputs.keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void check(String name, String value, JsonNode property) {
    if (property.path("constraints").path("notEmpty").asBoolean()) {
      assertThat(value).as(name).isNotBlank();
    }
    if (property.path("type").asText().equals("Dropdown")) {
      assertThat(property.path("choices").findValuesAsText("value")).as(name).contains(value);
    }
    String pattern = property.path("constraints").path("pattern").path("value").asText();
    assertThat(value).as(name).matches(pattern.isEmpty() ? "(?s).*" : pattern);
  }

  private static <T extends Task> Stream<T> tasks(BpmnModelInstance playbook, Class<T> kind) {
    return playbook.getModelElementsByType(kind).stream();
  }

  private static String templateOf(Task task) {
    return attribute(task, "modelerTemplate");
  }

  private static String attribute(Task task, String name) {
    return task.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, name);
  }

  private static Map<String, String> inputsOf(Task step) {
    Map<String, String> inputs = new HashMap<>();
    for (CamundaInputParameter input : inputOutputOf(step).getCamundaInputParameters()) {
      inputs.put(input.getCamundaName(), input.getTextContent());
    }
    return inputs;
  }

  private static List<String> outputsOf(Task step) {
    return inputOutputOf(step).getCamundaOutputParameters().stream()
        .map(CamundaOutputParameter::getTextContent)
        .toList();
  }

  private static CamundaInputOutput inputOutputOf(Task step) {
    return step.getExtensionElements()
        .getElementsQuery()
        .filterByType(CamundaInputOutput.class)
        .singleResult();
  }
}
