package io.defenderflow.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.RequestInterceptor;
import feign.RequestTemplate;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import io.defenderflow.catalogue.Clear;
import io.defenderflow.catalogue.Fixed;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes the body inputs of an action as one JSON object, together with the {@link Fixed} fields.
 * Absent inputs are not written; {@link Clear#LITERAL} is written as null.
 */
final class JsonEncoder implements Encoder, RequestInterceptor {
  private final ObjectMapper json;

  JsonEncoder(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public void encode(Object fields, Type type, RequestTemplate template) {
    ObjectNode body = fixedFields(template);
    ((Map<?, ?>) fields)
        .forEach(
            (name, value) ->
                body.set(
                    name.toString(),
                    Clear.LITERAL.equals(value) ? json.nullNode() : json.valueToTree(value)));
    write(template, body);
  }

  /** A request whose fields are all fixed has no inputs to encode and gets its body here. */
  @Override
  public void apply(RequestTemplate template) {
    if (template.body() == null && hasFixedFields(template)) {
      write(template, fixedFields(template));
    }
  }

  private static boolean hasFixedFields(RequestTemplate template) {
    return template.methodMetadata().method().isAnnotationPresent(Fixed.class);
  }

  private ObjectNode fixedFields(RequestTemplate template) {
    if (!hasFixedFields(template)) {
      return json.createObjectNode();
    }
    try {
      return (ObjectNode)
          json.readTree(template.methodMetadata().method().getAnnotation(Fixed.class).value());
    } catch (JsonProcessingException e) {
      throw new EncodeException("The fixed fields of the action are not JSON.", e);
    }
  }

  private void write(RequestTemplate template, ObjectNode body) {
    try {
      template.header("Content-Type", "application/json");
      template.body(json.writeValueAsBytes(body), StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new EncodeException("The inputs cannot be written as JSON.", e);
    }
  }
}
