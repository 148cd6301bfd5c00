package io.defenderflow.playbook;

import io.defenderflow.playbook.InputParameter.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Finds the Defender steps in the elements of a BPMN file. */
final class PlaybookFile {
  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String TOPICS = "defender-";
  private static final String ACTION = "defenderAction";

  private final String name;
  private final List<Element> elements;
  private final Map<String, Element> byId = new HashMap<>();

  PlaybookFile(String name, Document document) {
    this.name = name;
    Element root = document.getDocumentElement();
    if (!isBpmn(root, "definitions")) {
      throw new IllegalArgumentException("This is XML, but no BPMN 2.0 file.");
    }
    this.elements = descendants(root);
    elements.forEach(element -> byId.put(element.getAttribute("id"), element));
  }

  Playbook playbook() {
    SortedSet<String> processIds = new TreeSet<>();
    List<Step> steps = new ArrayList<>();
    List<CalledProcess> calls = new ArrayList<>();
    for (Element element : elements) {
      if (isBpmn(element, "process")) {
        processIds.add(element.getAttribute("id"));
      } else if (isBpmn(element, "callActivity") && element.hasAttribute("calledElement")) {
        calls.add(
            new CalledProcess(element.getAttribute("id"), element.getAttribute("calledElement")));
      } else if (BPMN.equals(element.getNamespaceURI()) && element.hasAttribute("id")) {
        step(element).ifPresent(steps::add);
      }
    }
    return new Playbook(
        name,
        Collections.unmodifiableSortedSet(processIds),
        List.copyOf(steps),
        List.copyOf(calls));
  }

  private Optional<Step> step(Element element) {
    String topic = topic(element);
    Map<String, InputParameter> inputs = inputs(element);
    if (!topic.startsWith(TOPICS) && !inputs.containsKey(ACTION)) {
      return Optional.empty();
    }
    return Optional.of(
        new Step(
            processOf(element),
            element.getAttribute("id"),
            element.getAttribute("name").strip().replaceAll("\\s+", " "),
            topic,
            Collections.unmodifiableMap(inputs),
            List.copyOf(catches(element))));
  }

  /** A message event carries the topic in its definition. The engines differ in their namespace. */
  private static String topic(Element element) {
    return Stream.concat(Stream.of(element), children(element, "messageEventDefinition").stream())
        .map(PlaybookFile::ownTopic)
        .filter(topic -> !topic.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String ownTopic(Element element) {
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      if ("topic".equals(attribute.getLocalName()) && attribute.getNamespaceURI() != null) {
        return attribute.getNodeValue().strip();
      }
    }
    return "";
  }

  private static Map<String, InputParameter> inputs(Element activity) {
    Map<String, InputParameter> inputs = new LinkedHashMap<>();
    for (Element extensions : children(activity, "extensionElements")) {
      for (Element mapping : children(extensions, "inputOutput")) {
        for (Element input : children(mapping, "inputParameter")) {
          String inputName = input.getAttribute("name");
          inputs.put(inputName, input(inputName, input));
        }
      }
    }
    return inputs;
  }

  private static InputParameter input(String inputName, Element input) {
    for (Node node = input.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element) {
        return new InputParameter(inputName, "", Form.STRUCTURE);
      }
    }
    return InputParameter.of(inputName, input.getTextContent());
  }

  private static String processOf(Element element) {
    for (Node node = element; node instanceof Element scope; node = node.getParentNode()) {
      if (isBpmn(scope, "process")) {
        return scope.getAttribute("id");
      }
    }
    return "";
  }

  private List<ErrorCatch> catches(Element step) {
    List<ErrorCatch> catches = new ArrayList<>();
    Element from = step;
    for (Node node = step; node instanceof Element scope; node = node.getParentNode()) {
      if (scope != step) {
        catches.addAll(caughtInside(scope, from));
      }
      catches.addAll(caughtAtBoundary(scope, scope == step));
      if (isBpmn(scope, "process")) {
        break;
      }
      from = scope;
    }
    return catches;
  }

  private List<ErrorCatch> caughtAtBoundary(Element activity, boolean atTheStep) {
    String id = activity.getAttribute("id");
    return elements.stream()
        .filter(element -> isBpmn(element, "boundaryEvent"))
        .filter(event -> event.getAttribute("attachedToRef").equals(id))
        .flatMap(event -> caughtBy(event, atTheStep))
        .toList();
  }

  private List<ErrorCatch> caughtInside(Element scope, Element from) {
    return children(scope, "subProcess").stream()
        // An event sub-process does not catch what is thrown inside of it.
        .filter(sub -> sub != from && "true".equals(sub.getAttribute("triggeredByEvent")))
        .flatMap(sub -> children(sub, "startEvent").stream())
        .flatMap(start -> caughtBy(start, false))
        .toList();
  }

  private Stream<ErrorCatch> caughtBy(Element event, boolean atTheStep) {
    return children(event, "errorEventDefinition").stream()
        .map(
            definition ->
                new ErrorCatch(
                    event.getAttribute("id"),
                    errorCode(definition.getAttribute("errorRef")),
                    atTheStep));
  }

  private Optional<String> errorCode(String errorRef) {
    String id = errorRef.substring(errorRef.indexOf(':') + 1);
    Element error = id.isEmpty() ? null : byId.get(id);
    String code = error == null ? errorRef : error.getAttribute("errorCode");
    return Optional.of(code.strip()).filter(text -> !text.isEmpty());
  }

  private static boolean isBpmn(Element element, String localName) {
    return BPMN.equals(element.getNamespaceURI()) && localName.equals(element.getLocalName());
  }

  private static List<Element> children(Element parent, String localName) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && localName.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  private static List<Element> descendants(Element root) {
    List<Element> found = new ArrayList<>();
    found.add(root);
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.addAll(descendants(element));
      }
    }
    return found;
  }
}
