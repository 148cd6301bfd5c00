package io.defenderflow.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.lane.Task.Unreadable;
import io.defenderflow.lane.Value;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Variables as the engine's REST API spells them: {@code {"type": ..., "value": ...}}. */
final class Variables {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/json";

  private Variables() {}

  /** Whether the value is not in the answer and has to be asked for. */
  static boolean isFile(JsonNode variable) {
    return variable.path("type").asText().equals("File");
  }

  /** A value of a task, in the form that {@link io.defenderflow.lane.Task#variables} asks for. */
  static Object read(JsonNode variable) {
    return read(variable, variable.path("type").asText());
  }

  /** The same for a value in the history, which spells the type in another field. */
  static Object readHistoric(JsonNode update) {
    return read(update, update.path("variableType").asText());
  }

  private static Object read(JsonNode variable, String type) {
    JsonNode value = variable.path("value");
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    return switch (type) {
      case "Boolean" -> value.booleanValue();
      case "Short", "Integer", "Long" -> value.longValue();
      case "Double" -> value.doubleValue();
      case "String", "Date" -> value.asText();
      case "Json" -> tree(value.asText());
      case "Object" ->
          variable.path("valueInfo").path("serializationDataFormat").asText().equals(JSON_TYPE)
              ? tree(value.asText())
              : new Unreadable(type);
      default -> new Unreadable(type);
    };
  }

  /** A file variable together with its content, which the engine sends on request only. */
  static FileContent readFile(JsonNode variable, byte[] content) {
    JsonNode info = variable.path("valueInfo");
    String encoding = info.path("encoding").asText("");
    return new FileContent(
        info.path("filename").asText(),
        content,
        encoding.isEmpty() || !Charset.isSupported(encoding)
            ? StandardCharsets.UTF_8
            : Charset.forName(encoding));
  }

  /**
   * Values on their way to the engine.
   *
   * @param jsonType whether the engine has JSON variables
   */
  static ObjectNode write(Map<String, Value> values, boolean jsonType) {
    ObjectNode variables = JsonNodeFactory.instance.objectNode();
    values.forEach((name, value) -> variables.set(name, write(name, value, jsonType)));
    return variables;
  }

  private static ObjectNode write(String name, Value value, boolean jsonType) {
    if (value instanceof Value.Plain plain) {
      return plain(plain.value());
    }
    if (value instanceof Value.Json json) {
      String text = json.value().toString();
      if (jsonType) {
        return variable("Json").put("value", text);
      }
      return text.length() <= Value.MAX_TEXT
          ? variable("String").put("value", text)
          : file(name, text);
    }
    if (value instanceof Value.Content content) {
      return file(content.name(), content.mediaType(), content.bytes());
    }
    return file(name, ((Value.File) value).value().toString());
  }

  private static ObjectNode plain(Object value) {
    if (value == null) {
      return variable("Null").putNull("value");
    }
    ObjectNode variable = variable(value.getClass().getSimpleName());
    variable.set("value", JSON.valueToTree(value));
    return variable;
  }

  private static ObjectNode file(String name, String json) {
    ObjectNode file = file(name + ".json", JSON_TYPE, json.getBytes(StandardCharsets.UTF_8));
    file.withObjectProperty("valueInfo").put("encoding", "UTF-8");
    return file;
  }

  private static ObjectNode file(String fileName, String mediaType, byte[] content) {
    ObjectNode file = variable("File").put("value", Base64.getEncoder().encodeToString(content));
    file.putObject("valueInfo").put("filename", fileName).put("mimeType", mediaType);
    return file;
  }

  private static ObjectNode variable(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** The binder says what is wrong with a text that should be JSON. */
  private static Object tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return text;
    }
  }
}
