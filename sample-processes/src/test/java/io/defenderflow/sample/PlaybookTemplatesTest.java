package io.defenderflow.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The steps of the playbook are what the modeler writes with the committed templates. */
class PlaybookTemplatesTest {
  private static final Path TEMPLATES =
      Path.of("..", "element-templates", "defenderflow-templates.json");
  private static final BpmnModelInstance PLAYBOOK =
      Bpmn.readModelFromStream(
          PlaybookTemplatesTest.class.getResourceAsStream(
              "/processes/contain-compromised-device/contain-compromised-device.bpmn"));

  @TestFactory
  Stream<DynamicTest> everyStepIsItsTemplate() throws IOException {
    Map<String, JsonNode> templates = new HashMap<>();
    new ObjectMapper()
        .readTree(TEMPLATES.toFile())
        .forEach(template -> templates.put(template.path("id").asText(), template));
    return steps().stream()
        .map(
            step ->
                DynamicTest.dynamicTest(
                    step.getId(), () -> compare(step, templates.get(templateOf(step)))));
  }

  @Test
  void everyExternalTaskHasATemplate() {
    assertThat(tasks())
        .filteredOn(task -> "external".equals(task.getCamundaType()))
        .hasSizeGreaterThan(8)
        .allSatisfy(task -> assertThat(templateOf(task)).startsWith("io.defenderflow."));
  }

  private static void compare(ServiceTask step, JsonNode template) {
    assertThat(template).as("template " + templateOf(step)).isNotNull();
    assertThat(attribute(step, "modelerTemplateVersion"))
        .isEqualTo(template.path("version").asText());
    List<String> expected = new ArrayList<>();
    Map<String, String> inputs = inputsOf(step);
    for (JsonNode property : template.path("properties")) {
      String name = property.path("binding").path("name").asText();
      if (property.path("binding").path("type").asText().equals("property")) {
        assertThat(attribute(step, name.replace("camunda:", "")))
            .as(name)
            .isEqualTo(property.path("value").asText());
        continue;
      }
      expected.add(name);
      String value = inputs.getOrDefault(name, "");
      if (property.path("type").asText().equals("Hidden")) {
        assertThat(value).as(name).isEqualTo(property.path("value").asText());
      }
      if (property.path("constraints").path("notEmpty").asBoolean()) {
        assertThat(value).as(name).isNotBlank();
      }
      if (property.path("type").asText().equals("Dropdown")) {
        assertThat(property.path("choices").findValuesAsText("value")).as(name).contains(value);
      }
      String pattern = property.path("constraints").path("pattern").path("value").asText();
      assertThat(value).as(name).matches(pattern.isEmpty() ? "(?s).*" : pattern);
    }
    assertThat(inputs.keySet()).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<ServiceTask> steps() {
    return tasks().stream().filter(task -> templateOf(task) != null).toList();
  }

  private static Collection<ServiceTask> tasks() {
    return PLAYBOOK.getModelElementsByType(ServiceTask.class);
  }

  private static String templateOf(ServiceTask task) {
    return attribute(task, "modelerTemplate");
  }

  private static String attribute(ServiceTask task, String name) {
    return task.getAttributeValueNs(BpmnModelConstants.CAMUNDA_NS, name);
  }

  private static Map<String, String> inputsOf(ServiceTask step) {
    Map<String, String> inputs = new HashMap<>();
    for (CamundaInputParameter input :
        step.getExtensionElements()
            .getElementsQuery()
            .filterByType(CamundaInputOutput.class)
            .singleResult()
            .getCamundaInputParameters()) {
      inputs.put(input.getCamundaName(), input.getTextContent());
    }
    return inputs;
  }
}
