package io.defenderflow.cli.lint;

import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.catalogue.Effect;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.InvalidInput;
import io.defenderflow.cli.Closest;
import io.defenderflow.cli.lint.Finding.Rule;
import io.defenderflow.cli.lint.Finding.Severity;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.playbook.ErrorCatch;
import io.defenderflow.playbook.InputParameter;
import io.defenderflow.playbook.InputParameter.Form;
import io.defenderflow.playbook.Step;
import io.defenderflow.templates.ElementTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** Checks playbooks against the catalogue, without an engine and without a tenant. */
public final class Linter {
  private static final String ACTION = "defenderAction";

  /** The engine keeps texts of this length in its variable table. */
  private static final int LONGEST_LITERAL = 4_000;

  private final Catalogue catalogue;
  private final Set<String> startVariables;
  private final RaisedCodes raised;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param startVariables what the playbooks are started with
   */
  public Linter(Catalogue catalogue, Collection<String> startVariables) {
    this.catalogue = catalogue;
    this.startVariables = Set.copyOf(startVariables);
    this.raised = new RaisedCodes(catalogue);
  }

  /**
   * Checks the files together, since one may call a process of another.
   *
   * @throws IOException where a file cannot be read
   */
  public List<Finding> lint(Collection<Path> files) throws IOException {
    findings.clear();
    List<Bpmn> read = new ArrayList<>();
    for (Path file : files) {
      try {
        read.add(Bpmn.read(file));
      } catch (IllegalArgumentException e) {
        findings.add(
            new Finding(file.toString(), "-", Severity.ERROR, Rule.NOT_BPMN, e.getMessage()));
      }
    }
    Approvals approvals = new Approvals(read);
    for (Bpmn file : read) {
      file.playbook().steps().forEach(step -> step(file, step, approvals));
      literals(file);
      variables(file, read);
    }
    return List.copyOf(findings);
  }

  private void step(Bpmn file, Step step, Approvals approvals) {
    Optional<ActionEntry> action = action(file, step);
    if (action.isEmpty()) {
      return;
    }
    topic(file, step, action.get());
    inputs(file, step, action.get());
    values(file, step, action.get());
    errors(file, step, action.get());
    if (action.get().effect() == Effect.CONTAIN
        && approvals.isMissing(step.processId(), step.elementId())) {
      error(
          file,
          step.elementId(),
          Rule.NO_APPROVAL,
          action.get().label()
              + " is reached on a path on which nobody approved it. Put a user task on every path"
              + " to it. If a decision table or a rule decides on purpose, add the extension"
              + " property defenderLintIgnore with the value \"no-approval: your reason\" to the"
              + " step.");
    }
  }

  private Optional<ActionEntry> action(Bpmn file, Step step) {
    InputParameter named = step.inputs().get(ACTION);
    if (named != null && named.form() != Form.LITERAL) {
      warning(
          file,
          step.elementId(),
          Rule.UNKNOWN_ACTION,
          "The action is chosen by an expression, so that nothing about this step can be checked.");
      return Optional.empty();
    }
    String id = step.actionId().orElse("");
    Optional<ActionEntry> action = catalogue.find(id);
    if (action.isEmpty()) {
      List<String> ids = catalogue.actions().stream().map(ActionEntry::id).toList();
      error(
          file,
          step.elementId(),
          Rule.UNKNOWN_ACTION,
          id.isEmpty()
              ? "The step names no action. Apply an element template, which sets the input"
                  + " parameter defenderAction."
              : "There is no action \""
                  + id
                  + "\" in this version. Did you mean "
                  + String.join(" or ", Closest.to(id, ids, 2))
                  + "? \"defenderflow actions\" lists all.");
    }
    return action;
  }

  private void topic(Bpmn file, Step step, ActionEntry action) {
    if (!step.topic().equals(action.lane().topic())) {
      error(
          file,
          step.elementId(),
          Rule.WRONG_TOPIC,
          action.id()
              + " belongs to the topic "
              + action.lane().topic()
              + ", but the step has "
              + (step.topic().isEmpty() ? "none" : step.topic())
              + ". Set the topic of the step to "
              + action.lane().topic()
              + ".");
    }
  }

