package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a simulated service sends back. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  private static final String JSON = "application/json; charset=utf-8";

  static Answer json(int status, JsonNode body) {
    return new Answer(status, Map.of("Content-Type", JSON), Json.write(body));
  }

  static Answer noContent() {
    return new Answer(204, Map.of(), new byte[0]);
  }

  static Answer text(int status, String contentType, String text) {
    return bytes(status, contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  static Answer bytes(int status, String contentType, byte[] body) {
    return new Answer(status, Map.of("Content-Type", contentType), body);
  }

  Answer withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Answer(status, all, body);
  }
}
