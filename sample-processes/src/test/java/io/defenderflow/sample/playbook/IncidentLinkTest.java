package io.defenderflow.sample.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.junit.jupiter.api.Test;

/** Every question about an incident links to it in the portal of Microsoft. */
class IncidentLinkTest {
  private static final Path PROCESSES = Path.of("src/main/resources/processes");
  private static final String LINK = "incidentWebUrl";

  /** Who follows a link of Markdown leaves the task. */
  private static final String IN_A_NEW_TAB =
      "<a href=\"{{" + LINK + "}}\" target=\"_blank\" rel=\"noopener\">";

  @Test
  void everyFormThatShowsAnIncidentLinksToIt() throws IOException {
    assertThat(formsAboutIncidents())
        .isNotEmpty()
        .allSatisfy(
            form ->
                assertThat(form.path("components").findValuesAsText("text"))
                    .as(form.path("id").asText())
                    .anyMatch(text -> text.startsWith(IN_A_NEW_TAB)));
  }

  @Test
  void everyProcessWithSuchAFormKnowsTheAddress() throws IOException {
    Set<String> forms = new TreeSet<>();
    formsAboutIncidents().forEach(form -> forms.add(form.path("id").asText()));
    List<BpmnModelInstance> models =
        files(".bpmn").stream().map(file -> Bpmn.readModelFromFile(file.toFile())).toList();

    assertThat(models)
        .filteredOn(model -> asksWith(forms, model))
        .isNotEmpty()
        .allSatisfy(
            model ->
                assertThat(findsOut(model) || isToldIn(models, idOf(model)))
                    .as("The address of the incident is known in " + idOf(model))
                    .isTrue());
  }

  private static boolean asksWith(Set<String> forms, BpmnModelInstance model) {
    return model.getModelElementsByType(UserTask.class).stream()
        .anyMatch(task -> forms.contains(task.getCamundaFormRef()));
  }

  private static boolean findsOut(BpmnModelInstance model) {
    return model.getModelElementsByType(CamundaInputParameter.class).stream()
        .anyMatch(input -> input.getTextContent().contains(LINK + "=/"));
  }

  /** Whoever calls the process hands the address over. */
  private static boolean isToldIn(Collection<BpmnModelInstance> models, String process) {
    List<CallActivity> calls =
        models.stream()
            .flatMap(model -> model.getModelElementsByType(CallActivity.class).stream())
            .filter(call -> process.equals(call.getCalledElement()))
            .toList();
    return !calls.isEmpty() && calls.stream().allMatch(IncidentLinkTest::handsOver);
  }

  private static boolean handsOver(CallActivity call) {
    return call
        .getExtensionElements()
        .getElementsQuery()
        .filterByType(CamundaIn.class)
        .list()
        .stream()
        .anyMatch(in -> LINK.equals(in.getCamundaTarget()));
  }

  private static String idOf(BpmnModelInstance model) {
    return model.getModelElementsByType(Process.class).iterator().next().getId();
  }

  /** Not those with which a person starts a playbook: nothing is known of the incident then. */
  private static List<JsonNode> formsAboutIncidents() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> forms = new ArrayList<>();
    for (Path file : files(".form")) {
      JsonNode form = json.readTree(file.toFile());
      for (JsonNode component : form.path("components")) {
        if (List.of("incidentTitle", "incidentId").contains(component.path("key").asText())
            && component.path("readonly").asBoolean()) {
          forms.add(form);
          break;
        }
      }
    }
    return forms;
  }

  private static List<Path> files(String extension) throws IOException {
    try (Stream<Path> files = Files.walk(PROCESSES)) {
      return files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    }
  }
}
