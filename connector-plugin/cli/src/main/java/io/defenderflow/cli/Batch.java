package io.defenderflow.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.ActionEntry;
import io.defenderflow.catalogue.BoundInputs;
import io.defenderflow.catalogue.Catalogue;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.function.BiFunction;

/** Runs action after action from lines of JSON, and answers each line with a line. */
final class Batch {
  private static final String ACTION = "action";
  private static final String INPUTS = "inputs";
  private static final Set<String> FIELDS = Set.of(ACTION, INPUTS);

  private final Terminal terminal;
  private final Catalogue catalogue;
  private final BiFunction<ActionEntry, BoundInputs, JsonNode> run;
  private boolean allDone = true;

  Batch(
      Terminal terminal, Catalogue catalogue, BiFunction<ActionEntry, BoundInputs, JsonNode> run) {
    this.terminal = terminal;
    this.catalogue = catalogue;
    this.run = run;
  }

  /**
   * Answers every line but the blank ones, in their order.
   *
   * @return the exit code
   */
  int run(BufferedReader lines) throws IOException {
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
      if (text.isBlank()) {
        continue;
      }
      terminal.out().println(Json.line(answer(number, text)));
      terminal.out().flush();
      if (terminal.out().checkError()) {
        // Without a reader nobody would learn what the next lines did.
        throw Fault.of(
            ErrorCode.RESULT_REFUSED,
            "The results cannot be written any more. The batch stopped after line "
                + number
                + "; the lines behind it were not run.");
      }
    }
    return allDone ? ExitCode.DONE : ExitCode.NOT_AS_WISHED;
  }

  private ObjectNode answer(int number, String text) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putNull(ACTION);
    try {
      JsonNode line = parsed(number, text);
      answer.set(ACTION, line.path(ACTION).isTextual() ? line.get(ACTION) : answer.get(ACTION));
      answer.set("result", result(number, line));
    } catch (Fault fault) {
      failed(answer, fault.code().name(), fault.getMessage());
      if (!fault.details().isNull()) {
        ((ObjectNode) answer.get("error")).set("details", fault.details());
      }
    } catch (Refusal refusal) {
      failed(answer, refusal.code(), refusal.getMessage());
    } catch (RuntimeException unexpected) {
      // Its text may hold anything, so that only its kind is told.
      failed(
          answer,
          ErrorCode.INTERNAL.name(),
          "An unexpected "
              + unexpected.getClass().getSimpleName()
              + " stopped line "
              + number
              + ". "
              + ErrorCode.INTERNAL.remedy());
    }
    return answer;
  }

  private void failed(ObjectNode answer, String code, String message) {
    allDone = false;
    answer.putObject("error").put("code", code).put("message", message);
  }

  private static JsonNode parsed(int number, String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw InputValues.invalid("Line " + number + " is not one JSON object.");
    }
  }

  private JsonNode result(int number, JsonNode line) {
    if (!line.isObject() || !line.path(ACTION).isTextual()) {
      throw InputValues.invalid(
          "Line "
              + number
              + " is not an object like {\"action\": \"machine.get\", \"inputs\": {..}}.");
    }
    for (Iterator<String> names = line.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        throw InputValues.invalid(
            "Line " + number + " has the field \"" + name + "\". Known are action and inputs.");
      }
    }
    ActionEntry action = ActionIds.find(catalogue, line.get(ACTION).asText());
    InputValues values = new InputValues();
    if (line.hasNonNull(INPUTS)) {
      values.addAll(line.get(INPUTS));
    }
    return run.apply(action, values.bind(action));
  }
}
