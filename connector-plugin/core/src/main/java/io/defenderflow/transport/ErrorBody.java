package io.defenderflow.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an error answer says: of Graph, of Defender for Endpoint or of the token endpoint. A body
 * that is none of them, or that is no JSON at all, becomes a message without a code.
 *
 * @param code the most specific code; empty where there is none
 * @param message cleaned, of at most {@value #MAX_TEXT} characters
 * @param requestId what Microsoft's support asks for; empty where there is none
 */
record ErrorBody(String code, String message, String requestId) {
  static final int MAX_TEXT = 500;

  private static final int MAX_DEPTH = 10;

  static ErrorBody of(Received answer, ObjectMapper json) {
    JsonNode root = parse(answer.body(), json);
    JsonNode error = root.path("error");
    String headerId =
        answer
            .header("request-id")
            .or(() -> answer.header("x-ms-request-id"))
            .or(() -> Optional.of(""))
            .get();
    if (error.isObject()) {
      return new ErrorBody(
          clean(deepestCode(error), 100),
          clean(error.path("message").asText(""), MAX_TEXT),
          clean(requestId(error, headerId), 64));
    }
    if (error.isTextual()) {
      return new ErrorBody(
          clean(error.asText(), 100),
          clean(root.path("error_description").asText(""), MAX_TEXT),
          clean(root.path("correlation_id").asText(headerId), 64));
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    return new ErrorBody("", clean(text, MAX_TEXT), clean(headerId, 64));
  }

  private static JsonNode parse(byte[] body, ObjectMapper json) {
    try {
      JsonNode root = json.readTree(body);
      return root == null ? json.missingNode() : root;
    } catch (IOException noJson) {
      return json.missingNode();
    }
  }

  private static String deepestCode(JsonNode error) {
    String code = error.path("code").asText("");
    JsonNode at = inner(error);
    for (int depth = 0; depth < MAX_DEPTH && at.isObject(); depth++) {
      String deeper = at.path("code").asText("");
      code = deeper.isBlank() ? code : deeper;
      at = inner(at);
    }
    return code;
  }

  private static String requestId(JsonNode error, String headerId) {
    JsonNode at = inner(error);
    for (int depth = 0; depth < MAX_DEPTH && at.isObject(); depth++) {
      String id = at.path("request-id").asText(at.path("requestId").asText(""));
      if (!id.isBlank()) {
        return id;
      }
      at = inner(at);
    }
    return headerId.isBlank() ? error.path("target").asText("") : headerId;
  }

  private static JsonNode inner(JsonNode error) {
    return error.has("innerError") ? error.path("innerError") : error.path("innererror");
  }

  private static String clean(String text, int maxLength) {
    return UpstreamText.clean(text, maxLength);
  }
}
