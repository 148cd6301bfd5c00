package io.defenderflow.cli.lint;

import io.defenderflow.cli.Closest;
import io.defenderflow.playbook.InputParameter;
import io.defenderflow.playbook.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  /** Code and called processes: they may set any variable, and nobody sees it in the file. */
  private static final Set<String> CODE =
      Set.of(
          "serviceTask",
          "sendTask",
          "businessRuleTask",
          "scriptTask",
          "callActivity",
          "executionListener",
          "taskListener");

  /** Besides code these bring variables along: forms, messages and the start of the process. */
  private static final Set<String> BRINGING =
      Set.of("userTask", "receiveTask", "intermediateCatchEvent", "startEvent");

  /** Set by every step whose error is caught. */
  private static final Set<String> OF_ERRORS =
      Set.of("defenderErrorCode", "defenderErrorMessage", "defenderErrorDetails");

  private final Bpmn file;
  private final Set<String> set = new HashSet<>(OF_ERRORS);
  private final Map<String, Element> flows = new HashMap<>();
  private final Map<String, Set<String>> sources = new HashMap<>();
  private boolean open;

  /**
   * @param callers the files checked together; what their call activities hand over is set
   */
  Variables(Bpmn file, Collection<Bpmn> callers) {
    this.file = file;
    callers.forEach(this::addHandedOver);
    file.playbook().steps().forEach(this::addResults);
    file.elements().forEach(this::addSet);
    file.elements().stream()
        .filter(element -> Bpmn.is(element, "sequenceFlow"))
        .forEach(
            flow -> {
              flows.put(flow.getAttribute("id"), flow);
              sources
                  .computeIfAbsent(flow.getAttribute("targetRef"), target -> new HashSet<>())
                  .add(flow.getAttribute("sourceRef"));
            });
    broughtAlong().forEach(set::add);
  }

  /** Whether somebody sets the variable. Steps that run several times put a number behind it. */
  boolean isSet(String name) {
    return set.contains(name) || set.contains(name.replaceAll("_\\d+$", ""));
  }

  /** Whether code in the file may set variables that the file does not name. */
  boolean mayBeSetByCode() {
    return open;
  }

  private void addHandedOver(Bpmn caller) {
    Set<String> processes =
        file.processes().stream()
            .map(process -> process.getAttribute("id"))
            .collect(Collectors.toSet());
    caller.elements().stream()
        .filter(element -> element.getLocalName().equals("in") && element.hasAttribute("target"))
        .filter(
            element ->
                caller
                    .find(Bpmn.idOf(element))
                    .filter(call -> processes.contains(call.getAttribute("calledElement")))
                    .isPresent())
        .forEach(element -> set.add(element.getAttribute("target")));
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
    open |= CODE.contains(name) && !isStep(element);
  }

  /**
   * What is read right behind a form, a message, the start or code is most likely set there, since
   * the file does not name what these bring along.
   */
  private Set<String> broughtAlong() {
    Set<String> brought = new HashSet<>();
    for (Map<String, Set<String>> read : List.of(readByConditions(), readByParameters())) {
      read.forEach(
          (id, names) -> {
            Element flow = flows.get(id);
            String node = flow == null ? id : flow.getAttribute("sourceRef");
            boolean self = flow == null && bringsAlong(node);
            if (self || comesFromOne(node, flow != null, new HashSet<>())) {
              names.stream().filter(name -> misspelt(name).isEmpty()).forEach(brought::add);
            }
          });
    }
    return brought;
  }

  /** Looks back through gateways, and through a boundary event to its activity. */
  private boolean comesFromOne(String node, boolean including, Set<String> seen) {
    Element element = file.find(node).orElse(null);
    if (element == null || !seen.add(node)) {
      return false;
    }
    if (including && Bpmn.is(element, "boundaryEvent")) {
      return bringsAlong(element.getAttribute("attachedToRef"));
    }
    if (including && !element.getLocalName().endsWith("Gateway")) {
      return bringsAlong(node);
    }
    return sources.getOrDefault(node, Set.of()).stream()
        .anyMatch(source -> comesFromOne(source, true, seen));
  }

  private boolean bringsAlong(String node) {
    return file.find(node)
        .filter(
            element ->
                (BRINGING.contains(element.getLocalName()) || CODE.contains(element.getLocalName()))
                    && !isStep(element))
        .isPresent();
  }

  /** The variable that is meant where a name differs from it in a letter or two. */
  Optional<String> misspelt(String name) {
    return Closest.to(name, set, 1).stream()
        .filter(close -> name.length() > 3 && !close.equals(name))
        .filter(close -> Closest.distance(name, close) <= (name.length() > 7 ? 2 : 1))
        .findFirst();
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
