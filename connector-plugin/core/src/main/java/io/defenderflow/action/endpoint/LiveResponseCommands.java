package io.defenderflow.action.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.InputRule;
import io.defenderflow.catalogue.InvalidInput.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Microsoft takes as live response commands, which it names nowhere when it refuses them. */
public final class LiveResponseCommands implements InputRule {
  static final String HELP =
      "A list of PutFile (FileName), RunScript (ScriptName, Args) and GetFile (Path), in this order"
          + " and as many of each as needed. Files and scripts must be in the library.";

  static final String EXAMPLE =
      "[{\"type\":\"RunScript\",\"params\":[{\"key\":\"ScriptName\",\"value\":\"collect-logs.ps1\"},{\"key\":\"Args\",\"value\":\"-Days"
          + " 2\"}]},"
          + "{\"type\":\"GetFile\",\"params\":[{\"key\":\"Path\",\"value\":\"C:\\\\Temp\\\\logs.zip\"}]}]";

  private static final String INPUT = "Commands";

  /** In the order that Microsoft demands. */
  private static final List<String> TYPES = List.of("PutFile", "RunScript", "GetFile");

  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "PutFile", List.of("FileName"),
          "RunScript", List.of("ScriptName"),
          "GetFile", List.of("Path"));

  private static final Map<String, List<String>> OPTIONAL =
      Map.of("PutFile", List.of(), "RunScript", List.of("Args"), "GetFile", List.of());

  @Override
  public Optional<Problem> problem(BoundInputs inputs) {
    int reached = 0;
    int number = 0;
    for (Object entry : (List<?>) inputs.get(INPUT).orElse(List.of())) {
      JsonNode command = (JsonNode) entry;
      number++;
      String type = command.path("type").asText();
      int place = TYPES.indexOf(type);
      if (place < 0) {
        return problem(
            number, "has a type that does not exist. Allowed is PutFile, RunScript or GetFile.");
      }
      if (place < reached) {
        return problem(
            number,
            "comes too late. Microsoft wants all PutFile first, then RunScript, then GetFile.");
      }
      reached = place;
      Optional<String> wrong = wrongParameters(type, command);
      if (wrong.isPresent()) {
        return problem(number, wrong.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrongParameters(String type, JsonNode command) {
    Set<String> missing = new HashSet<>(REQUIRED.get(type));
    Set<String> allowed = new HashSet<>(REQUIRED.get(type));
    allowed.addAll(OPTIONAL.get(type));
    if (!Set.of("type", "params").containsAll(names(command))) {
      return Optional.of("has a field besides type and params.");
    }
    for (JsonNode parameter : command.path("params")) {
      String key = parameter.path("key").asText();
      if (!allowed.remove(key)) {
        return Optional.of(
            "has a parameter that " + type + " does not take, or takes once only. " + takes(type));
      }
      JsonNode value = parameter.path("value");
      if (!value.isTextual() || (value.asText().isBlank() && missing.contains(key))) {
        return Optional.of("has no text as the value of " + key + ".");
      }
      missing.remove(key);
    }
    return missing.isEmpty() ? Optional.empty() : Optional.of("lacks a parameter. " + takes(type));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String takes(String type) {
    String optional =
        OPTIONAL.get(type).isEmpty()
            ? ""
            : " and may have " + String.join(", ", OPTIONAL.get(type));
    return type
        + " needs "
        + String.join(", ", REQUIRED.get(type))
        + optional
        + ", each as {\"key\": .., \"value\": ..} in params.";
  }

  private static Optional<Problem> problem(int number, String what) {
    return Optional.of(new Problem(INPUT, "Command " + number + " of the input Commands " + what));
  }
}
