package io.defenderflow.templates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.Shape;
import java.util.Locale;
import java.util.Set;

/** The Camunda 7 element template of an action. */
final class Template {
  static final String ID_PREFIX = "io.defenderflow.";

  /** Without a version: a modeler refuses templates that name a newer schema than its own. */
  static final String SCHEMA =
      "https://unpkg.com/@camunda/element-templates-json-schema/resources/schema.json";

  private static final Set<Shape> LONG_SHAPES = Set.of(Shape.KQL, Shape.ODATA_FILTER);
  private static final int LONG_TEXT = 500;

  private static final String DURATION = "P[0-9TDHMStdhms.]+";

  private static final String PICK = "[ \\t]*[A-Za-z_][A-Za-z0-9_]*[ \\t]*=[ \\t]*(?:/[^\\r\\n]*)?";

  private final ActionEntry action;
  private final ArrayNode properties = JsonNodeFactory.instance.arrayNode();

  private Template(ActionEntry action) {
    this.action = action;
  }

  static ObjectNode of(ActionEntry action, int version) {
    return new Template(action).json(version);
  }

  /** The name of the folder and of the reference page of an area. */
  static String slug(String area) {
    return area.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  private ObjectNode json(int version) {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    template.put("$schema", SCHEMA);
    template.put("name", action.label());
    template.put("id", ID_PREFIX + action.id());
    template.put("version", version);
    template.put("description", action.summary());
    template.put("documentationRef", action.docs());
    ArrayNode keywords = template.putArray("keywords").add("defender").add(action.id());
    action.keywords().forEach(keywords::add);
    template
        .putObject("category")
        .put("id", ID_PREFIX + slug(action.area()))
        .put("name", "Defender: " + action.area());
    template.putArray("appliesTo").add("bpmn:Task").add("bpmn:ServiceTask");
    template.putObject("elementType").put("value", "bpmn:ServiceTask");
    fillProperties();
    template.set("groups", groups());
    template.set("properties", properties);
    return template;
  }

  private void fillProperties() {
    add(Field.hiddenProperty("camunda:type", "external"));
    add(Field.hiddenProperty("camunda:topic", action.lane().topic()));
    // A failing next step must not undo a finished one.
    add(Field.hiddenProperty("camunda:asyncAfter", "true"));
    add(Field.hiddenInput("defenderAction", action.id()));
    action.inputs().forEach(input -> add(field(input).inGroup("action")));
    addResult();
    if (action.longRunning().isPresent()) {
      addWaiting();
    }
    addSafety();
    add(
        Field.text("defenderConnection", "Connection")
            .describedBy(
                "The name of a connection from the worker's settings. Empty means the connection"
                    + " named default.")
            .matching("[A-Za-z0-9][A-Za-z0-9_.-]*", "Write the name of a connection.")
            .inGroup("connection"));
  }

  private void add(Field field) {
    properties.add(field.json());
  }

  private static Field field(InputEntry input) {
    Field field =
        switch (input.type()) {
          case TEXT -> text(input);
          case INTEGER ->
              Field.text(input.name(), input.label())
                  .describedBy(
                      input.help()
                          + (input.max() > 0
                              ? String.format(
                                  Locale.ROOT, " A whole number, %,d at most.", input.max())
                              : " A whole number."))
                  .showing(input.example())
                  .matching("[0-9]{1,10}", "Write a whole number, or an expression.");
          case BOOLEAN ->
              emptyChoice(input)
                  .choice("true", "true")
                  .choice("false", "false")
                  .choiceFromVariable(input.name());
          case CHOICE -> {
            Field dropdown = emptyChoice(input);
            input.values().forEach(value -> dropdown.choice(value, value));
            yield dropdown.choiceFromVariable(input.name());
          }
          case LIST ->
              Field.text(input.name(), input.label())
                  .describedBy(input.help())
                  .showing(input.example())
                  .noLongerThan(Field.LONGEST_LITERAL);
          case OBJECT ->
              Field.lines(input.name(), input.label())
                  .describedBy(input.help())
                  .showing(input.example())
                  .matching("\\{[\\s\\S]*\\}", "Write a JSON object, or an expression.");
          case OBJECTS ->
              Field.lines(input.name(), input.label())
                  .describedBy(input.help())
                  .showing(input.example())
                  .matching("\\[[\\s\\S]*\\]", "Write a JSON list of objects, or an expression.");
          case FILE ->
              Field.text(input.name(), input.label())
                  .describedBy(input.help())
                  .showing(input.example())
                  .noLongerThan(Field.LONGEST_LITERAL);
        };
    return input.required() ? field.required() : field;
  }

  private static Field text(InputEntry input) {
    int max =
        input.max() > 0
            ? Math.min(input.max(), input.shape().maxLength())
            : input.shape().maxLength();
    boolean isLong =
        LONG_SHAPES.contains(input.shape()) || (input.shape() == Shape.TEXT && max > LONG_TEXT);
    Field field =
        isLong ? Field.lines(input.name(), input.label()) : Field.text(input.name(), input.label());
    field.showing(input.example());
    if (input.shape() == Shape.TEXT
        || input.shape() == Shape.ODATA_SEARCH
        || LONG_SHAPES.contains(input.shape())) {
      return field.describedBy(input.help()).noLongerThan(max);
    }
    String pattern =
        input.clearable() ? input.shape().pattern() + "|\\(clear\\)" : input.shape().pattern();
    return field
        .describedBy(input.help() + " Expected is " + input.shape().expected() + ".")
        .matching(
            pattern,
            "Expected is " + input.shape().expected() + ", or an expression like ${name}.");
  }

  private static Field emptyChoice(InputEntry input) {
    return Field.dropdown(input.name(), input.label())
        .describedBy(input.help())
        .choice(input.required() ? "choose one" : "not set", "");
  }

  private void addResult() {
    if (action.returnsNothing()) {
      return;
    }
    add(
        Field.text("defenderResult", "Result variable")
            .describedBy(
                "The process variable that takes the whole result as JSON: "
                    + action.returns()
                    + ". Empty keeps no result.")
            .showing("result")
            .matching(
                "(?!defender)[A-Za-z_][A-Za-z0-9_]*",
                "A variable name has letters, digits and _, no digit in front, and does not start"
                    + " with defender.")
            .inGroup("result"));
    add(
        Field.lines("defenderPick", "Picked values")
            .describedBy(
                "Single values of the result for gateways and forms, one a line:"
                    + " name=/json/pointer. A value that is not there sets the variable to null.")
            .showing("severity=/severity")
            .matching(
                PICK + "(?:[\\r\\n]+" + PICK + ")*[\\r\\n]*",
                "Write one name=/json/pointer a line.")
            .inGroup("result"));
  }

  private void addWaiting() {
    if (!action.alwaysWaits()) {
      addChoiceToWait();
    }
    add(
        Field.text("defenderWaitTimeout", "Wait at most")
            .describedBy(
                "How long to wait. Then the error WAIT_TIMED_OUT is thrown, and the action goes on"
                    + " in Defender. Empty means four hours.")
            .showing("PT4H")
            .matching(DURATION, "Expected is an ISO 8601 duration such as PT4H, or an expression.")
            .inGroup("waiting"));
  }

  private void addChoiceToWait() {
    add(
        Field.dropdown("defenderWait", "Wait for the end")
            .describedBy(
                "Whether the process stays at this task until Microsoft has finished the work.")
            .value("true")
            .choice("yes: go on when Defender has finished", "true")
            .choice("no: go on when Defender has accepted it", "false")
            .choiceFromVariable("defenderWait")
            .inGroup("waiting"));
  }

  private void addSafety() {
    add(
        Field.text("defenderRetries", "Retries")
            .describedBy(
                "How often a step is tried where a failure may pass by itself: R5/PT1M is five"
                    + " attempts with a minute between them, PT1M,PT10M names the pauses one by"
                    + " one. Empty means R3/PT1M. Waiting because Microsoft throttles does not"
                    + " count.")
            .showing("R5/PT1M")
            .matching(
                "R[0-9]{1,4}/" + DURATION + "|" + DURATION + "(?:\\s*,\\s*" + DURATION + ")*",
                "Write for example R5/PT1M, or an expression.")
            .inGroup("safety"));
    if (action.effect() != Effect.READ) {
      add(
          Field.dropdown("defenderDryRun", "Dry run")
              .describedBy(
                  "A dry run checks everything and sends nothing that changes something. Where the"
                      + " worker's settings demand dry runs, this field cannot end them.")
              .choice("no: do it", "")
              .choice("yes: check only", "true")
              .choiceFromVariable("defenderDryRun")
              .inGroup("safety"));
    }
  }

  /** Only groups that have a field: the modeler would show the others as empty headings. */
  private ArrayNode groups() {
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    addGroup(groups, "action", "What to do");
    addGroup(groups, "result", "Result");
    addGroup(groups, "waiting", "Waiting");
    addGroup(groups, "safety", "Retries and safety");
    addGroup(groups, "connection", "Connection");
    return groups;
  }

  private void addGroup(ArrayNode groups, String id, String label) {
    for (var property : properties) {
      if (property.path("group").asText().equals(id)) {
        groups.addObject().put("id", id).put("label", label);
        return;
      }
    }
  }
}
