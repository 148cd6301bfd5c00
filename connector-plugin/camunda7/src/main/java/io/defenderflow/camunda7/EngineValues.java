package io.defenderflow.camunda7;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.defenderflow.catalogue.FileContent;
import io.defenderflow.lane.Task;
import io.defenderflow.lane.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;

/**
 * Between variables of the engine and values of a step. Nothing is ever deserialised to objects.
 */
public final class EngineValues {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String JSON_TYPE = "application/json";

  private final boolean spin;

  public EngineValues(ProcessEngineConfigurationImpl engine) {
    this.spin = engine.getVariableSerializers().getSerializerByName("json") != null;
  }

  static Map<String, Object> inputs(VariableMap variables) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (String name : variables.keySet()) {
      inputs.put(name, input(variables.getValueTyped(name)));
    }
    return inputs;
  }

  /** What a variable holds: a text, a number, a truth value, JSON, or something unreadable. */
  public static Object input(TypedValue variable) {
    if (variable instanceof FileValue file) {
      return file(file);
    }
    if (variable instanceof SerializableValue serialised) {
      String text = serialised.getValueSerialized();
      if (text == null) {
        return null;
      }
      // Spin's JSON type keeps its text without naming a format.
      boolean json =
          "json".equals(serialised.getType().getName())
              || JSON_TYPE.equals(serialised.getSerializationDataFormat());
      return json ? tree(text, serialised) : unreadable(serialised);
    }
    Object value = variable == null ? null : variable.getValue();
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Date date) {
      return date.toInstant().toString();
    }
    return unreadable(variable);
  }

  private static Object file(FileValue file) {
    try (InputStream content = file.getValue()) {
      return new FileContent(
          file.getFilename(),
          content.readAllBytes(),
          file.getEncodingAsCharset() == null
              ? StandardCharsets.UTF_8
              : file.getEncodingAsCharset());
    } catch (IOException e) {
      return unreadable(file);
    }
  }

  private static Object tree(String text, TypedValue variable) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return unreadable(variable);
    }
  }

  private static Task.Unreadable unreadable(TypedValue variable) {
    return new Task.Unreadable(variable.getType() == null ? "?" : variable.getType().getName());
  }

  public TypedValue variable(String name, Value value) {
    if (value instanceof Value.Plain plain) {
      return Variables.untypedValue(plain.value());
    }
    if (value instanceof Value.File file) {
      return file(name, file.value());
    }
    if (value instanceof Value.Content content) {
      return Variables.fileValue(content.name())
          .file(content.bytes())
          .mimeType(content.mediaType())
          .create();
    }
    JsonNode json = ((Value.Json) value).value();
    if (spin) {
      return SpinJson.of(json);
    }
    String text = json.toString();
    return text.length() <= Value.MAX_TEXT ? Variables.stringValue(text) : file(name, json);
  }

  private static TypedValue file(String name, JsonNode json) {
    return Variables.fileValue(name + ".json")
        .file(json.toString().getBytes(StandardCharsets.UTF_8))
        .mimeType(JSON_TYPE)
        .encoding(StandardCharsets.UTF_8)
        .create();
  }
}