  private void inputs(Bpmn file, Step step, ActionEntry action) {
    for (InputEntry input : action.inputs()) {
      InputParameter given = step.inputs().get(input.name());
      boolean absent = given == null || (given.form() == Form.LITERAL && given.text().isBlank());
      if (input.required() && absent) {
        error(
            file,
            step.elementId(),
            Rule.MISSING_INPUT,
            "The required input \""
                + input.label()
                + "\" ("
                + input.name()
                + ") is missing. Fill it in, for example with "
                + input.example()
                + ".");
      }
    }
    Set<String> known = ElementTemplates.inputParameters(action);
    step.inputs().keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                error(
                    file,
                    step.elementId(),
                    Rule.UNKNOWN_INPUT,
                    "The worker ignores the input parameter \""
                        + name
                        + "\": "
                        + action.id()
                        + " has no such input. Did you mean "
                        + Closest.to(name, known, 1).get(0)
                        + "? Correct it or remove it."));
  }

  /** Values that are written in the model. An expression is known only when the process runs. */
  private void values(Bpmn file, Step step, ActionEntry action) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (InputEntry input : action.inputs()) {
      InputParameter given = step.inputs().get(input.name());
      if (given != null && given.isLiteral()) {
        values.put(input.name(), given.text());
      } else if (given != null && given.form() != Form.LITERAL) {
        // An empty list is good for no input: rules between inputs are then left out, which need
        // all of the values.
        values.put(input.name(), List.of());
      }
    }
    try {
      action.bind(values);
    } catch (InvalidInput e) {
      e.problems().stream()
          .filter(problem -> values.get(problem.field()) instanceof String)
          .forEach(problem -> error(file, step.elementId(), Rule.INVALID_VALUE, problem.message()));
    }
  }

  private void errors(Bpmn file, Step step, ActionEntry action) {
    Set<ErrorCode> possible = raised.of(action);
    for (ErrorCatch caught : step.catches()) {
      if (!caught.atTheStep() || caught.errorCode().isEmpty()) {
        continue;
      }
      String code = caught.errorCode().get();
      if (code.contains("${") || code.contains("#{")) {
        continue;
      }
      if (possible.stream().noneMatch(one -> one.name().equals(code))) {
        error(
            file,
            caught.eventId(),
            Rule.ERROR_NEVER_RAISED,
            why(code, action)
                + " It can end with "
                + possible.stream().map(ErrorCode::name).collect(Collectors.joining(", "))
                + ". Correct the code or remove the event.");
      }
    }
  }

  private static String why(String code, ActionEntry action) {
    for (ErrorCode known : ErrorCode.values()) {
      if (known.name().equals(code)) {
        return switch (known.ending()) {
          case BUSINESS, PARKED -> action.id() + " never ends with " + code + ".";
          case PERMANENT ->
              code + " is never thrown as a BPMN error: it shows as an incident in Cockpit.";
          case TRANSIENT ->
              code + " is never thrown as a BPMN error: the step is repeated by itself.";
        };
      }
    }
    return "No Defender step ends with " + code + ".";
  }

  private void literals(Bpmn file) {
    for (Element element : file.elements()) {
      boolean parameter =
          Set.of("inputParameter", "outputParameter").contains(element.getLocalName());
      if (!parameter || !Bpmn.children(element).isEmpty()) {
        continue;
      }
      String text = element.getTextContent();
      if (text.length() > LONGEST_LITERAL) {
        error(
            file,
            Bpmn.idOf(element),
            Rule.LONG_LITERAL,
            "The parameter \""
                + element.getAttribute("name")
                + "\" has "
                + text.length()
                + " characters, and the engine keeps "
                + LONGEST_LITERAL
                + " of a text at most: the step would fail. Shorten it, or read it from a JSON or"
                + " file variable.");
      }
    }
  }

  private void variables(Bpmn file, Collection<Bpmn> callers) {
    Variables variables = new Variables(file, callers);
    Predicate<String> never = name -> !variables.isSet(name) && !startVariables.contains(name);
    variables
        .readByConditions()
        .forEach(
            (id, names) ->
                names.stream()
                    .filter(never)
                    .forEach(name -> neverSet(file, id, name, variables, true)));
    variables
        .readByParameters()
        .forEach(
            (id, names) ->
                names.stream()
                    .filter(never)
                    .forEach(name -> neverSet(file, id, name, variables, false)));
  }

  private void neverSet(
      Bpmn file, String elementId, String name, Variables variables, boolean inCondition) {
    Optional<String> meant = variables.misspelt(name);
    boolean sure = meant.isPresent() || (inCondition && !variables.mayBeSetByCode());
    String message =
        "The variable \""
            + name
            + "\" is read here, and no step of this file sets it. "
            + meant.map(close -> "Did you mean " + close + "? ").orElse("")
            + "Name it as the result variable of a step, or, if the playbook is started with it,"
            + " say so with --variables "
            + name
            + ".";
    if (sure) {
      error(file, elementId, Rule.VARIABLE_NEVER_SET, message);
    } else {
      warning(file, elementId, Rule.VARIABLE_NEVER_SET, message);
    }
  }

  private void error(Bpmn file, String elementId, Rule rule, String message) {
    add(file, elementId, Severity.ERROR, rule, message);
  }

  private void warning(Bpmn file, String elementId, Rule rule, String message) {
    add(file, elementId, Severity.WARNING, rule, message);
  }

  private void add(Bpmn file, String elementId, Severity severity, Rule rule, String message) {
    if (!file.accepts(elementId, rule)) {
      findings.add(new Finding(file.file(), elementId, severity, rule, message));
    }
  }
}
