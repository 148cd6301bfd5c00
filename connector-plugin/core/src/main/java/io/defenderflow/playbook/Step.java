package io.defenderflow.playbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Defender step of a playbook.
 *
 * @param processId the process it belongs to
 * @param elementId the id of the BPMN element
 * @param name the name in the diagram; empty where it has none
 * @param topic the external task topic; empty where the element has none
 * @param inputs the input parameters by name, in the order of the file, those of the step itself
 *     such as {@code defenderResult} among them
 * @param catches who catches its errors in this file, from the inside to the outside
 */
public record Step(
    String processId,
    String elementId,
    String name,
    String topic,
    Map<String, InputParameter> inputs,
    List<ErrorCatch> catches) {
  private static final String ACTION = "defenderAction";
  private static final String RESULT = "defenderResult";
  private static final String CONNECTION = "defenderConnection";

  /** The id of the action; empty where it is absent or known only when the process runs. */
  public Optional<String> actionId() {
    return literal(ACTION);
  }

  /** The variable for the result; empty where it is absent or known only at run time. */
  public Optional<String> resultVariable() {
    return literal(RESULT);
  }

  /** The name of the connection; empty for the default one or one known only at run time. */
  public Optional<String> connection() {
    return literal(CONNECTION);
  }

  /** The value of an input that the file fixes, without surrounding white space. */
  public Optional<String> literal(String input) {
    return Optional.ofNullable(inputs.get(input))
        .filter(InputParameter::isLiteral)
        .map(parameter -> parameter.text().strip());
  }

  /** As an author finds it: the name with the element id. */
  public String title() {
    return name.isBlank() ? elementId : "\"" + name + "\" (" + elementId + ")";
  }
}
