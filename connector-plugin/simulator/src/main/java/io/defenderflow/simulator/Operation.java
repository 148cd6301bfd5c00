package io.defenderflow.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The documented facts of one operation.
 *
 * @param id the action's id
 * @param version v1.0 or beta for Graph, empty for Defender for Endpoint
 * @param path below the version
 * @param query options it takes
 * @param roles of each set the caller needs one
 * @param higherRoles any of them alone is enough too
 * @param success status of a good answer
 * @param returns what a good answer holds, in the words of the documentation
 */
record Operation(
    String id,
    Api api,
    String version,
    String method,
    PathTemplate path,
    Set<String> query,
    List<BodyField> body,
    List<Set<String>> roles,
    Set<String> higherRoles,
    int success,
    String returns) {

  /** The values of the path's variables when a call to this path means this operation's path. */
  Optional<Map<String, String>> match(ApiPath called) {
    boolean sameVersion =
        version.isEmpty() || version.equals(called.version()) || called.version().equals("beta");
    return called.api() == api && sameVersion ? path.match(called.path()) : Optional.empty();
  }

  /** One needed set of roles with those that open the operation alone. */
  Set<String> enough(Set<String> oneOf) {
    Set<String> enough = new TreeSet<>(oneOf);
    enough.addAll(higherRoles);
    return enough;
  }

  boolean returnsCollection() {
    return returns.contains("collection");
  }

  /** Whether a body goes in with the request at all. */
  boolean takesBody() {
    return method.equals("POST") || method.equals("PATCH") || method.equals("PUT");
  }

  /** A file in parts of a form instead of JSON. */
  boolean takesForm() {
    return api == Api.ENDPOINT && body.stream().anyMatch(field -> field.type().equals("binary"));
  }

  Optional<BodyField> field(String name) {
    return body.stream().filter(field -> field.name().equals(name)).findFirst();
  }
}
