package io.defenderflow.transport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import feign.RequestInterceptor;
import feign.RequestTemplate;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import io.defenderflow.catalogue.Clear;
import io.defenderflow.catalogue.Fixed;
import io.defenderflow.catalogue.Input;
import io.defenderflow.catalogue.Wire;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the body inputs of an action as one JSON object (or, where the operation takes a file, as
 * a form), together with the {@link Fixed} fields. Absent inputs are not written; {@link
 * Clear#LITERAL} is written as null, a set as one text with commas, which is how Microsoft Graph
 * takes several values of one choice.
 */
final class JsonEncoder implements Encoder, RequestInterceptor {
  /** In the path of a field: each element of the list gets an object of its own. */
  private static final String EACH = "*";

  private final ObjectMapper json;
  private final String base;

  /**
   * @param base the address of the service, without a slash at its end
   */
  JsonEncoder(ObjectMapper json, String base) {
    this.json = json;
    this.base = base;
  }

  @Override
  public void encode(Object fields, Type type, RequestTemplate template) {
    if (FormEncoder.isForm(template)) {
      FormEncoder.encode((Map<?, ?>) fields, template);
      return;
    }
    ObjectNode body = fixedFields(template);
    ((Map<?, ?>) fields)
        .forEach((name, value) -> put(body, input(template, name.toString()), value));
    write(template, body);
  }

  private static Input input(RequestTemplate template, String name) {
    return Arrays.stream(template.methodMetadata().method().getParameters())
        .map((Parameter parameter) -> parameter.getAnnotation(Input.class))
        .filter(input -> input.value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void put(ObjectNode body, Input input, Object value) {
    String[] path = (input.field().isEmpty() ? input.value() : input.field()).split("/");
    put(body, path, 0, input, value);
  }

  private void put(ObjectNode parent, String[] path, int depth, Input input, Object value) {
    String name = path[depth];
    if (depth == path.length - 1) {
      parent.set(name, node(input, value));
    } else if (path[depth + 1].equals(EACH)) {
      ArrayNode objects = parent.putArray(name);
      for (Object element : (List<?>) value) {
        put(objects.addObject(), path, depth + 2, input, element);
      }
    } else {
      put(parent.withObjectProperty(name), path, depth + 1, input, value);
    }
  }

  private JsonNode node(Input input, Object value) {
    if (Clear.LITERAL.equals(value)) {
      return json.nullNode();
    }
    if (!input.link().isEmpty()) {
      return json.getNodeFactory()
          .textNode(
              base + input.link() + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
    if (value instanceof Set<?> flags) {
      return json.getNodeFactory()
          .textNode(flags.stream().map(Wire::text).collect(Collectors.joining(",")));
    }
    return json.valueToTree(value);
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
