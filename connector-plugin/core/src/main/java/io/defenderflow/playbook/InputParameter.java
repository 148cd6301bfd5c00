package io.defenderflow.playbook;

/**
 * An input parameter of a step as the file spells it.
 *
 * @param text the literal or the expression; empty for a list, a map or a script
 */
public record InputParameter(String name, String text, Form form) {
  /** How the value comes about. */
  public enum Form {
    /** The text is the value. */
    LITERAL,
    /** The engine evaluates the text, for example {@code ${machineId}}. */
    EXPRESSION,
    /** A list, a map or a script, which has no text of its own. */
    STRUCTURE
  }

  static InputParameter of(String name, String text) {
    boolean expression = text.contains("${") || text.contains("#{");
    return new InputParameter(name, text, expression ? Form.EXPRESSION : Form.LITERAL);
  }

  /** Whether the value is known without running the process; an empty one counts as absent. */
  public boolean isLiteral() {
    return form == Form.LITERAL && !text.isBlank();
  }
}
