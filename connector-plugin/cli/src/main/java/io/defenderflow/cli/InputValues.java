package io.defenderflow.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.catalogue.InputEntry;
import io.defenderflow.catalogue.InvalidInput;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inputs of one action as a person or a program writes them. */
final class InputValues {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Takes the fields of a JSON object. */
  InputValues addAll(JsonNode object) {
    if (!object.isObject()) {
      throw invalid("The inputs are not a JSON object such as {\"machineId\": \"...\"}.");
    }
    object.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
    return this;
  }

  /** Takes a JSON text with one object. */
  InputValues addAll(String json) {
    try {
      return addAll(Json.read(json));
    } catch (JsonProcessingException e) {
      throw invalid(
          "The inputs cannot be read as JSON"
              + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")")
              + ".");
    }
  }

  /**
   * Takes {@code name=value}. A value {@code @file} is read from that file; {@code @@} in front
   * stands for a value that itself starts with {@code @}.
   */
  InputValues add(ActionEntry action, String argument) {
    int equals = argument.indexOf('=');
    if (equals < 1) {
      throw invalid(
          "\"" + argument + "\" is not an input. Write name=value, or name=@file to read a file.");
    }
    String name = argument.substring(0, equals);
    String value = argument.substring(equals + 1);
    if (value.startsWith("@@")) {
      values.put(name, value.substring(1));
    } else if (value.startsWith("@")) {
      values.put(name, read(name, Path.of(value.substring(1)), isFile(action, name)));
    } else {
      values.put(name, value);
    }
    return this;
  }

  /**
   * @throws Fault with INPUT_INVALID, naming every input that cannot be used
   */
  BoundInputs bind(ActionEntry action) {
    List<String> problems = new ArrayList<>();
    List<String> known = action.inputs().stream().map(InputEntry::name).toList();
    values.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                problems.add(
                    action.id()
                        + " has no input \""
                        + name
                        + "\". "
                        + (known.isEmpty()
                            ? "It has none at all."
                            : "Its inputs are: " + String.join(", ", known) + ".")));
    BoundInputs bound = null;
    try {
      bound = action.bind(values);
    } catch (InvalidInput e) {
      e.problems().forEach(problem -> problems.add(problem.message()));
    }
    if (!problems.isEmpty()) {
      throw invalid(String.join(" ", problems));
    }
    return bound;
  }

  private static boolean isFile(ActionEntry action, String name) {
    return action.inputs().stream()
        .anyMatch(input -> input.name().equals(name) && input.type() == InputEntry.Type.FILE);
  }

  private static Object read(String name, Path file, boolean asFile) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return asFile
          ? new FileContent(
              Optional.ofNullable(file.getFileName()).map(Path::toString).orElse(name), bytes)
          : new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw invalid(
          "The file "
              + file
              + " for the input "
              + name
              + " cannot be read. Check its path and rights.");
    }
  }

  static Fault invalid(String problem) {
    return Fault.of(ErrorCode.INPUT_INVALID, problem + " Nothing was sent.");
  }
}
