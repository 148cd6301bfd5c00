package io.defenderflow.action.endpoint;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.Calls;
import io.defenderflow.catalogue.Download;
import io.defenderflow.catalogue.Downloads;
import io.defenderflow.catalogue.SignedLink;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what the commands of one live response brought. */
final class LiveResponseResults {
  /** How much text of a script stands in the result; the whole of a longer one is a file. */
  private static final int MOST_TEXT = 100_000;

  private static final long LARGEST_TRANSCRIPT = 16L * 1_024 * 1_024;

  /** Microsoft's transcripts have line breaks inside of strings. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private final Calls calls;
  private final JsonNode machineAction;
  private final ArrayNode commands = JsonNodeFactory.instance.arrayNode();
  private final List<Download> files = new ArrayList<>();

  LiveResponseResults(Calls calls, JsonNode machineAction) {
    this.calls = calls;
    this.machineAction = machineAction;
  }

  /** Fetches the results of all commands. */
  Downloads fetch() {
    int position = 0;
    for (JsonNode command : machineAction.path("commands")) {
      ObjectNode told = command.deepCopy();
      commands.add(told);
      add(told, command.path("index").asInt(position));
      position++;
    }
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("machineActionId", machineAction.path("id").asText());
    result.put("status", machineAction.path("status").asText());
    result.set("commands", commands);
    return new Downloads(result, files);
  }

  private void add(ObjectNode command, int index) {
    String type = command.at("/command/type").asText();
    boolean brings = type.equalsIgnoreCase("RunScript") || type.equalsIgnoreCase("GetFile");
    if (brings && command.path("endTime").isTextual()) {
      download(command, index)
          .ifPresent(
              file -> {
                if (type.equalsIgnoreCase("RunScript")) {
                  addTranscript(command, file.withName("command-" + index + "-transcript.json"));
                } else {
                  addFile(command, file.withName("command-" + index + "-" + nameOf(command)));
                }
              });
    }
  }

  /** Empty for a command that failed before there was a result. */
  private Optional<Download> download(ObjectNode command, int index) {
    try {
      String link =
          calls
              .of(LiveResponse.class)
              .getResult(machineAction.path("id").asText(), index)
              .path("value")
              .asText();
      return Optional.of(calls.download(SignedLink.of(link)));
    } catch (Fault fault) {
      boolean none =
          fault.code() == ErrorCode.NOT_FOUND || fault.code() == ErrorCode.REQUEST_REFUSED;
      if (none && !command.path("commandStatus").asText().equals("Completed")) {
        return Optional.empty();
      }
      throw fault;
    }
  }

  private void addTranscript(ObjectNode command, Download file) {
    Optional<ObjectNode> output = read(file);
    if (output.isEmpty()) {
      addFile(command, file);
      return;
    }
    boolean cut = shorten(output.get(), "script_output") | shorten(output.get(), "script_errors");
    command.set("output", output.get());
    command.put("truncated", cut);
    if (cut) {
      addFile(command, file);
    }
  }

  private static Optional<ObjectNode> read(Download file) {
    if (file.size() > LARGEST_TRANSCRIPT) {
      return Optional.empty();
    }
    try (InputStream content = file.open()) {
      return JSON.readTree(content) instanceof ObjectNode output
          ? Optional.of(output)
          : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Whether something had to be left out. */
  private static boolean shorten(ObjectNode output, String field) {
    // PostgreSQL keeps no NUL character in a text.
    String text = output.path(field).asText("").replace("\u0000", "");
    if (output.has(field)) {
      output.put(field, text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT));
    }
    return text.length() > MOST_TEXT;
  }

  private void addFile(ObjectNode command, Download file) {
    command.put("file", file.name());
    files.add(file);
  }

  /** The name of the file on the machine. */
  private static String nameOf(ObjectNode command) {
    for (JsonNode parameter : command.at("/command/params")) {
      if (parameter.path("key").asText().equalsIgnoreCase("Path")) {
        return Download.fileName(parameter.path("value").asText());
      }
    }
    return "file";
  }
}
