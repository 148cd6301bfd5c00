package io.defenderflow.lane;

import io.defenderflow.playbook.BpmnXml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a worker needs to know of a deployed BPMN model. */
final class ProcessModel {
  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  private final Map<String, Element> byId = new HashMap<>();
  private final Map<String, List<Element>> boundaryEvents = new HashMap<>();

  private ProcessModel(Document document) {
    List<Element> elements = descendants(document.getDocumentElement());
    for (Element element : elements) {
      if (!element.getAttribute("id").isEmpty()) {
        byId.put(element.getAttribute("id"), element);
      }
      if (isBpmn(element, "boundaryEvent")) {
        boundaryEvents
            .computeIfAbsent(element.getAttribute("attachedToRef"), id -> new ArrayList<>())
            .add(element);
      }
    }
  }

  /**
   * Reads BPMN XML.
   *
   * @throws IllegalArgumentException where it is not well-formed XML or has a document type
   */
  static ProcessModel parse(String xml) {
    return new ProcessModel(BpmnXml.parse(xml));
  }

  /**
   * The names of the activity's input parameters. Only these are inputs of the step: a process
   * variable that happens to be called like an input is not.
   */
  Set<String> inputs(String activityId) {
    Set<String> names = new LinkedHashSet<>();
    activity(activityId)
        .ifPresent(
            activity -> {
              for (Element extensions : children(activity, "extensionElements")) {
                for (Element mapping : children(extensions, "inputOutput")) {
                  for (Element input : children(mapping, "inputParameter")) {
                    names.add(input.getAttribute("name"));
                  }
                }
              }
            });
    return names;
  }

  /** Whether the activity itself runs several times. */
  boolean isMultiInstance(String activityId) {
    return activity(activityId).map(ProcessModel::loops).orElse(false);
  }

  /** Whether a sub-process around the activity runs several times. */
  boolean isInLoop(String activityId) {
    return activity(activityId).flatMap(ProcessModel::loopAround).isPresent();
  }

  /**
   * Who catches a BPMN error thrown at the activity.
   *
   * @return where the error's variables belong, empty where this model does not catch it
   */
  Optional<Placement> catcher(String activityId, String errorCode) {
    Optional<Element> activity = activity(activityId);
    if (activity.isEmpty()) {
      return Optional.empty();
    }
    Optional<Element> loop = activity.flatMap(ProcessModel::loopAround);
    Element inner = activity.get();
    Element from = inner;
    boolean insideLoop = loop.isPresent();
    while (true) {
      if (inner != from && catchesInside(inner, from, errorCode)) {
        return Optional.of(insideLoop ? Placement.LOOP_INSTANCE : Placement.AROUND_TASK);
      }
      if (loop.isPresent() && inner == loop.get()) {
        insideLoop = false; // its boundary events stand outside of the loop
      }
      if (catchesAtBoundary(inner, errorCode)) {
        return Optional.of(insideLoop ? Placement.LOOP_INSTANCE : Placement.AROUND_TASK);
      }
      if (!(inner.getParentNode() instanceof Element parent) || isBpmn(inner, "process")) {
        return Optional.empty();
      }
      from = inner;
      inner = parent;
    }
  }

  private boolean catchesAtBoundary(Element activity, String errorCode) {
    return boundaryEvents.getOrDefault(activity.getAttribute("id"), List.of()).stream()
        .anyMatch(event -> catches(event, errorCode));
  }

  private boolean catchesInside(Element scope, Element from, String errorCode) {
    return children(scope, "subProcess").stream()
        // An event sub-process does not catch what is thrown inside of it.
        .filter(sub -> sub != from && "true".equals(sub.getAttribute("triggeredByEvent")))
        .flatMap(sub -> children(sub, "startEvent").stream())
        .anyMatch(start -> catches(start, errorCode));
  }

  private boolean catches(Element event, String errorCode) {
    return children(event, "errorEventDefinition").stream()
        .anyMatch(definition -> names(definition.getAttribute("errorRef"), errorCode));
  }

  private boolean names(String errorRef, String errorCode) {
    if (errorRef.isEmpty()) {
      return true;
    }
    Element error = byId.get(errorRef.substring(errorRef.indexOf(':') + 1));
    if (error == null) {
      return errorRef.equals(errorCode);
    }
    String caught = error.getAttribute("errorCode");
    return caught.isEmpty() || caught.equals(errorCode);
  }

  private Optional<Element> activity(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Optional<Element> loopAround(Element activity) {
    for (Node node = activity.getParentNode();
        node instanceof Element scope;
        node = node.getParentNode()) {
      if (loops(scope)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }

  private static boolean loops(Element activity) {
    return !children(activity, "multiInstanceLoopCharacteristics").isEmpty();
  }

  private static boolean isBpmn(Element element, String name) {
    return BPMN.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
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
