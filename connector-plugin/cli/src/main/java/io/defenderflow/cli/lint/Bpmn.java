package io.defenderflow.cli.lint;

import io.defenderflow.playbook.BpmnXml;
import io.defenderflow.playbook.Playbook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A BPMN file with its steps and the elements between them. */
final class Bpmn {
  static final String NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  /** An extension property with which an author accepts a finding and says why. */
  private static final String IGNORE = "defenderLintIgnore";

  private final String file;
  private final Playbook playbook;
  private final List<Element> elements;
  private final Map<String, Element> byId = new LinkedHashMap<>();

  private Bpmn(String file, Playbook playbook, Element root) {
    this.file = file;
    this.playbook = playbook;
    this.elements = descendants(root);
    elements.stream()
        .filter(element -> element.hasAttribute("id"))
        .forEach(element -> byId.put(element.getAttribute("id"), element));
  }

  /**
   * @throws IOException where the file cannot be read
   * @throws IllegalArgumentException where it is no BPMN, in a sentence for people
   */
  static Bpmn read(Path file) throws IOException {
    Playbook playbook = Playbook.read(file);
    String xml = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return new Bpmn(file.toString(), playbook, BpmnXml.parse(xml).getDocumentElement());
  }

  String file() {
    return file;
  }

  Playbook playbook() {
    return playbook;
  }

  /** All elements in the order of the file. */
  List<Element> elements() {
    return elements;
  }

  Optional<Element> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  List<Element> processes() {
    return elements.stream().filter(element -> is(element, "process")).toList();
  }

  /** Whether the author accepted findings of this rule at the element, with a reason. */
  boolean accepts(String elementId, Finding.Rule rule) {
    return find(elementId).stream()
        .flatMap(element -> children(element, "extensionElements").stream())
        .flatMap(extensions -> children(extensions, "properties").stream())
        .flatMap(properties -> children(properties, "property").stream())
        .filter(property -> property.getAttribute("name").equals(IGNORE))
        .map(property -> property.getAttribute("value").strip())
        .anyMatch(value -> value.matches("(?s)" + rule.id() + "\\s*:\\s*\\S.*"));
  }

  static boolean is(Element element, String localName) {
    return NAMESPACE.equals(element.getNamespaceURI()) && localName.equals(element.getLocalName());
  }

  static List<Element> children(Element parent, String localName) {
    return children(parent).stream()
        .filter(child -> localName.equals(child.getLocalName()))
        .toList();
  }

  static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  /** The id of the element, or of the closest one around it that has an id. */
  static String idOf(Element element) {
    for (Node node = element; node instanceof Element scope; node = node.getParentNode()) {
      boolean ofDiagram = NAMESPACE.equals(scope.getNamespaceURI());
      if (ofDiagram && scope.hasAttribute("id") && !scope.getLocalName().endsWith("Definition")) {
        return scope.getAttribute("id");
      }
    }
    return "-";
  }

  private static List<Element> descendants(Element root) {
    List<Element> found = new ArrayList<>();
    found.add(root);
    children(root).forEach(child -> found.addAll(descendants(child)));
    return found;
  }
}
