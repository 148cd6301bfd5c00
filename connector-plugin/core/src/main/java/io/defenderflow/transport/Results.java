package io.defenderflow.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.defenderflow.catalogue.Operation;
import io.defenderflow.catalogue.Page;
import io.defenderflow.fault.ErrorCode;
import io.defenderflow.fault.Fault;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns the bytes of a good answer into what the method of the action returns. */
final class Results {
  private final ObjectMapper json;

  Results(ObjectMapper json) {
    this.json = json;
  }

  /**
   * The result of a call.
   *
   * @throws Broken where the body is not what Microsoft documents
   */
  Object read(Type type, Received answer) throws Broken {
    if (type == void.class) {
      return null;
    }
    if (type instanceof Class<?> operation && Operation.class.isAssignableFrom(operation)) {
      return operation(operation, answer);
    }
    Optional<String> location = locationInsteadOfBody(answer);
    if (type == JsonNode.class && location.isPresent()) {
      return JsonNodeFactory.instance.objectNode().put("location", location.get());
    }
    JsonNode root = parse(answer.body());
    if (type == Page.class) {
      return page(root, answer);
    }
    if (type == JsonNode.class) {
      return root;
    }
    throw new IllegalStateException("No action may return " + type + ".");
  }

  /** The work that goes on: in the body or, where that is empty, behind the Location header. */
  private Operation operation(Class<?> type, Received answer) throws Broken {
    Optional<String> location = locationInsteadOfBody(answer);
    JsonNode root =
        location.isPresent()
            ? JsonNodeFactory.instance
                .objectNode()
                .put("id", lastSegment(location.get()))
                .put("location", location.get())
            : parse(answer.body());
    if (root.path("id").asText().isBlank()) {
      throw new Broken("its body does not name the work that was started");
    }
    try {
      return (Operation) type.getConstructor(JsonNode.class).newInstance(root);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no public constructor for JSON.", e);
    }
  }

  /** Where work can be tracked that was accepted with an empty body. */
  private static Optional<String> locationInsteadOfBody(Received answer) {
    return answer.body().length > 0
        ? Optional.empty()
        : answer.header("Location").filter(text -> !text.isBlank());
  }

  /** {@code .../operations/4711} and {@code .../operations('4711')} both name 4711. */
  private static String lastSegment(String location) {
    return location
        .replaceFirst("[?#].*$", "")
        .replaceFirst("/+$", "")
        .replaceFirst("^.*[/(]", "")
        .replaceAll("[')]", "");
  }

  private JsonNode parse(byte[] body) throws Broken {
    if (isUtf16(body)) {
      throw new Broken("its body is not in UTF-8, as all JSON is");
    }
    JsonNode root;
    try {
      root = json.readTree(body);
    } catch (IOException e) {
      throw new Broken("its body is not readable JSON");
    }
    if (root == null || root.isMissingNode()) {
      throw new Broken("its body is empty");
    }
    return root;
  }

  /** The parser would guess it; but what changed the encoding may have changed more. */
  private static boolean isUtf16(byte[] body) {
    return body.length >= 2
        && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF);
  }

  private static Page page(JsonNode root, Received answer) throws Broken {
    JsonNode value = root.path("value");
    boolean usable =
        root.isObject() && (value.isArray() || value.isNull() || value.isMissingNode());
    if (!usable) {
      throw new Broken("its body is not a collection");
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    JsonNode count = root.path("@odata.count");
    return new Page(
        items,
        nextLink(root.path("@odata.nextLink")),
        count.isNumber() ? Optional.of(count.asLong()) : Optional.empty(),
        RetryAfter.serverTime(answer),
        answer.status() == 206);
  }

  private static Optional<URI> nextLink(JsonNode link) {
    if (link.asText("").isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(link.asText()));
    } catch (URISyntaxException e) {
      throw Fault.of(
          ErrorCode.EGRESS_REFUSED,
          "The answer continues at an address that is not a URL, so it was not followed. Nothing"
              + " was sent there. Narrow the filter so that one page is enough, and report it.");
    }
  }

  /** A body that is not what Microsoft documents; the message is the end of a sentence. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String what) {
      super(what);
    }
  }
}
