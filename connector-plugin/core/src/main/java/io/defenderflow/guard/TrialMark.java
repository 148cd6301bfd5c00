package io.defenderflow.guard;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What makes a playbook a trial: this variable was true once in the process instance at the top of
 * the call activities. Nothing is changed at Microsoft then, and whoever takes the variable back
 * changes nothing about that.
 */
public final class TrialMark {
  /** A playbook looks at it before steps of its own that nobody else holds back. */
  public static final String VARIABLE = "defenderTrial";

  private TrialMark() {}

  /** Whether the value means true; a person may have entered it as a text. */
  public static boolean isSet(Object value) {
    return Boolean.TRUE.equals(value)
        || (value instanceof String text && text.strip().equalsIgnoreCase("true"))
        || (value instanceof JsonNode json && json.asBoolean(false));
  }
}
