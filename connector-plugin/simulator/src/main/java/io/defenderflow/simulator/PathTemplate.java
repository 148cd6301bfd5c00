package io.defenderflow.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with variables in braces; the fixed parts match without regard to case. */
final class PathTemplate {

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final String text;
  private final Pattern path;
  private final List<String> variableNames = new ArrayList<>();

  PathTemplate(String text) {
    this.text = text;
    StringBuilder expression = new StringBuilder();
    Matcher matcher = VARIABLE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      expression.append(Pattern.quote(text.substring(end, matcher.start()))).append("([^/]+)");
      variableNames.add(matcher.group(1));
      end = matcher.end();
    }
    expression.append(Pattern.quote(text.substring(end)));
    this.path = Pattern.compile(expression.toString(), Pattern.CASE_INSENSITIVE);
  }

  List<String> variableNames() {
    return variableNames;
  }

  /** How much of the path is fixed: of two that fit, the one with more means the call. */
  int fixedLength() {
    return VARIABLE.matcher(text).replaceAll("").length();
  }

  /** The values of the variables, when the path fits. */
  Optional<Map<String, String>> match(String candidate) {
    Matcher matcher = path.matcher(candidate);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < variableNames.size(); i++) {
      variables.put(variableNames.get(i), matcher.group(i + 1));
    }
    return Optional.of(variables);
  }

  /** Whether the path ends in a variable, so that it names one of many. */
  boolean endsInVariable() {
    return text.endsWith("}");
  }

  @Override
  public String toString() {
    return text;
  }
}
