package io.defenderflow.cli.lint;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the variables that the expressions of a text read. */
final class Expressions {
  private static final Pattern EXPRESSION =
      Pattern.compile("[$#]\\{((?:'[^']*'|\"[^\"]*\"|[^}])*)}");
  private static final Pattern TEXT =
      Pattern.compile("'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\"");

  /** An identifier that is no property, no function and no key. */
  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.$:])([A-Za-z_]\\w*)(?!\\w)(?!\\s*\\()(?!\\s*:\\s*\\w+\\s*\\()");

  /** Words of the expression language, and names that the engine itself offers. */
  private static final Set<String> RESERVED =
      Set.of(
          "and",
          "or",
          "not",
          "eq",
          "ne",
          "lt",
          "gt",
          "le",
          "ge",
          "div",
          "mod",
          "empty",
          "true",
          "false",
          "null",
          "instanceof",
          "execution",
          "task",
          "externalTask",
          "caseExecution",
          "authenticatedUserId",
          "decisionResult",
          "loopCounter",
          "nrOfInstances",
          "nrOfActiveInstances",
          "nrOfCompletedInstances",
          "nrOfTerminatedInstances",
          "scriptResult");

  private Expressions() {}

  static Set<String> variables(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher expressions = EXPRESSION.matcher(text);
    while (expressions.find()) {
      Matcher found = NAME.matcher(TEXT.matcher(expressions.group(1)).replaceAll("''"));
      while (found.find()) {
        if (!RESERVED.contains(found.group(1))) {
          names.add(found.group(1));
        }
      }
    }
    return names;
  }
}
