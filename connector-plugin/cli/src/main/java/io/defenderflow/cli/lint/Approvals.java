package io.defenderflow.cli.lint;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;

/**
 * Finds what a process can reach without a person having completed a user task. A call activity
 * counts as a person's decision where "approv" stands in its name, its id or the name of the called
 * process, or where the called process is among the files and cannot end without a user task.
 */
final class Approvals {
  private final Map<String, Element> processes = new HashMap<>();
  private final Map<String, Set<String>> callers = new HashMap<>();
  private final Map<String, Reach> reaches = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  Approvals(Collection<Bpmn> files) {
    for (Bpmn file : files) {
      for (Element process : file.processes()) {
        String id = process.getAttribute("id");
        processes.put(id, process);
        descendants(process, "callActivity")
            .forEach(
                call ->
                    callers
                        .computeIfAbsent(
                            call.getAttribute("calledElement"), called -> new HashSet<>())
                        .add(id));
      }
    }
  }

  /** Whether the element is reached on at least one path without a person's decision. */
  boolean isMissing(String processId, String elementId) {
    return processes.containsKey(processId)
        && !startsApproved(processId)
        && reach(processId).nodes.contains(elementId);
  }

  /** Whether all processes that call this one decide before they do. */
  private boolean startsApproved(String processId) {
    Set<String> calling = callers.getOrDefault(processId, Set.of());
    if (calling.isEmpty() || !underWay.add(processId)) {
      return false;
    }
    try {
      return calling.stream()
          .allMatch(
              caller ->
                  startsApproved(caller)
                      || descendants(processes.get(caller), "callActivity").stream()
                          .filter(call -> call.getAttribute("calledElement").equals(processId))
                          .noneMatch(
                              call -> reach(caller).nodes.contains(call.getAttribute("id"))));
    } finally {
      underWay.remove(processId);
    }
  }

  private Reach reach(String processId) {
    Reach known = reaches.get(processId);
    if (known == null) {
      known = new Reach(processes.get(processId));
      // A process that calls itself finds this unfinished one and goes on without a decision.
      reaches.put(processId, known);
      known.run();
    }
    return known;
  }

  private boolean decides(Element call) {
    String called = call.getAttribute("calledElement");
    String words =
        (call.getAttribute("name") + " " + call.getAttribute("id") + " " + called)
            .toLowerCase(Locale.ROOT);
    if (words.contains("approv")) {
      return true;
    }
    return processes.containsKey(called) && reach(called).finished && !reach(called).ends;
  }

  private static List<Element> descendants(Element scope, String localName) {
    return Bpmn.children(scope).stream()
        .flatMap(
            child ->
                Bpmn.is(child, localName)
                    ? List.of(child).stream()
                    : descendants(child, localName).stream())
        .toList();
  }

  /** What one process reaches from its starts. */
  private final class Reach {
    private static final Set<String> SCOPES =
        Set.of("subProcess", "transaction", "adHocSubProcess");

    private final Element process;
    private final Map<String, Element> byId = new HashMap<>();
    private final Map<String, Set<String>> outgoing = new HashMap<>();
    private final Map<String, Set<String>> incoming = new HashMap<>();
    private final Set<String> nodes = new HashSet<>();
    private final Set<String> flows = new HashSet<>();
    private final Deque<Element> open = new ArrayDeque<>();
    private boolean ends;
    private boolean finished;

    Reach(Element process) {
      this.process = process;
      index(process);
    }

    private void index(Element scope) {
      for (Element child : Bpmn.children(scope)) {
        byId.put(child.getAttribute("id"), child);
        if (Bpmn.is(child, "sequenceFlow")) {
          String id = child.getAttribute("id");
          outgoing
              .computeIfAbsent(child.getAttribute("sourceRef"), source -> new HashSet<>())
              .add(id);
          incoming
              .computeIfAbsent(child.getAttribute("targetRef"), target -> new HashSet<>())
              .add(id);
        }
        if (SCOPES.contains(child.getLocalName())) {
          index(child);
        }
      }
    }

    void run() {
      enter(process);
      while (!open.isEmpty()) {
        visit(open.remove());
      }
      finished = true;
    }

    private void enter(Element scope) {
      for (Element child : Bpmn.children(scope)) {
        boolean starts =
            Bpmn.is(child, "startEvent")
                || (isFlowNode(child) && !incoming.containsKey(child.getAttribute("id")));
        if (starts || "true".equals(child.getAttribute("triggeredByEvent"))) {
          reach(child);
        }
      }
    }

    /** Nodes that begin by themselves when their scope does, if nothing leads to them. */
    private static boolean isFlowNode(Element child) {
      boolean node =
          child.getLocalName().endsWith("Task")
              || child.getLocalName().endsWith("Gateway")
              || Set.of("task", "callActivity", "subProcess", "transaction")
                  .contains(child.getLocalName());
      return node && !"true".equals(child.getAttribute("isForCompensation"));
    }

    private void reach(Element node) {
      if (nodes.add(node.getAttribute("id"))) {
        open.add(node);
      }
    }

    private void visit(Element node) {
      String id = node.getAttribute("id");
      // A timer or an error goes on without the decision of the task that it interrupts.
      byId.values().stream()
          .filter(event -> Bpmn.is(event, "boundaryEvent"))
          .filter(event -> event.getAttribute("attachedToRef").equals(id))
          .forEach(this::reach);
      if (Bpmn.is(node, "userTask") || (Bpmn.is(node, "callActivity") && decides(node))) {
        return;
      }
      if (SCOPES.contains(node.getLocalName()) && hasNodes(node)) {
        enter(node);
        return;
      }
      leave(node);
    }

    private static boolean hasNodes(Element scope) {
      return Bpmn.children(scope).stream().anyMatch(child -> child.hasAttribute("id"));
    }

    private void leave(Element node) {
      Set<String> onward = outgoing.getOrDefault(node.getAttribute("id"), Set.of());
      onward.forEach(this::follow);
      if (!onward.isEmpty()) {
        return;
      }
      List<Element> links = Bpmn.children(node, "linkEventDefinition");
      if (Bpmn.is(node, "intermediateThrowEvent") && !links.isEmpty()) {
        jump(links.get(0).getAttribute("name"));
      } else if (Bpmn.children(node, "errorEventDefinition").isEmpty()) {
        // An error end goes to the boundary event, which is reached with its scope.
        leaveScope((Element) node.getParentNode());
      }
    }

    private void leaveScope(Element scope) {
      if (scope == process) {
        ends = true;
      } else if ("true".equals(scope.getAttribute("triggeredByEvent"))) {
        leaveScope((Element) scope.getParentNode());
      } else {
        leave(scope);
      }
    }

    private void jump(String link) {
      byId.values().stream()
          .filter(event -> Bpmn.is(event, "intermediateCatchEvent"))
          .filter(
              event ->
                  Bpmn.children(event, "linkEventDefinition").stream()
                      .anyMatch(definition -> definition.getAttribute("name").equals(link)))
          .forEach(this::reach);
    }

    private void follow(String flow) {
      flows.add(flow);
      Element target = byId.get(byId.get(flow).getAttribute("targetRef"));
      if (target == null) {
        return;
      }
      // A join waits for all branches: a decision on one of them is a decision for what follows.
      boolean waits =
          Bpmn.is(target, "parallelGateway")
              && !flows.containsAll(incoming.get(target.getAttribute("id")));
      if (!waits) {
        reach(target);
      }
    }
  }
}
