package io.defenderflow.cli.lint;

import io.defenderflow.playbook.InputParameter;
import io.defenderflow.playbook.Step;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** Who sets and who reads the variables of a playbook, as far as the file tells. */
final class Variables {
  private static final Pattern SET_BY_CODE =
      Pattern.compile("set(?:Transient)?Variable(?:Local)?\\s*\\(\\s*['\"]([^'\"]+)['\"]");

  /** Attributes of the engine's extensions whose value is the name of a variable that gets set. */
  private static final Set<String> NAMING =
      Set.of(
          "resultVariable",
          "errorCodeVariable",
          "errorMessageVariable",
          "escalationCodeVariable",
          "initiator",
          "elementVariable",
          "variable");

  /** Elements that may set any variable: code, forms, messages and called processes. */
  private static final Set<String> OPEN =
      Set.of(
          "userTask",
          "scriptTask",
          "receiveTask",
          "messageEventDefinition",
          "callActivity",
          "executionListener",
          "taskListener");

  /** Set by every step whose error is caught. */
  private static final Set<String> OF_ERRORS =
      Set.of("defenderErrorCode", "defenderErrorMessage", "defenderErrorDetails");

  private final Bpmn file;
  private final Set<String> set = new HashSet<>(OF_ERRORS);
  private boolean open;

  Variables(Bpmn file) {
    this.file = file;
    file.playbook().steps().forEach(this::addResults);
    file.elements().forEach(this::addSet);
  }

  /** Whether somebody sets the variable. Steps that run several times put a number behind it. */
  boolean isSet(String name) {
    return set.contains(name) || set.contains(name.replaceAll("_\\d+$", ""));
  }

  Set<String> all() {
    return set;
  }

  /** Whether something in the file may set variables that the file does not name. */
  boolean mayBeSetUnseen() {
    return open;
  }

  private void addResults(Step step) {
    for (String input : Set.of("defenderResult", "defenderPick")) {
      InputParameter parameter = step.inputs().get(input);
      open |= parameter != null && parameter.form() != InputParameter.Form.LITERAL;
    }
    step.resultVariable().ifPresent(set::add);
    step.literal("defenderPick").stream()
        .flatMap(String::lines)
        .filter(line -> line.contains("="))
        .map(line -> line.substring(0, line.indexOf('=')).strip())
        .forEach(set::add);
  }

  private void addSet(Element element) {
    String name = element.getLocalName();
    if (Set.of("inputParameter", "outputParameter").contains(name)) {
      set.add(element.getAttribute("name"));
    }
    if (Set.of("formField", "formProperty").contains(name)) {
      set.add(element.getAttribute("id"));
    }
    if (name.equals("out")) {
      set.add(element.getAttribute("target"));
    }
    attributes(element)
        .filter(attribute -> NAMING.contains(attribute.getLocalName()))
        .forEach(attribute -> set.add(attribute.getValue()));
    addSetByCode(element);
    open |= Bpmn.is(element, "serviceTask") && !isStep(element);
    open |= OPEN.contains(name) && !isStep(element);
  }

  private void addSetByCode(Element element) {
    Stream.concat(
            attributes(element).map(Attr::getValue),
            Bpmn.children(element).isEmpty() ? Stream.of(element.getTextContent()) : Stream.empty())
        .map(SET_BY_CODE::matcher)
        .flatMap(Matcher::results)
        .forEach(found -> set.add(found.group(1)));
  }

  private boolean isStep(Element element) {
    return file.playbook().steps().stream()
        .anyMatch(step -> step.elementId().equals(Bpmn.idOf(element)));
  }

  /** The variables that each element reads, by its id; conditions of flows are told apart. */
  Map<String, Set<String>> readByConditions() {
    Map<String, Set<String>> read = new LinkedHashMap<>();
    file.elements().stream()
        .filter(element -> Bpmn.is(element, "conditionExpression"))
        .forEach(element -> add(read, element));
    return read;
  }

  Map<String, Set<String>> readByParameters() {
    Map<String, Set<String>> read = new LinkedHashMap<>();
    file.elements().stream()
        .filter(
            element -> Set.of("inputParameter", "outputParameter").contains(element.getLocalName()))
        .filter(element -> Bpmn.children(element).isEmpty())
        .forEach(element -> add(read, element));
    return read;
  }

  private static void add(Map<String, Set<String>> read, Element element) {
    read.computeIfAbsent(Bpmn.idOf(element), id -> new LinkedHashSet<>())
        .addAll(Expressions.variables(element.getTextContent()));
  }

  private static Stream<Attr> attributes(Element element) {
    return Stream.iterate(
            0, index -> index < element.getAttributes().getLength(), index -> index + 1)
        .map(index -> element.getAttributes().item(index))
        .flatMap(node -> Optional.ofNullable(node instanceof Attr attr ? attr : null).stream());
  }
}
