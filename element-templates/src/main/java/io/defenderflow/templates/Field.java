package io.defenderflow.templates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Pattern;

/** A field of a template: what the author sees in the properties panel and where its value goes. */
final class Field {
  /** The engine stores literal texts in columns of this size and refuses longer ones. */
  static final int LONGEST_LITERAL = 4_000;

  /** An expression does not fit into a field that is limited to fewer characters. */
  private static final int ROOM_FOR_EXPRESSIONS = 100;

  private static final String WITH_EXPRESSION = "^[\\s\\S]*[$#]\\{[\\s\\S]+\\}[\\s\\S]*$";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private Field(String type) {
    json.put("type", type);
  }

  static Field text(String input, String label) {
    return new Field("String").label(label).boundTo("camunda:inputParameter", input);
  }

  static Field lines(String input, String label) {
    return new Field("Text").label(label).boundTo("camunda:inputParameter", input);
  }

  static Field dropdown(String input, String label) {
    return new Field("Dropdown").label(label).boundTo("camunda:inputParameter", input);
  }

  static Field hiddenInput(String input, String value) {
    return new Field("Hidden").value(value).boundTo("camunda:inputParameter", input);
  }

  static Field hiddenProperty(String name, String value) {
    return new Field("Hidden").value(value).boundTo("property", name);
  }

  static Field property(String name, String label) {
    return new Field("String").label(label).boundTo("property", name);
  }

  /** A field for the name of the variable that takes what the source says when the task ends. */
  static Field output(String source, String label) {
    Field field = new Field("String").label(label);
    field.json.putObject("binding").put("type", "camunda:outputParameter").put("source", source);
    return field;
  }

  Field describedBy(String description) {
    json.put("description", description);
    return this;
  }

  Field inGroup(String group) {
    json.put("group", group);
    return this;
  }

  Field value(String value) {
    json.put("value", value);
    return this;
  }

  Field showing(String example) {
    json.put("placeholder", "for example " + example);
    return this;
  }

  Field choice(String name, String value) {
    ArrayNode choices =
        json.has("choices") ? (ArrayNode) json.get("choices") : json.putArray("choices");
    choices.addObject().put("name", name).put("value", value);
    return this;
  }

  /**
   * Adds the choice that reads a process variable. The engine evaluates an input in the scope
   * around the task, so that a variable of the same name is meant and not the input itself; a
   * variable that does not exist leaves the input empty.
   */
  Field choiceFromVariable(String variable) {
    return choice(
        "from process variable \"" + variable + "\"",
        "${execution.getVariable('" + variable + "')}");
  }

  Field required() {
    constraints().put("notEmpty", true);
    return this;
  }

  /**
   * Accepts texts up to this length. A pattern says so, since the modeler's {@code maxLength} fails
   * in a field that is emptied again.
   */
  Field noLongerThan(int characters) {
    int most = Math.min(characters, LONGEST_LITERAL);
    constraints()
        .putObject("pattern")
        .put(
            "value",
            "^[\\s\\S]{0,"
                + most
                + "}$"
                + (most < ROOM_FOR_EXPRESSIONS ? "|" + WITH_EXPRESSION : ""))
        .put(
            "message",
            String.format(
                Locale.ROOT,
                "At most %,d characters. A longer text comes from a JSON or file variable.",
                most));
    return this;
  }

  /**
   * Accepts a blank field, a value that matches, and everything with an expression in it, since
   * Camunda 7 has no switch between a value and an expression.
   *
   * @param message what is expected, in a full sentence
   */
  Field matching(String javaPattern, String message) {
    constraints()
        .putObject("pattern")
        .put(
            "value",
            "^(?:\\s*|\\s*(?:"
                + forBrowser(javaPattern)
                + ")\\s*|[\\s\\S]*[$#]\\{[\\s\\S]+\\}[\\s\\S]*)$")
        .put("message", message);
    return this;
  }

  ObjectNode json() {
    return json;
  }

  private Field label(String label) {
    json.put("label", label);
    return this;
  }

  private Field boundTo(String type, String name) {
    json.putObject("binding").put("type", type).put("name", name);
    return this;
  }

  private ObjectNode constraints() {
    return json.has("constraints")
        ? (ObjectNode) json.get("constraints")
        : json.putObject("constraints");
  }

  /** The modeler's regular expressions know no inline flags: letters are written in both cases. */
  private static String forBrowser(String javaPattern) {
    if (!javaPattern.startsWith("(?i)")) {
      return javaPattern;
    }
    return Pattern.compile("(?<![\\\\\\[A-Z-])[A-Za-z](?![^\\[]*\\])")
        .matcher(javaPattern.substring("(?i)".length()))
        .replaceAll(
            letter ->
                "["
                    + letter.group().toLowerCase(Locale.ROOT)
                    + letter.group().toUpperCase(Locale.ROOT)
                    + "]");
  }
}
