package io.defenderflow.cli.lint;

/**
 * Something in a playbook that will go wrong, or may.
 *
 * @param file the file as it was named
 * @param elementId the BPMN element; {@code -} where the file as a whole is meant
 * @param message full sentences: what is wrong and what to do
 */
public record Finding(String file, String elementId, Severity severity, Rule rule, String message) {
  /** How sure it is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** What was looked at. The ids are used to accept a finding, so they never change. */
  public enum Rule {
    NOT_BPMN("not-bpmn"),
    UNKNOWN_ACTION("unknown-action"),
    WRONG_TOPIC("wrong-topic"),
    MISSING_INPUT("missing-input"),
    UNKNOWN_INPUT("unknown-input"),
    INVALID_VALUE("invalid-value"),
    LONG_LITERAL("long-literal"),
    NO_APPROVAL("no-approval"),
    ERROR_NEVER_RAISED("error-never-raised"),
    VARIABLE_NEVER_SET("variable-never-set");

    private final String id;

    Rule(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }
}
