package io.defenderflow.lane;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.FileContent;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The inputs that every step has beside the action's own. Their names are fixed: playbooks are
 * built on them.
 *
 * @param connection the name of the connection; blank means the default one
 * @param resultVariable the variable for the whole result
 * @param picks single values of the result
 * @param waits whether a long-running action is waited for
 * @param waitTimeout how long at most
 * @param dryRun whether nothing may be changed
 */
record StepSettings(
    String connection,
    Optional<String> resultVariable,
    List<Pick> picks,
    boolean waits,
    Duration waitTimeout,
    RetrySchedule retries,
    boolean dryRun) {
  static final String ACTION = "defenderAction";
  static final String CONNECTION = "defenderConnection";
  static final String RESULT = "defenderResult";
  static final String PICK = "defenderPick";
  static final String WAIT = "defenderWait";
  static final String WAIT_TIMEOUT = "defenderWaitTimeout";
  static final String RETRIES = "defenderRetries";
  static final String DRY_RUN = "defenderDryRun";

  /** All of them. */
  static final List<String> NAMES =
      List.of(ACTION, CONNECTION, RESULT, PICK, WAIT, WAIT_TIMEOUT, RETRIES, DRY_RUN);

  /**
   * Long enough for a machine that is switched off for lunch. A machine that stays offline keeps
   * its action pending for up to three days: a playbook that wants to wait for it says so.
   */
  static final Duration DEFAULT_WAIT_TIMEOUT = Duration.ofHours(4);

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String RESERVED = "defender";

  StepSettings {
    picks = List.copyOf(picks);
  }

  /**
   * Reads the settings. What cannot be used is added to the problems, and the default stands for
   * it.
   */
  static StepSettings of(Map<String, Object> inputs, List<String> problems) {
    Set<String> names = new HashSet<>();
    return new StepSettings(
        text(inputs, CONNECTION, problems).orElse(""),
        text(inputs, RESULT, problems).filter(name -> isVariable(RESULT, name, names, problems)),
        picks(inputs, names, problems),
        flag(inputs, WAIT, true, problems),
        waitTimeout(inputs, problems),
        retries(inputs, problems),
        flag(inputs, DRY_RUN, false, problems));
  }

  /** The text of an input, without surrounding blanks; empty where it is absent or blank. */
  static Optional<String> text(Map<String, Object> inputs, String name, List<String> problems) {
    Object value = inputs.get(name);
    if (value == null || (value instanceof JsonNode json && json.isNull())) {
      return Optional.empty();
    }
    if (value instanceof JsonNode json && json.isValueNode()) {
      value = json.asText();
    } else if (value instanceof FileContent file) {
      value = file.text();
    }
    if (value instanceof CharSequence || value instanceof Boolean || value instanceof Number) {
      return Optional.of(value.toString().strip()).filter(text -> !text.isEmpty());
    }
    problems.add("The input " + name + " holds a list or an object. Expected is a text.");
    return Optional.empty();
  }

  private static List<Pick> picks(
      Map<String, Object> inputs, Set<String> names, List<String> problems) {
    List<Pick> picks = new ArrayList<>();
    for (String line : text(inputs, PICK, problems).orElse("").split("\\R")) {
      if (line.isBlank()) {
        continue;
      }
      int equals = line.indexOf('=');
      String name = equals < 0 ? "" : line.substring(0, equals).strip();
      String pointer = equals < 0 ? "" : line.substring(equals + 1).strip();
      if (equals < 0 || (!pointer.isEmpty() && !pointer.startsWith("/"))) {
        problems.add(
            "The input "
                + PICK
                + " has the line \""
                + Texts.excerpt(line)
                + "\". Expected is a line like severity=/severity.");
      } else if (isVariable(PICK, name, names, problems)) {
        picks.add(new Pick(name, JsonPointer.compile(pointer)));
      }
    }
    return picks;
  }

  private static boolean isVariable(
      String input, String name, Set<String> names, List<String> problems) {
    String wrong = null;
    if (!VARIABLE.matcher(name).matches()) {
      wrong =
          "\" as a variable. Expected are letters, digits and underscores, and no digit in front.";
    } else if (name.toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
      wrong = "\" as a variable. Names that start with defender are kept for the step itself.";
    } else if (!names.add(name)) {
      wrong = "\" as a variable, which the step sets already. Choose another name.";
    }
    if (wrong != null) {
      problems.add("The input " + input + " names \"" + Texts.excerpt(name) + wrong);
    }
    return wrong == null;
  }

  private static boolean flag(
      Map<String, Object> inputs, String name, boolean otherwise, List<String> problems) {
    Optional<String> text = text(inputs, name, problems);
    if (text.isEmpty()) {
      return otherwise;
    }
    switch (text.get().toLowerCase(Locale.ROOT)) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        problems.add("The input " + name + " is neither true nor false.");
        return otherwise;
    }
  }

  private static Duration waitTimeout(Map<String, Object> inputs, List<String> problems) {
    Optional<String> text = text(inputs, WAIT_TIMEOUT, problems);
    if (text.isEmpty()) {
      return DEFAULT_WAIT_TIMEOUT;
    }
    try {
      Duration timeout = Duration.parse(text.get());
      if (!timeout.isNegative() && !timeout.isZero()) {
        return timeout;
      }
    } catch (DateTimeParseException e) {
      // said below, together with what is expected
    }
    problems.add(
        "The input "
            + WAIT_TIMEOUT
            + " is not a length of time. Expected is a form like PT4H or P3D.");
    return DEFAULT_WAIT_TIMEOUT;
  }

  private static RetrySchedule retries(Map<String, Object> inputs, List<String> problems) {
    Optional<String> text = text(inputs, RETRIES, problems);
    try {
      return text.map(RetrySchedule::parse).orElse(RetrySchedule.DEFAULT);
    } catch (IllegalArgumentException e) {
      problems.add("The input " + RETRIES + " " + e.getMessage());
      return RetrySchedule.DEFAULT;
    }
  }
}
