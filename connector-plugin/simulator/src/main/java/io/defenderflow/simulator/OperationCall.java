package io.defenderflow.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A call of a documented operation that passed every check of the facts.
 *
 * @param path below the version, as it was called
 * @param body what was sent; an empty object when the operation takes no JSON
 */
record OperationCall(
    Operation operation,
    Call call,
    String path,
    Map<String, String> variables,
    AccessToken token,
    ObjectNode body) {

  /** Does the work of one operation; throws {@link ApiError} to refuse. */
  interface Handler {
    Answer answer(OperationCall call);
  }

  String variable(String name) {
    return variables.get(name);
  }

  /** The first variable of the path, which most paths call by another name. */
  String id() {
    return variables.values().iterator().next();
  }

  String text(String field) {
    return body.path(field).asText("");
  }
}
