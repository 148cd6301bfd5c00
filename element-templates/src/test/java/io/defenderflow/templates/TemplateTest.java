package io.defenderflow.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.guard.ApprovalTask;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keys that Camunda 7 modelers know. The schema itself accepts every other key in silence. */
  private static final Set<String> KEYS =
      Set.of(
          "$schema",
          "name",
          "id",
          "version",
          "description",
          "documentationRef",
          "keywords",
          "category",
          "appliesTo",
          "elementType",
          "groups",
          "properties");

  private static final Set<String> PROPERTY_KEYS =
      Set.of(
          "type",
          "label",
          "description",
          "value",
          "group",
          "binding",
          "placeholder",
          "choices",
          "constraints");

  static Stream<ActionEntry> actions() {
    return Catalogue.load().actions().stream();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void theTemplateKeepsTheOfficialSchema(ActionEntry action) throws IOException {
    assertThat(schema().validate(Template.of(action, 1)))
        .extracting(ValidationMessage::getMessage)
        .isEmpty();
  }

  @Test
  void theTemplateOfTheApprovalKeepsTheOfficialSchemaAndHasNoKeyThatCamundaSevenIgnores()
      throws IOException {
    ObjectNode template = ApprovalTemplate.of(1);
    assertThat(schema().validate(template)).extracting(ValidationMessage::getMessage).isEmpty();
    assertThat(names(template)).isSubsetOf(KEYS);
    for (JsonNode property : template.get("properties")) {
      assertThat(names(property)).isSubsetOf(PROPERTY_KEYS);
    }
  }

  @Test
  void theApprovalWritesEveryVariableThatTheGuardReadsAndTheFormHasAFieldForEach()
      throws IOException {
    List<String> bound =
        StreamSupport.stream(ApprovalTemplate.of(1).get("properties").spliterator(), false)
            .map(property -> property.at("/binding/name").asText())
            .toList();
    assertThat(bound).containsAll(ApprovalTask.VARIABLES);
    JsonNode form = JSON.readTree(ApprovalTask.form());
    assertThat(form.path("id").asText()).isEqualTo(ApprovalTask.FORM);
    List<String> keys = form.path("components").findValuesAsText("key");
    assertThat(keys).containsAll(ApprovalTask.VARIABLES);
    assertThat(keys).isSubsetOf(bound);
  }

  @Test
  void theSchemaRefusesAFieldTypeThatCamundaSevenDoesNotHave() throws IOException {
    ObjectNode template = anyTemplate();
    ObjectNode field = (ObjectNode) visible(template).get(0);
    field.put("type", "Boolean");
    assertThat(schema().validate(template)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("actions")
  void theTemplateHasNoKeyThatCamundaSevenIgnores(ActionEntry action) {
    ObjectNode template = Template.of(action, 1);
    assertThat(names(template)).isSubsetOf(KEYS);
    for (JsonNode property : template.get("properties")) {
      assertThat(names(property)).isSubsetOf(PROPERTY_KEYS);
    }
  }

  /**
   * The modeler's library throws when a field with maxLength is emptied, and keeps the old text.
   */
  @ParameterizedTest
  @MethodSource("actions")
  void noFieldUsesTheMaximumLengthThatBreaksInTheModeler(ActionEntry action) {
    for (JsonNode property : Template.of(action, 1).get("properties")) {
      assertThat(property.path("constraints").has("maxLength")).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyInputOfTheActionIsAFieldUnderItsOwnName(ActionEntry action) {
    List<String> bound =
        StreamSupport.stream(Template.of(action, 1).get("properties").spliterator(), false)
            .map(property -> property.at("/binding/name").asText())
            .toList();
    assertThat(bound).doesNotHaveDuplicates();
    assertThat(bound).containsAll(action.inputs().stream().map(InputEntry::name).toList());
    assertThat(bound).contains("defenderAction", "defenderConnection", "defenderRetries");
    assertThat(bound.contains("defenderWait"))
        .isEqualTo(action.longRunning().isPresent() && !action.alwaysWaits());
    assertThat(bound.contains("defenderResult")).isEqualTo(!action.returnsNothing());
  }

  @ParameterizedTest
  @MethodSource("actions")
  void theTaskIsAnExternalTaskOnItsLaneThatCommitsBehindItself(ActionEntry action) {
    JsonNode properties = Template.of(action, 1).get("properties");
    assertThat(value(properties, "camunda:type")).isEqualTo("external");
    assertThat(value(properties, "camunda:topic")).isEqualTo(action.lane().topic());
    assertThat(value(properties, "camunda:asyncAfter")).isEqualTo("true");
    assertThat(value(properties, "defenderAction")).isEqualTo(action.id());
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyPatternTakesTheExampleAndExpressionsAndNothingElse(ActionEntry action) {
    for (JsonNode field : visible(Template.of(action, 1))) {
      if (field.get("type").asText().equals("Dropdown")) {
        continue;
      }
      String pattern = field.at("/constraints/pattern/value").asText();
      String example = field.path("placeholder").asText("default").replace("for example ", "");
      boolean onlyLengthCounts = pattern.startsWith("^[\\s\\S]{");
      String pasted = onlyLengthCounts ? example : " " + example + " ";
      assertThat(List.of("", "  ", example, pasted, "${name}", "#{a.b}", "x-${name}"))
          .as("%s accepts", field.at("/binding/name").asText())
          .allSatisfy(value -> assertThat(value).matches(pattern));
      String wrong = onlyLengthCounts ? "x".repeat(4_001) : "../\u0000no";
      assertThat(wrong).as("%s refuses", field.at("/binding/name").asText()).doesNotMatch(pattern);
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyDropdownCanReadAProcessVariable(ActionEntry action) {
    for (JsonNode field : visible(Template.of(action, 1))) {
      if (field.get("type").asText().equals("Dropdown")) {
        String name = field.at("/binding/name").asText();
        assertThat(field.get("choices").findValuesAsText("value"))
            .contains("${execution.getVariable('" + name + "')}");
      }
    }
  }

  @Test
  void aChangedFieldGetsTheNextVersionAndAChangedTextDoesNot() {
    ObjectNode released = anyTemplate();
    TemplateLock lock = TemplateLock.parse("");
    lock.put(released);

    ObjectNode otherText = released.deepCopy();
    otherText.put("description", "Said in other words.");
    ((ObjectNode) visible(otherText).get(0)).put("label", "Another label");
    assertThat(TemplateLock.parse(lock.text()).versionOf(otherText)).isEqualTo(1);

    ObjectNode otherField = released.deepCopy();
    ((ObjectNode) visible(otherField).get(0).get("binding")).put("name", "another");
    assertThat(TemplateLock.parse(lock.text()).versionOf(otherField)).isEqualTo(2);
  }

  private static ObjectNode anyTemplate() {
    return Template.of(Catalogue.load().find("machine.isolate").orElseThrow(), 1);
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream text =
        TemplateTest.class.getResourceAsStream("/schema/element-template.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(JSON.readTree(text));
    }
  }

  private static List<JsonNode> visible(JsonNode template) {
    List<JsonNode> fields = new ArrayList<>();
    template.get("properties").forEach(fields::add);
    fields.removeIf(field -> field.get("type").asText().equals("Hidden"));
    return fields;
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String value(JsonNode properties, String name) {
    for (JsonNode property : properties) {
      if (property.at("/binding/name").asText().equals(name)) {
        return property.get("value").asText();
      }
    }
    return "";
  }
}
